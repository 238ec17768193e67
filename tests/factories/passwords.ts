import { hashPassword } from '#app/auth/passwords.ts';
import type { Owner } from './owner.ts';
import type { Person } from './people.ts';

/** Password of the people of `withPassword`. */
export const PASSWORD = 'correct horse battery';

let hash: Promise<string> | null = null;

/** Gives a person the password PASSWORD. */
export async function withPassword(owner: Owner, person: Person): Promise<Person> {
  hash ??= hashPassword(PASSWORD);
  await owner('update app_user set password_hash = $2 where id = $1', [person.userId, await hash]);
  return person;
}

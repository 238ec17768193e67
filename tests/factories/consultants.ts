import type { Owner } from './owner.ts';
import { createPerson, type Person } from './people.ts';
import { uniqueWord } from './unique.ts';

/** A consultant together with the person who signs in. */
export interface Consultant extends Person {
  readonly consultantId: string;
}

/** Makes an active consultant with room for `capacity` firms. */
export async function createConsultant(owner: Owner, options: { readonly name?: string; readonly capacity?: number } = {}): Promise<Consultant> {
  const name = options.name ?? `Consultant ${uniqueWord()}`;
  const [row] = await owner<{ id: string }>(
    `insert into consultant (name, email, capacity, fields) values ($1, $2, $3, '{production,management}') returning id`,
    [name, `${uniqueWord()}@test.example`, options.capacity ?? 8],
  );
  if (!row) throw new Error('The consultant was not made.');
  const person = await createPerson(owner, 'consultant', { name, consultantId: row.id });
  await owner(`update consultant set user_id = $2, email = $3 where id = $1`, [row.id, person.userId, person.email]);
  return { ...person, consultantId: row.id };
}

import { randomUUID } from 'node:crypto';
import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import { roleOf } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import type { Owner } from './owner.ts';
import { uniqueWord } from './unique.ts';

/** A person with a grant, and how that person acts in a use-case. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly actor: Actor;
}

interface PersonOptions {
  readonly name?: string;
  readonly firmId?: string;
  readonly consultantId?: string;
  readonly organisationId?: string;
  readonly locale?: 'ko' | 'en';
}

/** Makes an active person with one grant; give the firm, consultant or organisation that the duty needs. */
export async function createPerson(owner: Owner, duty: Duty, options: PersonOptions = {}): Promise<Person> {
  const email = `${duty}-${uniqueWord()}@test.example`;
  const name = options.name ?? `Person ${uniqueWord()}`;
  const locale = options.locale ?? 'ko';
  const role = roleOf(duty);
  const [row] = await owner<{ id: string }>(
    `insert into app_user (email, email_verified_at, name, locale) values ($1, now(), $2, $3) returning id`,
    [email, name, locale],
  );
  if (!row) throw new Error('The person was not made.');
  const { firmId = null, consultantId = null, organisationId = null } = options;
  await owner(
    `insert into role_grant (user_id, role, duty, firm_id, consultant_id, organisation_id) values ($1, $2, $3, $4, $5, $6)`,
    [row.id, role, duty, firmId, consultantId, organisationId],
  );
  if (firmId && role === 'firm') {
    await owner(`insert into firm_member (firm_id, user_id, duty) values ($1, $2, $3)`, [firmId, row.id, duty]);
  }
  return { userId: row.id, email, actor: { userId: row.id, role, duty, firmId, consultantId, organisationId, name, locale } };
}

/** The context of one request of this actor; the clock stands at `now`. */
export function contextOf(actor: Actor, now: Date | string = new Date(), idempotencyKey: string | null = null): Context {
  return { actor, now: new Date(now), requestId: randomUUID(), idempotencyKey };
}

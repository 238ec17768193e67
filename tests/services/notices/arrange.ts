import { randomUUID } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import type { FileDatabase } from '#tests/support/database.ts';

/** A person with an account and no more; returns the context in which the person acts. */
export async function makePerson(db: FileDatabase, input: { role: Role; duty: Duty; firmId?: string | null; name?: string; locale?: 'ko' | 'en' }): Promise<Context & { email: string }> {
  const email = `p${randomUUID().slice(0, 8)}@demo.example`;
  const [row] = await db.owner<{ id: string }>('insert into app_user (email, name, locale) values ($1, $2, $3) returning id', [email, input.name ?? '김한빛', input.locale ?? 'ko']);
  if (!row) throw new Error('no person');
  return {
    actor: { userId: row.id, role: input.role, duty: input.duty, firmId: input.firmId ?? null, consultantId: null, organisationId: null, name: input.name ?? '김한빛', locale: input.locale ?? 'ko' },
    now: new Date('2026-08-14T05:30:00Z'),
    requestId: randomUUID(),
    idempotencyKey: null,
    email,
  };
}

/** A firm without people. */
export async function makeFirm(db: FileDatabase, name = '주식회사 한빛정밀'): Promise<string> {
  const number = String(Math.floor(Math.random() * 1e10)).padStart(10, '0');
  const [row] = await db.owner<{ id: string }>(`insert into firm (name, business_number, state) values ($1, $2, 'active') returning id`, [name, number]);
  if (!row) throw new Error('no firm');
  return row.id;
}

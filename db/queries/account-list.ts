import { sql } from 'kysely';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import type { ActorTx } from '../transaction.ts';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: 'invited' | 'active' | 'disabled';
  readonly role: Role | null;
  readonly duty: Duty | null;
  readonly scopeName: string | null;
  readonly lastSignInAt: Date | null;
  readonly hasFactor: boolean;
}

/** Accounts by name and id, from a place on; `search` matches the beginning of name or address. */
export async function listAccountRows(tx: ActorTx, input: { search: string | null; duty: Duty | null; after: { name: string; id: string } | null; limit: number }): Promise<AccountRow[]> {
  const pattern = input.search ? `${input.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null;
  const rows = await tx
    .selectFrom('app_user as u')
    .leftJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .leftJoin('firm as f', 'f.id', 'g.firm_id')
    .leftJoin('organisation as o', 'o.id', 'g.organisation_id')
    .select(['u.id', 'u.name', 'u.email', 'u.status', 'g.role', 'g.duty', 'u.last_sign_in_at'])
    .select(sql<boolean>`u.totp_confirmed_at is not null`.as('has_factor'))
    .select(sql<string | null>`coalesce(f.name, o.name)`.as('scope_name'))
    .$if(pattern !== null, (query) => query.where((where) => where.or([where('u.email', 'like', pattern ?? ''), where(sql<string>`lower(u.name)`, 'like', pattern ?? '')])))
    .$if(input.duty !== null, (query) => query.where('g.duty', '=', input.duty ?? ''))
    .$if(input.after !== null, (query) => query.where(sql<boolean>`(u.name, u.id) > (${input.after?.name ?? ''}, ${input.after?.id ?? null}::uuid)`))
    .orderBy('u.name')
    .orderBy('u.id')
    .limit(input.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    status: row.status as AccountRow['status'],
    role: row.role as Role | null,
    duty: row.duty as Duty | null,
    scopeName: row.scope_name,
    lastSignInAt: row.last_sign_in_at,
    hasFactor: row.has_factor,
  }));
}

/** One account with its duty; null when there is none. */
export async function findAccount(tx: ActorTx, userId: string): Promise<{ id: string; name: string; status: string; duty: Duty | null; firmId: string | null } | null> {
  const row = await tx
    .selectFrom('app_user as u')
    .leftJoin('role_grant as g', (join) => join.onRef('g.user_id', '=', 'u.id').on('g.revoked_at', 'is', null))
    .select(['u.id', 'u.name', 'u.status', 'g.duty', 'g.firm_id'])
    .where('u.id', '=', userId)
    .executeTakeFirst();
  return row ? { id: row.id, name: row.name, status: row.status, duty: row.duty as Duty | null, firmId: row.firm_id } : null;
}

/** Locks or unlocks an account; false when it already stands so. */
export async function setAccountStatus(tx: ActorTx, userId: string, status: 'active' | 'disabled'): Promise<boolean> {
  const result = await tx.updateTable('app_user').set({ status }).where('id', '=', userId).where('status', '!=', status).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

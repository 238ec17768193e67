import { sql, type Updateable } from 'kysely';
import type { Hold, StoredHoldScope } from '#app/domain/workflow/hold-record.ts';
import type { ActorTx } from '../transaction.ts';
import type { DB } from '../types.gen.ts';

const selectHold = sql`
  select h.id, h.firm_id as "firmId", h.application_id as "applicationId", h.state, h.version, h.scope, h.cause_code as "causeCode", h.cause_text as "causeText", h.starts_at as "startsAt",
    h.ends_at as "endsAt", h.placed_by as "placedBy", person_name(h.placed_by) as "placerName", h.lifted_at as "liftedAt", h.lift_reason as "liftReason" from hold h`;

/** Holds of a case and of its firm, newest first. */
export async function listHolds(tx: ActorTx, firmId: string, applicationId: string): Promise<Hold[]> {
  return (await sql<Hold>`${selectHold} where h.firm_id = ${firmId} and (h.application_id is null or h.application_id = ${applicationId}) order by h.starts_at desc, h.id desc`.execute(tx)).rows;
}

/** One hold; null when the actor may not see it. */
export async function findHold(tx: ActorTx, id: string): Promise<Hold | null> {
  return (await sql<Hold>`${selectHold} where h.id = ${id}`.execute(tx)).rows[0] ?? null;
}

/** Scopes under which something is held now: by a hold, or because the registration of the firm is in doubt or restricted. */
export async function listHeldScopes(tx: ActorTx, subject: { firmId: string; applicationId?: string | null }): Promise<StoredHoldScope[]> {
  const result = await sql<{ scope: StoredHoldScope }>`
    select h.scope from hold h where h.firm_id = ${subject.firmId} and h.state in ('active', 'extended') and (h.application_id is null or h.application_id = ${subject.applicationId ?? null}::uuid)
    union
    select s.scope from firm f cross join lateral unnest(case f.state when 'needs_attention' then array['apply', 'claim', 'pay'] when 'suspended' then array['apply', 'assign'] when 'closed' then array['apply', 'assign', 'claim', 'pay'] else array[]::text[] end) s (scope)
    where f.id = ${subject.firmId}`.execute(tx);
  return result.rows.map((row) => row.scope);
}

/** Holds whose time is over; for the daily rule. */
export async function listOverdueHolds(tx: ActorTx, now: Date, page: { readonly id?: string; readonly except: readonly string[]; readonly limit: number }): Promise<Hold[]> {
  return (await sql<Hold>`${selectHold} where h.state in ('requested', 'active', 'extended') and h.ends_at is not null and h.ends_at <= ${now}
    and h.id <> all (${[...page.except]}::uuid[]) and h.id = coalesce(${page.id ?? null}::uuid, h.id) order by h.id limit ${page.limit} for update of h skip locked`.execute(tx)).rows;
}

export interface NewHold {
  readonly id: string;
  readonly firmId: string;
  readonly applicationId: string;
  readonly state: 'requested' | 'active';
  readonly scope: StoredHoldScope;
  readonly causeCode: string;
  readonly causeText: string;
  readonly endsAt: Date;
  readonly placedBy: string | null;
  readonly at: Date;
}

/** Adds a hold. */
export async function insertHold(tx: ActorTx, row: NewHold): Promise<void> {
  await tx
    .insertInto('hold')
    .values({
      id: row.id, firm_id: row.firmId, application_id: row.applicationId, state: row.state, state_since: row.at, scope: row.scope, cause_code: row.causeCode, cause_text: row.causeText,
      starts_at: row.at, ends_at: row.endsAt, placed_by: row.placedBy,
    })
    .execute();
}

/** Changes columns of a hold beside its state. */
export async function patchHold(tx: ActorTx, id: string, set: Updateable<DB['hold']>): Promise<void> {
  await tx.updateTable('hold').set(set).where('id', '=', id).execute();
}

/** Tranches of an agreement on hold, with the state they came from. */
export async function listHeldTranches(tx: ActorTx, applicationId: string): Promise<{ id: string; heldFrom: string | null }[]> {
  const rows = await tx.selectFrom('tranche').select(['id', 'held_from_state']).where('application_id', '=', applicationId).where('state', '=', 'held').execute();
  return rows.map((row) => ({ id: row.id, heldFrom: row.held_from_state }));
}

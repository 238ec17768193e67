import { sql, type RawBuilder } from 'kysely';
import type { FirmState } from '#app/domain/firms/firm-machine.ts';
import type { ActorTx } from '../transaction.ts';

export type FirmView = 'attention' | 'restricted' | 'all';

export interface FirmLine {
  readonly id: string;
  readonly name: string;
  readonly businessNumber: string;
  readonly state: FirmState;
  readonly stateSince: Date;
  readonly regionName: { readonly ko: string; readonly en: string } | null;
  readonly restrictedUntil: string | null;
}

const IN_VIEW: Readonly<Record<FirmView, RawBuilder<unknown>>> = {
  attention: sql`f.state = 'needs_attention'`,
  restricted: sql`f.state = 'suspended'`,
  all: sql`f.state <> 'merged'`,
};

/** Firms of the register by name and id, from a place on; `search` is part of a name, number or representative. */
export async function listFirmLines(tx: ActorTx, input: { view: FirmView; search: string | null; after: { name: string; id: string } | null; limit: number }): Promise<FirmLine[]> {
  const pattern = input.search ? `%${input.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null;
  const result = await sql<FirmLine>`
    select f.id, f.name, f.business_number as "businessNumber", f.state, f.state_since as "stateSince", r.name as "regionName", f.restricted_until::text as "restrictedUntil"
    from firm f left join region r on r.code = f.region_code
    where ${IN_VIEW[input.view]}
      ${pattern === null ? sql`` : sql`and f.search_text like ${pattern}`}
      ${input.after === null ? sql`` : sql`and (f.name, f.id) > (${input.after.name}, ${input.after.id}::uuid)`}
    order by f.name, f.id limit ${input.limit}`.execute(tx);
  return result.rows;
}

/** How many firms wait for a look at their registration, and how many are restricted; up to `cap` each. */
export async function countFirmViews(tx: ActorTx, cap: number): Promise<{ attention: number; restricted: number }> {
  const count = (view: FirmView) => sql`(select count(*)::int from (select 1 from firm f where ${IN_VIEW[view]} limit ${cap}) x)`;
  const result = await sql<{ attention: number; restricted: number }>`select ${count('attention')} as attention, ${count('restricted')} as restricted`.execute(tx);
  return result.rows[0] ?? { attention: 0, restricted: 0 };
}

export interface RegistryFacts {
  readonly reply: { readonly source?: string; readonly status?: string; readonly checkedAt?: string } | null;
  readonly checkedAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly restrictedUntil: string | null;
  readonly restrictionReason: string | null;
  readonly createdAt: Date;
}

/** What the register holds beside the profile of a firm; null when the actor may not see it. */
export async function findRegistryFacts(tx: ActorTx, firmId: string): Promise<RegistryFacts | null> {
  const row = await tx
    .selectFrom('firm')
    .select(['registry_reply', 'registry_checked_at', 'verified_at', 'restricted_until', 'restriction_reason', 'created_at'])
    .where('id', '=', firmId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    reply: row.registry_reply as RegistryFacts['reply'],
    checkedAt: row.registry_checked_at,
    verifiedAt: row.verified_at,
    restrictedUntil: row.restricted_until,
    restrictionReason: row.restriction_reason,
    createdAt: row.created_at,
  };
}

/** Sets or ends the restriction of a firm; its day is the last one. */
export async function setRestriction(tx: ActorTx, firmId: string, restriction: { until: string; reason: string } | null): Promise<void> {
  await tx
    .updateTable('firm')
    .set({ restricted_until: restriction?.until ?? null, restriction_reason: restriction?.reason ?? null })
    .where('id', '=', firmId)
    .execute();
}

/** Restrictions whose last day lies before a day, as rows of a daily rule. */
export async function listEndedRestrictions(tx: ActorTx, before: string, page: { readonly except: readonly string[]; readonly limit: number }): Promise<{ id: string; name: string }[]> {
  return (await sql<{ id: string; name: string }>`
    select f.id, f.name from firm f where f.state = 'suspended' and f.restricted_until < ${before}::date and f.id <> all (${[...page.except]}::uuid[]) order by f.id limit ${page.limit}`.execute(tx)).rows;
}

/** Whether money that the firm was told to pay back is overdue. */
export async function hasOverdueRecovery(tx: ActorTx, firmId: string): Promise<boolean> {
  return (await sql<{ found: boolean }>`select exists (select from recovery where firm_id = ${firmId} and state in ('overdue', 'referred')) as found`.execute(tx)).rows[0]?.found ?? false;
}

/** Whether an application of the firm stands in one of the live states and not behind its ended agreement. */
export async function hasLiveCase(tx: ActorTx, firmId: string, liveStates: readonly string[]): Promise<boolean> {
  return (await sql<{ found: boolean }>`
    select exists (select from application a where a.firm_id = ${firmId} and a.state = any (${sql.val([...liveStates])}::text[])
      and not exists (select from agreement g where g.application_id = a.id and g.state in ('completed', 'terminated', 'rescinded', 'declined', 'lapsed', 'offer_withdrawn'))) as found`.execute(tx)).rows[0]?.found ?? false;
}

/** Whether an agreement of the firm is still running. */
export async function hasOpenAgreement(tx: ActorTx, firmId: string): Promise<boolean> {
  return (await sql<{ found: boolean }>`
    select exists (select from agreement where firm_id = ${firmId} and state not in ('completed', 'terminated', 'rescinded', 'declined', 'lapsed', 'offer_withdrawn')) as found`.execute(tx)).rows[0]?.found ?? false;
}

export interface FirmToCheck {
  readonly id: string;
  readonly name: string;
  readonly businessNumber: string;
  readonly representativeName: string | null;
}

/** Firms in use whose registration was not looked up since an instant, longest ago first. */
export async function listFirmsToCheck(tx: ActorTx, since: Date, page: { readonly except: readonly string[]; readonly limit: number }): Promise<FirmToCheck[]> {
  return (await sql<FirmToCheck>`
    select f.id, f.name, f.business_number as "businessNumber", f.representative_name as "representativeName" from firm f
    where f.state = 'active' and (f.registry_checked_at is null or f.registry_checked_at < ${since}) and f.id <> all (${[...page.except]}::uuid[])
    order by f.registry_checked_at nulls first, f.id limit ${page.limit}`.execute(tx)).rows;
}

export interface FirmCaseLine {
  readonly id: string;
  readonly yearLabel: { readonly ko: string; readonly en: string };
  readonly receiptNumber: string | null;
  readonly state: string;
}

/** Cases of a firm, newest first. */
export async function listFirmCases(tx: ActorTx, firmId: string): Promise<FirmCaseLine[]> {
  return (await sql<FirmCaseLine>`
    select a.id, y.label as "yearLabel", a.receipt_number as "receiptNumber", a.state from application a join programme_year y on y.id = a.programme_year_id
    where a.firm_id = ${firmId} and a.state not in ('draft', 'ready_for_sign_off') order by a.id desc limit 20`.execute(tx)).rows;
}

export interface FirmEventLine {
  readonly id: string;
  readonly action: string;
  readonly toState: string | null;
  readonly actorName: string | null;
  readonly actorDuty: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** What happened to the registration of a firm, newest first. */
export async function listFirmEvents(tx: ActorTx, firmId: string): Promise<FirmEventLine[]> {
  return (await sql<FirmEventLine>`
    select e.id::text as id, e.action, e.to_state as "toState", e.actor_name as "actorName", e.actor_duty as "actorDuty", e.reason_text as reason, e.effective_at as at
    from event e where e.firm_id = ${firmId} and e.machine = 'firm' order by e.id desc limit 30`.execute(tx)).rows;
}

import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** The firm with a business number and its newest case; null when nobody registered the number. */
export async function findDemoCase(tx: ActorTx, businessNumber: string): Promise<{ firmId: string; applicationId: string | null } | null> {
  const row = await tx
    .selectFrom('firm as f')
    .leftJoin('application as a', 'a.firm_id', 'f.id')
    .select(['f.id', 'a.id as application_id'])
    .where('f.business_number', '=', businessNumber)
    .orderBy('a.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { firmId: row.id, applicationId: row.application_id } : null;
}

interface StepKey {
  readonly userId: string;
  readonly businessNumber: string;
}

const OPERATION = 'demo.walk';

/** How many steps of a firm's story have happened; null before the first. */
export async function findStepsDone(tx: ActorTx, key: StepKey): Promise<number | null> {
  const row = await tx.selectFrom('idempotency').select('result').where('key', '=', `demo:${key.businessNumber}`).where('user_id', '=', key.userId).where('operation', '=', OPERATION).executeTakeFirst();
  const steps = (row?.result as { steps?: unknown } | null | undefined)?.steps;
  return typeof steps === 'number' ? steps : null;
}

/** Keeps how many steps have happened. */
export async function keepStepsDone(tx: ActorTx, key: StepKey, steps: number): Promise<void> {
  const result = sql<never>`${JSON.stringify({ steps })}::jsonb`;
  await tx
    .insertInto('idempotency')
    .values({ key: `demo:${key.businessNumber}`, user_id: key.userId, operation: OPERATION, request_hash: 'demo', result })
    .onConflict((conflict) => conflict.columns(['key', 'user_id', 'operation']).doUpdateSet({ result }))
    .execute();
}

/** The moment at which the call of the demo year opened; null before it is made. */
export async function findDemoCallOpening(tx: ActorTx, number: number): Promise<Date | null> {
  const row = await tx.selectFrom('programme_year').select('call_opens_at').where('number', '=', number).executeTakeFirst();
  return row?.call_opens_at ?? null;
}

/** Puts a case into the group of a partner headquarters. */
export async function setDemoGroup(tx: ActorTx, applicationId: string, organisationName: string): Promise<void> {
  await sql`update application set organisation_id = (select id from organisation where kind = 'partner_hq' and name = ${organisationName}) where id = ${applicationId} and organisation_id is null`.execute(tx);
}

/** Links a firm to the company it supplies, as confirmed by that company; nothing when it is linked. */
export async function linkDemoSupplier(tx: ActorTx, link: { firmId: string; parent: string; tier1: string | null; tier: 2 | 3; sharePercent: number | null; sinceOn: string; confirmedBy: string | null; at: Date }): Promise<void> {
  await sql`
    insert into supply_relation (firm_id, parent_id, tier1_id, tier, share_percent, since_on, confirmed_by, confirmed_at, created_at)
    select ${link.firmId}, p.id, t.id, ${link.tier}, ${link.sharePercent}, ${link.sinceOn}, ${link.confirmedBy}, ${link.confirmedBy ? link.at : null}, ${link.at}
    from organisation p left join organisation t on t.kind = 'tier1' and t.name = ${link.tier1}
    where p.kind = 'parent_company' and p.name = ${link.parent}
      and not exists (select from supply_relation r where r.firm_id = ${link.firmId} and r.parent_id = p.id)`.execute(tx);
}

/** Marks notices that people of a running programme would have read long ago. */
export async function readOldNotices(tx: ActorTx, before: Date): Promise<void> {
  await tx.updateTable('notice').set({ read_at: sql<Date>`created_at + interval '5 hours'` }).where('read_at', 'is', null).where('created_at', '<', before).execute();
}

/** Takes the newest kept-back mails to the addresses of a domain into the queue again; returns their ids. */
export async function requeueNewestMails(tx: ActorTx, domain: string, count: number): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    update mail_delivery set status = 'queued' where id in (
      select id from mail_delivery where status = 'cancelled' and to_email like ${`%@${domain}`} and kind not in ('verify_email', 'sign_code') order by created_at desc, id desc limit ${count})
    returning id`.execute(tx);
  return rows.rows.map((row) => row.id);
}

/** The newest visit of a case with its version; null before the first. */
export async function findNewestVisit(tx: ActorTx, applicationId: string): Promise<{ id: string; version: number } | null> {
  const row = await tx.selectFrom('visit').select(['id', 'version']).where('application_id', '=', applicationId).orderBy('starts_at', 'desc').limit(1).executeTakeFirst();
  return row ?? null;
}

/** Tasks of the plan of a case that are not dropped, in their order. */
export async function listDemoTasks(tx: ActorTx, applicationId: string): Promise<{ id: string; title: string; progressPercent: number }[]> {
  const rows = await tx.selectFrom('plan_task').select(['id', 'title', 'progress_percent']).where('application_id', '=', applicationId).where('status', '<>', 'dropped').orderBy('position').execute();
  return rows.map((row) => ({ id: row.id, title: row.title, progressPercent: row.progress_percent }));
}

/** Id of the newest code that was mailed for a signature; the code itself is derived from it. */
export async function findSignCodeId(tx: ActorTx, subjectId: string): Promise<string | null> {
  const row = await tx.selectFrom('notice').select('values').where('kind', '=', 'sign_code').where('subject_id', '=', subjectId).orderBy('created_at', 'desc').limit(1).executeTakeFirst();
  const id = (row?.values as { codeId?: unknown } | null | undefined)?.codeId;
  return typeof id === 'string' ? id : null;
}

/** The id of a programme year by its number. */
export async function findDemoYear(tx: ActorTx, number: number): Promise<string> {
  return (await tx.selectFrom('programme_year').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id;
}

/** The id of an organisation by kind and name. */
export async function findOrganisationId(tx: ActorTx, kind: string, name: string): Promise<string> {
  return (await tx.selectFrom('organisation').select('id').where('kind', '=', kind).where('name', '=', name).executeTakeFirstOrThrow()).id;
}

import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Owner } from '#tests/factories/owner.ts';

/** Actor settings of one transaction, as db/transaction.ts sets them. */
export interface Acting {
  readonly role: string;
  readonly duty?: string;
  readonly userId?: string | null;
  readonly firmId?: string | null;
  readonly consultantId?: string | null;
  readonly organisationId?: string | null;
}

/** Runs statements in one transaction as an actor, over the application's login; rolls back unless told otherwise. */
export async function acting<T>(appUrl: string, actor: Acting, work: (query: pg.Client['query']) => Promise<T>, commit = false): Promise<T> {
  const client = new pg.Client({ connectionString: appUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('role', $1, true), set_config('app.user_id', $2, true), set_config('app.firm_id', $3, true), set_config('app.consultant_id', $4, true),
        set_config('app.organisation_id', $5, true), set_config('app.duty', $6, true)`,
      [`portal_${actor.role}`, actor.userId ?? '', actor.firmId ?? '', actor.consultantId ?? '', actor.organisationId ?? '', actor.duty ?? actor.role],
    );
    const result = await work(client.query.bind(client) as pg.Client['query']);
    await client.query(commit ? 'commit' : 'rollback');
    return result;
  } finally {
    await client.end();
  }
}

/** SQLSTATE of the refusal, or `accepted`. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** One firm with a full case behind it: application, assignment, plan, indicator, grant, agreement, tranche, visit. */
export interface Case {
  readonly firmId: string;
  readonly memberId: string;
  readonly applicationId: string;
  readonly versionId: string;
  readonly consultantId: string;
  readonly consultantUserId: string;
  readonly assignmentId: string;
  readonly assessmentId: string;
  readonly planId: string;
  readonly taskId: string;
  readonly cardId: string;
  readonly readingId: string;
  readonly grantId: string;
  readonly agreementId: string;
  readonly trancheId: string;
  readonly visitId: string;
}

export interface World {
  readonly yearId: string;
  readonly settingsId: string;
  readonly partnerHqId: string;
  readonly parentId: string;
  readonly officerId: string;
  readonly seniorId: string;
  readonly financeId: string;
}

const hash = () => randomBytes(32);

async function user(owner: Owner, name: string): Promise<string> {
  const id = randomUUID();
  await owner(`insert into app_user (id, email, name, password_hash) values ($1, $2, $3, 'x')`, [id, `${name}-${id}@test.example`, name]);
  return id;
}

/** A programme year with settings, two organisations and three officers. */
export async function makeWorld(owner: Owner, budgetWon = 1_000_000_000): Promise<World> {
  const [yearId, settingsId, partnerHqId, parentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [row] = await owner<{ number: number }>(`select coalesce(max(number), 0) + 1 as number from programme_year`);
  const number = row?.number ?? 1;
  await owner(
    `insert into programme_year (id, stage_id, number, code, label, receipt_prefix, call_opens_at, call_closes_at, selection_closes_on, starts_on, ends_on, quota, budget_won)
     select $1, id, $2::int, $2::text, '{}', 'TST-' || lpad($2::text, 4, '0'), now() - interval '1 day', now() + interval '1 day', '2026-09-30', '2026-08-01', '2027-07-31', 100, $3 from stage where number = 3`,
    [yearId, number, budgetWon],
  );
  await owner(
    `insert into settings_version (id, programme_year_id, version, values, valid_from) values ($1, $2, 1, '{"grantMinWon": 20000000, "grantMaxWon": 40000000, "advanceCapPercent": 70}', '2026-07-01')`,
    [settingsId, yearId],
  );
  await owner(`insert into organisation (id, kind, name, is_contributing) values ($1, 'partner_hq', 'Partner HQ', false), ($2, 'parent_company', 'Parent', true)`, [partnerHqId, parentId]);
  return { yearId, settingsId, partnerHqId, parentId, officerId: await user(owner, 'officer'), seniorId: await user(owner, 'senior'), financeId: await user(owner, 'finance') };
}

/** A case as an import brings it: the owner may insert rows in any state. */
export async function makeCase(owner: Owner, world: World, options: { inGroup?: boolean; linked?: boolean; consultantId?: string } = {}): Promise<Case> {
  const ids = Array.from({ length: 15 }, () => randomUUID()) as [string, string, string, string, string, string, string, string, string, string, string, string, string, string, string];
  const [firmId, applicationId, versionId, newConsultantId, assignmentId, assessmentId, planId, taskId, cardId, readingId, grantId, agreementId, trancheId, visitId] = ids;
  const memberId = await user(owner, 'member');
  const consultantUserId = await user(owner, 'consultant');
  const consultantId = options.consultantId ?? newConsultantId;
  const key = [applicationId, firmId];
  await owner(`insert into firm (id, state, business_number, name) values ($1, 'active', $2, $3)`, [firmId, String(Math.floor(1e9 + Math.random() * 8.9e9)), `Firm ${firmId.slice(0, 8)}`]);
  await owner(`insert into firm_member (firm_id, user_id, duty) values ($1, $2, 'representative')`, [firmId, memberId]);
  await owner(`insert into application (id, firm_id, programme_year_id, state, organisation_id, settings_version_id, submitted_at, receipt_number)
    values ($1, $2, $3, 'admitted', $4, $5, now(), take_receipt_number($3))`, [...key, world.yearId, options.inGroup ? world.partnerHqId : null, world.settingsId]);
  await owner(`insert into application_version (id, application_id, firm_id, number, question_set_id, answers, hash, received_at) select $3, $1, $2, 1, id, '{}', $4, now() from question_set where code = 'application'`, [...key, versionId, hash()]);
  if (!options.consultantId) await owner(`insert into consultant (id, user_id, name, email) values ($1, $2, 'Consultant', $3)`, [consultantId, consultantUserId, `${consultantId}@test.example`]);
  await owner(`insert into assignment (id, application_id, firm_id, consultant_id, state) values ($3, $1, $2, $4, 'active')`, [...key, assignmentId, consultantId]);
  await owner(`insert into assessment (id, application_id, firm_id, kind, roadmap_version) values ($3, $1, $2, 't0', '2026.1')`, [...key, assessmentId]);
  await owner(`insert into plan (id, application_id, firm_id) values ($3, $1, $2)`, [...key, planId]);
  await owner(`insert into plan_task (id, plan_id, application_id, firm_id, title) values ($3, $4, $1, $2, 'Task')`, [...key, taskId, planId]);
  await owner(`insert into kpi_card (id, application_id, firm_id, definition_code, unit, better) values ($3, $1, $2, 'Q1', '%', 'lower')`, [...key, cardId]);
  await owner(`insert into kpi_reading (id, kpi_card_id, application_id, firm_id, month, value) values ($3, $4, $1, $2, '2026-11-01', 3.2)`, [...key, readingId, cardId]);
  await owner(`insert into grant_decision (id, application_id, firm_id, settings_version_id, state, requested_won, amount_won, proposed_by, approved_by) values ($3, $1, $2, $4, 'approved', 30000000, 30000000, $5, $6)`, [...key, grantId, world.settingsId, world.officerId, world.seniorId]);
  await owner(`update programme_year set committed_won = committed_won + 30000000 where id = $1`, [world.yearId]);
  await owner(`insert into agreement (id, application_id, firm_id, grant_decision_id, state, amount_won, starts_on, ends_on) values ($3, $1, $2, $4, 'in_force', 30000000, '2026-10-01', '2027-07-31')`, [...key, agreementId, grantId]);
  await owner(`insert into tranche (id, agreement_id, application_id, firm_id, number, kind, planned_won) values ($3, $4, $1, $2, 1, 'advance', 15000000)`, [...key, trancheId, agreementId]);
  const day = String(Math.floor(Math.random() * 4000));
  await owner(`insert into visit (id, assignment_id, application_id, firm_id, consultant_id, starts_at, ends_at, visit_on, purpose)
    values ($3, $4, $1, $2, $5, timestamptz '2026-01-01 09:00+09' + $6::int * interval '1 day', timestamptz '2026-01-01 12:00+09' + $6::int * interval '1 day', date '2026-01-01' + $6::int, 'Visit')`, [...key, visitId, assignmentId, consultantId, day]);
  if (options.linked) await owner(`insert into supply_relation (firm_id, parent_id, tier) values ($1, $2, 2)`, [firmId, world.parentId]);
  return { firmId, memberId, applicationId, versionId, consultantId, consultantUserId, assignmentId, assessmentId, planId, taskId, cardId, readingId, grantId, agreementId, trancheId, visitId };
}

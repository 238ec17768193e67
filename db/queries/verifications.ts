import { sql, type Updateable } from 'kysely';
import type { Verification } from '#app/domain/outcomes/verification-record.ts';
import type { ActorTx } from '../transaction.ts';
import type { DB } from '../types.gen.ts';

const selectVerification = sql`
  select v.id, v.application_id as "applicationId", v.kpi_card_id as "cardId", c.definition_code as code, coalesce(c.name, d.name) as name, c.unit, c.better, c.decimals::int as decimals,
    d.factor::float8 as factor, c.baseline_value::float8 as baseline, c.target_value::float8 as target, v.state, v.version, v.state_since as since, v.opens_on as "opensOn", v.due_on as "dueOn",
    v.stated_value::float8 as "statedValue", v.verified_value::float8 as "verifiedValue", v.grade, v.questions, v.answers, v.adjustment_formula as "adjustmentFormula",
    v.adjustment_reason as "adjustmentReason", v.dispute_text as "disputeText", v.reviewed_by as "reviewedBy", person_name(v.reviewed_by) as "reviewerName", v.reviewed_at as "reviewedAt"
  from verification v join kpi_card c on c.id = v.kpi_card_id join kpi_definition d on d.code = c.definition_code`;

/** Verifications of a case in the order of the KPI catalogue. */
export async function listVerifications(tx: ActorTx, applicationId: string): Promise<Verification[]> {
  return (await sql<Verification>`${selectVerification} where v.application_id = ${applicationId} order by d.position, v.id`.execute(tx)).rows;
}

/** One verification; null when the actor may not see it. */
export async function findVerification(tx: ActorTx, id: string): Promise<Verification | null> {
  return (await sql<Verification>`${selectVerification} where v.id = ${id}`.execute(tx)).rows[0] ?? null;
}

/** Frozen KPI cards of a case for which no verification exists. */
export async function listCardsToVerify(tx: ActorTx, applicationId: string): Promise<{ cardId: string }[]> {
  return (await sql<{ cardId: string }>`
    select c.id as "cardId" from kpi_card c where c.application_id = ${applicationId} and c.state = 'frozen'
      and not exists (select from verification v where v.kpi_card_id = c.id) order by c.created_at`.execute(tx)).rows;
}

/** Adds a verification that is not open yet. */
export async function insertVerification(tx: ActorTx, row: { id: string; applicationId: string; firmId: string; cardId: string; opensOn: string; at: Date }): Promise<void> {
  await tx
    .insertInto('verification')
    .values({ id: row.id, application_id: row.applicationId, firm_id: row.firmId, kpi_card_id: row.cardId, opens_on: row.opensOn, state: 'not_open', state_since: row.at })
    .execute();
}

type Columns = Omit<Updateable<DB['verification']>, 'questions' | 'answers'>;

/** Changes columns of a verification beside its state. */
export async function patchVerification(tx: ActorTx, id: string, set: Columns & { questions?: readonly string[]; answers?: readonly string[] }): Promise<void> {
  const { questions, answers, ...rest } = set;
  await tx
    .updateTable('verification')
    .set({
      ...rest,
      ...(questions ? { questions: sql<never>`${JSON.stringify(questions)}::jsonb` } : {}),
      ...(answers ? { answers: sql<never>`${JSON.stringify(answers)}::jsonb` } : {}),
    })
    .where('id', '=', id)
    .execute();
}

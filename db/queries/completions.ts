import { sql, type Updateable } from 'kysely';
import type { CompletionState } from '#app/domain/outcomes/completion-machine.ts';
import type { Asset, Completion, CompletionReport, Inspection } from '#app/domain/outcomes/completion-record.ts';
import type { ActorTx } from '../transaction.ts';
import type { DB } from '../types.gen.ts';

const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

/** The completion of a case; null when none is scheduled. */
export async function findCompletion(tx: ActorTx, applicationId: string): Promise<Completion | null> {
  const row = await tx
    .selectFrom('completion')
    .select(['id', 'state', 'version', 'due_on', 'summary', 'jobs_created', 'own_investment_won', 'satisfaction', 'consultant_opinion', 'opinion_by', 'submitted_by', 'submitted_at',
      'inspection_mode', 'inspected_by', 'inspected_at', 'decided_at', 'decision_text'])
    .select([
      sql<CompletionReport | Record<string, never>>`report`.as('report'), sql<Asset[]>`assets`.as('assets'), sql<string[]>`return_items`.as('return_items'), sql<Inspection | Record<string, never>>`inspection`.as('inspection'),
      sql<string | null>`person_name(opinion_by)`.as('opinion_name'), sql<string | null>`person_name(inspected_by)`.as('inspector_name'), sql<string | null>`person_name(decided_by)`.as('decider_name'),
    ])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    state: row.state as CompletionState,
    version: row.version,
    dueOn: row.due_on,
    report: 'tasks' in row.report ? (row.report as CompletionReport) : null,
    summary: row.summary,
    jobsCreated: row.jobs_created,
    ownInvestmentWon: row.own_investment_won,
    satisfaction: row.satisfaction,
    assets: row.assets,
    opinion: row.consultant_opinion,
    opinionBy: row.opinion_by,
    opinionName: row.opinion_name,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    returnItems: row.return_items,
    inspectionMode: row.inspection_mode,
    inspectedBy: row.inspected_by,
    inspectorName: row.inspector_name,
    inspectedAt: row.inspected_at,
    inspection: 'items' in row.inspection ? (row.inspection as Inspection) : null,
    decidedAt: row.decided_at,
    deciderName: row.decider_name,
    decisionText: row.decision_text,
  };
}

/** Adds a completion that is not due yet. */
export async function insertCompletion(tx: ActorTx, row: { id: string; applicationId: string; firmId: string; agreementId: string; dueOn: string; at: Date }): Promise<void> {
  await tx
    .insertInto('completion')
    .values({ id: row.id, application_id: row.applicationId, firm_id: row.firmId, agreement_id: row.agreementId, due_on: row.dueOn, state: 'not_due', state_since: row.at })
    .execute();
}

type Columns = Omit<Updateable<DB['completion']>, 'report' | 'assets' | 'return_items' | 'inspection'>;

/** Changes columns of a completion beside its state. */
export async function patchCompletion(
  tx: ActorTx,
  id: string,
  set: Columns & { report?: CompletionReport; assets?: readonly Asset[]; return_items?: readonly string[]; inspection?: Inspection },
): Promise<void> {
  const { report, assets, return_items: items, inspection, ...rest } = set;
  await tx
    .updateTable('completion')
    .set({
      ...rest,
      ...(report ? { report: json(report) } : {}),
      ...(assets ? { assets: json(assets) } : {}),
      ...(items ? { return_items: json(items) } : {}),
      ...(inspection ? { inspection: json(inspection) } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Whether the second self-assessment of the case was sent in. */
export async function hasCompletionDiagnosis(tx: ActorTx, applicationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('assessment')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('kind', '=', 't2')
    .where('state', 'not in', ['not_started', 'self_in_progress'])
    .executeTakeFirst();
  return row !== undefined;
}

/** How often a completion went back after it was not accepted. */
export async function countRepairRounds(tx: ActorTx, completionId: string): Promise<number> {
  const row = await tx
    .selectFrom('event')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('subject_type', '=', 'completion')
    .where('subject_id', '=', completionId)
    .where('action', '=', 'open_repair')
    .executeTakeFirstOrThrow();
  return row.count;
}

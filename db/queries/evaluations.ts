import { sql } from 'kysely';
import type { ActorTx } from '../transaction.ts';

/** One evaluator's part in a case. */
export interface EvaluationTask {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly evaluatorId: string;
  readonly evaluatorName: string | null;
  readonly declaration: 'none' | 'conflict' | null;
  readonly dueOn: string | null;
  readonly assignedAt: Date;
  readonly releasedAt: Date | null;
  readonly releaseReason: string | null;
  /** The own or, for officers, any score; null while none was begun. */
  readonly total: number | null;
  readonly bonusIds: readonly string[];
  readonly points: Readonly<Record<string, number>>;
  readonly comment: string | null;
  readonly submittedAt: Date | null;
}

/** What `evaluation_score.scores` holds. */
export interface StoredScores {
  readonly points?: Record<string, number>;
  readonly bonuses?: string[];
}

function taskQuery(tx: ActorTx) {
  return tx
    .selectFrom('evaluation_assignment as e')
    .leftJoin('evaluation_score as s', 's.evaluation_assignment_id', 'e.id')
    .select(['e.id', 'e.application_id', 'e.firm_id', 'e.evaluator_id', 'e.conflict_declaration', 'e.due_on', 'e.assigned_at', 'e.released_at', 'e.release_reason', 's.total', 's.comment', 's.submitted_at'])
    .select([sql<string | null>`person_name(e.evaluator_id)`.as('evaluator'), sql<StoredScores | null>`s.scores`.as('scores')])
    .where('e.purpose', '=', 'selection');
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof taskQuery>['execute']>>[number];

function readTask(row: TaskRow): EvaluationTask {
  return {
    id: row.id,
    applicationId: row.application_id,
    firmId: row.firm_id,
    evaluatorId: row.evaluator_id,
    evaluatorName: row.evaluator,
    declaration: row.conflict_declaration as EvaluationTask['declaration'],
    dueOn: row.due_on,
    assignedAt: row.assigned_at,
    releasedAt: row.released_at,
    releaseReason: row.release_reason,
    total: row.total === null ? null : Number(row.total),
    points: row.scores?.points ?? {},
    bonusIds: row.scores?.bonuses ?? [],
    comment: row.comment,
    submittedAt: row.submitted_at,
  };
}

/** The evaluators of a case with their scores, in order of assignment. */
export async function listEvaluationTasks(tx: ActorTx, applicationId: string): Promise<EvaluationTask[]> {
  return (await taskQuery(tx).where('e.application_id', '=', applicationId).orderBy('e.assigned_at').orderBy('e.id').execute()).map(readTask);
}

/** The part of one evaluator in a case, released ones left out; null when there is none. */
export async function findOwnTask(tx: ActorTx, applicationId: string, evaluatorId: string): Promise<EvaluationTask | null> {
  const row = await taskQuery(tx).where('e.application_id', '=', applicationId).where('e.evaluator_id', '=', evaluatorId).where('e.released_at', 'is', null).executeTakeFirst();
  return row ? readTask(row) : null;
}

/** A line of an evaluator's home. */
export interface EvaluatorCase extends EvaluationTask {
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly state: string;
}

/** The cases of an evaluator: open ones first, by due date. */
export async function listEvaluatorCases(tx: ActorTx, evaluatorId: string): Promise<EvaluatorCase[]> {
  const rows = await taskQuery(tx)
    .innerJoin('application as a', 'a.id', 'e.application_id')
    .innerJoin('firm as f', 'f.id', 'e.firm_id')
    .select(['f.name', 'a.receipt_number', 'a.state'])
    .where('e.evaluator_id', '=', evaluatorId)
    .where('e.released_at', 'is', null)
    .orderBy(sql`s.submitted_at is not null`)
    .orderBy('e.due_on')
    .orderBy('e.id')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...readTask(row), firmName: row.name, receiptNumber: row.receipt_number, state: row.state }));
}

/** A person who may evaluate, with the number of open score sheets and whether he or she advises this firm. */
export interface EvaluatorChoice {
  readonly userId: string;
  readonly name: string;
  readonly openCount: number;
  readonly advisesFirm: boolean;
  readonly declaredConflict: boolean;
}

/** Everybody with the duty of an evaluator, as choices for one case. */
export async function listEvaluatorChoices(tx: ActorTx, applicationId: string, firmId: string): Promise<EvaluatorChoice[]> {
  const result = await sql<{ user_id: string; name: string; open_count: number; advises: boolean; conflict: boolean }>`
    select u.user_id, u.name,
      (select count(*)::int from evaluation_assignment e left join evaluation_score s on s.evaluation_assignment_id = e.id
        where e.evaluator_id = u.user_id and e.released_at is null and s.submitted_at is null) as open_count,
      exists (select from assignment x join consultant c on c.id = x.consultant_id where x.firm_id = ${firmId} and c.user_id = u.user_id
        and x.state in ('offered', 'accepted', 'objected', 'active', 'handover', 'ended')) as advises,
      exists (select from evaluation_assignment e where e.application_id = ${applicationId} and e.evaluator_id = u.user_id and e.conflict_declaration = 'conflict') as conflict
    from officer_recipients(array['evaluator']) u order by open_count, u.name`.execute(tx);
  return result.rows.map((row) => ({ userId: row.user_id, name: row.name, openCount: row.open_count, advisesFirm: row.advises, declaredConflict: row.conflict }));
}

/** Gives a case to evaluators in one statement; who has it already keeps it. */
export async function insertEvaluationTasks(tx: ActorTx, task: { applicationId: string; firmId: string; evaluatorIds: readonly string[]; dueOn: string; assignedBy: string; at: Date }): Promise<void> {
  await tx
    .insertInto('evaluation_assignment')
    .values(task.evaluatorIds.map((evaluatorId) => ({ application_id: task.applicationId, firm_id: task.firmId, evaluator_id: evaluatorId, purpose: 'selection', due_on: task.dueOn, assigned_by: task.assignedBy, assigned_at: task.at })))
    .onConflict((conflict) => conflict.columns(['application_id', 'evaluator_id', 'purpose']).doNothing())
    .execute();
}

/** Keeps an evaluator's declaration; a conflict releases the case at once. */
export async function declareInterest(tx: ActorTx, taskId: string, declaration: { conflict: boolean; note: string | null; at: Date }): Promise<void> {
  await tx
    .updateTable('evaluation_assignment')
    .set({
      conflict_declaration: declaration.conflict ? 'conflict' : 'none',
      conflict_note: declaration.note,
      declared_at: declaration.at,
      opened_at: declaration.at,
      ...(declaration.conflict ? { released_at: declaration.at, release_reason: 'conflict' } : {}),
    })
    .where('id', '=', taskId)
    .execute();
}

/** Keeps a score sheet; with `submittedAt` it is closed for good. */
export async function saveScore(
  tx: ActorTx,
  score: { taskId: string; applicationId: string; evaluatorId: string; sheetId: string; scores: StoredScores; total: number | null; comment: string | null; submittedAt: Date | null; at: Date },
): Promise<void> {
  const values = {
    scores: sql<string>`${JSON.stringify(score.scores)}::jsonb`,
    total: score.total === null ? null : score.total.toFixed(2),
    comment: score.comment,
    submitted_at: score.submittedAt,
    updated_at: score.at,
  };
  await tx
    .insertInto('evaluation_score')
    .values({ evaluation_assignment_id: score.taskId, application_id: score.applicationId, evaluator_id: score.evaluatorId, score_sheet_id: score.sheetId, ...values })
    .onConflict((conflict) => conflict.columns(['evaluation_assignment_id', 'score_sheet_id']).doUpdateSet(values))
    .execute();
}

/** The score sheet of the case's programme year, else the newest published one for selections. */
export async function findScoreSheet(tx: ActorTx, applicationId: string): Promise<{ id: string; content: unknown } | null> {
  const result = await sql<{ id: string; content: unknown }>`
    select s.id, s.content from application a join programme_year y on y.id = a.programme_year_id
      join score_sheet s on s.id = coalesce(y.onsite_sheet_id, y.score_sheet_id) or (coalesce(y.onsite_sheet_id, y.score_sheet_id) is null and s.purpose in ('selection', 'onsite'))
    where a.id = ${applicationId} order by s.version desc limit 1`.execute(tx);
  return result.rows[0] ?? null;
}

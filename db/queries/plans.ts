import { sql } from 'kysely';
import type { PlanState } from '#app/domain/plans/plan-machine.ts';
import type { ActorTx } from '../transaction.ts';

export type TaskStatus = 'planned' | 'in_progress' | 'done' | 'on_hold' | 'dropped';

/** The annual action plan of a case. `totalWon` is the grant part of all tasks. */
export interface PlanRow {
  readonly id: string;
  readonly applicationId: string;
  readonly firmId: string;
  readonly state: PlanState;
  readonly stateSince: Date;
  readonly version: number;
  readonly revision: number;
  readonly summary: string | null;
  readonly totalWon: number;
  readonly ownShareWon: number;
  readonly opinion: string | null;
  readonly risks: readonly string[];
  readonly returnItems: readonly { readonly text: string; readonly at: string }[];
  readonly returnRounds: number;
  readonly signedAt: Date | null;
  readonly signedBy: string | null;
  readonly signerName: string | null;
  readonly endorsedAt: Date | null;
  readonly endorsedBy: string | null;
  readonly endorserName: string | null;
  readonly submittedAt: Date | null;
  readonly approvedAt: Date | null;
  readonly approverName: string | null;
}

/** One task of a plan; months as YYYY-MM. */
export interface PlanTaskRow {
  readonly id: string;
  readonly position: number;
  readonly areaCode: string | null;
  readonly activityCode: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly ownerName: string | null;
  readonly startMonth: string | null;
  readonly endMonth: string | null;
  readonly kpiCardId: string | null;
  readonly kpiCode: string | null;
  readonly expectedEffect: string | null;
  readonly budgetCategory: 'consulting' | 'equipment' | 'smart_factory' | 'other' | null;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly progressPercent: number;
  readonly status: TaskStatus;
  readonly revision: number;
}

/** The plan of a case; null before it is started. */
export async function findPlan(tx: ActorTx, applicationId: string): Promise<PlanRow | null> {
  const row = await tx
    .selectFrom('plan')
    .select([
      'id', 'application_id', 'firm_id', 'state', 'state_since', 'version', 'revision', 'summary', 'total_won', 'own_share_won', 'opinion', 'return_rounds',
      'signed_at', 'signed_by', 'endorsed_at', 'endorsed_by', 'submitted_at', 'approved_at',
    ])
    .select([
      sql<string[]>`risks`.as('risks'),
      sql<{ text: string; at: string }[]>`return_items`.as('return_items'),
      sql<string | null>`person_name(signed_by)`.as('signer'),
      sql<string | null>`person_name(endorsed_by)`.as('endorser'),
      sql<string | null>`person_name(approved_by)`.as('approver'),
    ])
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id, applicationId: row.application_id, firmId: row.firm_id, state: row.state as PlanState, stateSince: row.state_since, version: row.version, revision: row.revision,
    summary: row.summary, totalWon: Number(row.total_won), ownShareWon: Number(row.own_share_won), opinion: row.opinion, risks: row.risks, returnItems: row.return_items,
    returnRounds: row.return_rounds, signedAt: row.signed_at, signedBy: row.signed_by, signerName: row.signer, endorsedAt: row.endorsed_at, endorsedBy: row.endorsed_by,
    endorserName: row.endorser, submittedAt: row.submitted_at, approvedAt: row.approved_at, approverName: row.approver,
  };
}

/** The tasks of a plan in their order. */
export async function listTasks(tx: ActorTx, planId: string): Promise<PlanTaskRow[]> {
  const rows = await tx
    .selectFrom('plan_task as k')
    .leftJoin('kpi_card as c', 'c.id', 'k.kpi_card_id')
    .select([
      'k.id', 'k.position', 'k.area_code', 'k.activity_code', 'k.title', 'k.description', 'k.owner_name', 'k.start_month', 'k.end_month', 'k.kpi_card_id', 'c.definition_code',
      'k.expected_effect', 'k.budget_category', 'k.amount_won', 'k.own_share_won', 'k.progress_percent', 'k.status', 'k.revision',
    ])
    .where('k.plan_id', '=', planId)
    .orderBy('k.position')
    .orderBy('k.id')
    .execute();
  return rows.map((row) => ({
    id: row.id, position: row.position, areaCode: row.area_code, activityCode: row.activity_code, title: row.title, description: row.description, ownerName: row.owner_name,
    startMonth: row.start_month?.slice(0, 7) ?? null, endMonth: row.end_month?.slice(0, 7) ?? null, kpiCardId: row.kpi_card_id, kpiCode: row.definition_code,
    expectedEffect: row.expected_effect, budgetCategory: row.budget_category as PlanTaskRow['budgetCategory'], amountWon: Number(row.amount_won), ownShareWon: Number(row.own_share_won),
    progressPercent: row.progress_percent, status: row.status as TaskStatus, revision: row.revision,
  }));
}

/** Creates the plan of a case in state `draft`. */
export async function insertPlan(tx: ActorTx, plan: { id: string; applicationId: string; firmId: string; assessmentId: string; by: string | null; at: Date }): Promise<void> {
  await tx
    .insertInto('plan')
    .values({ id: plan.id, application_id: plan.applicationId, firm_id: plan.firmId, state: 'draft', state_since: plan.at, assessment_id: plan.assessmentId, created_by: plan.by, created_at: plan.at })
    .execute();
}

/** Fields of a plan that a step sets beside its state; which ones an actor may set is the database's rule. */
export interface PlanPatch {
  readonly summary?: string | null;
  readonly totals?: { readonly grantWon: number; readonly ownWon: number };
  readonly opinion?: string;
  readonly risks?: readonly string[];
  readonly returnItems?: PlanRow['returnItems'];
  readonly returnRounds?: number;
  readonly signed?: { readonly at: Date; readonly by: string | null };
  readonly endorsed?: { readonly at: Date; readonly by: string | null };
  readonly submittedAt?: Date;
  readonly approved?: { readonly at: Date; readonly by: string | null };
}

/** Sets fields of a plan; its state is moved by the workflow only. */
export async function patchPlan(tx: ActorTx, id: string, patch: PlanPatch): Promise<void> {
  await tx
    .updateTable('plan')
    .set({
      ...(patch.summary === undefined ? {} : { summary: patch.summary }),
      ...(patch.totals ? { total_won: patch.totals.grantWon, own_share_won: patch.totals.ownWon } : {}),
      ...(patch.opinion === undefined ? {} : { opinion: patch.opinion }),
      ...(patch.risks ? { risks: sql`${JSON.stringify(patch.risks)}::jsonb` } : {}),
      ...(patch.returnItems ? { return_items: sql`${JSON.stringify(patch.returnItems)}::jsonb` } : {}),
      ...(patch.returnRounds === undefined ? {} : { return_rounds: patch.returnRounds }),
      ...(patch.signed ? { signed_at: patch.signed.at, signed_by: patch.signed.by } : {}),
      ...(patch.endorsed ? { endorsed_at: patch.endorsed.at, endorsed_by: patch.endorsed.by } : {}),
      ...(patch.submittedAt ? { submitted_at: patch.submittedAt } : {}),
      ...(patch.approved ? { approved_at: patch.approved.at, approved_by: patch.approved.by } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Locks the plan of a case against a second writer until the transaction ends. */
export async function lockPlan(tx: ActorTx, planId: string): Promise<void> {
  await tx.selectFrom('plan').select('id').where('id', '=', planId).forUpdate().execute();
}

export interface TaskContent {
  readonly areaCode: string | null;
  readonly activityCode: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly ownerName: string | null;
  readonly ownerUserId: string | null;
  /** YYYY-MM */
  readonly startMonth: string | null;
  readonly endMonth: string | null;
  readonly kpiCardId: string | null;
  readonly expectedEffect: string | null;
  readonly budgetCategory: PlanTaskRow['budgetCategory'];
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly by: string | null;
  readonly at: Date;
}

function columnsOf(task: TaskContent) {
  return {
    area_code: task.areaCode, activity_code: task.activityCode, title: task.title, description: task.description, owner_name: task.ownerName, owner_user_id: task.ownerUserId,
    start_month: task.startMonth ? `${task.startMonth}-01` : null, end_month: task.endMonth ? `${task.endMonth}-01` : null, kpi_card_id: task.kpiCardId,
    expected_effect: task.expectedEffect, budget_category: task.budgetCategory, amount_won: task.amountWon, own_share_won: task.ownShareWon, updated_by: task.by, updated_at: task.at,
  };
}

/** Adds a task at the end of a plan. */
export async function insertTask(tx: ActorTx, key: { id: string; planId: string; applicationId: string; firmId: string; position: number; priority: number | null }, task: TaskContent): Promise<void> {
  await tx
    .insertInto('plan_task')
    .values({
      id: key.id, plan_id: key.planId, application_id: key.applicationId, firm_id: key.firmId, position: key.position,
      priority: key.priority === null ? null : key.priority.toFixed(2), ...columnsOf(task),
    })
    .execute();
}

/** Stores a changed task; false when another revision is stored. */
export async function updateTask(tx: ActorTx, id: string, task: TaskContent, revision: number): Promise<boolean> {
  const result = await tx
    .updateTable('plan_task')
    .set({ ...columnsOf(task), revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Takes a task out of a draft plan; false when it is gone already. */
export async function deleteTask(tx: ActorTx, planId: string, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('plan_task').where('plan_id', '=', planId).where('id', '=', id).executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** Writes one frozen version of a plan. */
export async function insertPlanVersion(tx: ActorTx, row: { id: string; planId: string; applicationId: string; firmId: string; content: unknown; totalWon: number; hash: string; by: string | null; at: Date }): Promise<number> {
  const result = await sql<{ number: number }>`
    insert into plan_version (id, plan_id, application_id, firm_id, number, content, total_won, hash, created_by, created_at)
    select ${row.id}, ${row.planId}, ${row.applicationId}, ${row.firmId}, coalesce(max(number), 0) + 1, ${JSON.stringify(row.content)}::jsonb, ${row.totalWon}, decode(${row.hash}, 'hex'), ${row.by}, ${row.at}
    from plan_version where plan_id = ${row.planId} returning number`.execute(tx);
  return result.rows[0]?.number ?? 1;
}

/** The frozen versions of a plan, newest first. */
export async function listPlanVersions(tx: ActorTx, planId: string): Promise<{ number: number; totalWon: number; hash: string; createdAt: Date }[]> {
  const rows = await tx.selectFrom('plan_version').select(['number', 'total_won', 'hash', 'created_at']).where('plan_id', '=', planId).orderBy('number', 'desc').execute();
  return rows.map((row) => ({ number: row.number, totalWon: Number(row.total_won), hash: row.hash.toString('hex'), createdAt: row.created_at }));
}

import { sql, type Updateable } from 'kysely';
import type { InterimCheckState } from '#app/domain/plans/interim-check-machine.ts';
import type { InterimAction, InterimCheck, InterimForm, InterimReport } from '#app/domain/plans/interim-record.ts';
import type { ActorTx } from '../transaction.ts';
import type { DB } from '../types.gen.ts';

const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

/** The interim check of a case; null when none is scheduled or it ended the case. */
export async function findInterimCheck(tx: ActorTx, applicationId: string): Promise<InterimCheck | null> {
  const row = await tx
    .selectFrom('interim_check')
    .select(['id', 'state', 'version', 'due_on', 'progress_percent', 'spent_won', 'reported_by', 'reported_at', 'checked_by', 'checked_at', 'actions_due_on', 'remedy_plan', 'result_code', 'result_text'])
    .select([sql<InterimReport>`report`.as('report'), sql<InterimForm>`check_form`.as('form'), sql<InterimAction[]>`actions`.as('actions'), sql<string | null>`person_name(checked_by)`.as('checker_name')])
    .where('application_id', '=', applicationId)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    state: row.state as InterimCheckState,
    version: row.version,
    dueOn: row.due_on,
    report: row.reported_at ? row.report : null,
    progressPercent: row.progress_percent,
    spentWon: row.spent_won,
    reportedBy: row.reported_by,
    reportedAt: row.reported_at,
    form: row.checked_at ? row.form : null,
    checkedBy: row.checked_by,
    checkerName: row.checker_name,
    checkedAt: row.checked_at,
    actions: row.actions,
    actionsDueOn: row.actions_due_on,
    remedyPlan: row.remedy_plan,
    resultCode: row.result_code,
    resultText: row.result_text,
  };
}

/** Adds a scheduled interim check and returns its id. */
export async function insertInterimCheck(tx: ActorTx, row: { id: string; applicationId: string; firmId: string; agreementId: string; dueOn: string; at: Date }): Promise<void> {
  await tx
    .insertInto('interim_check')
    .values({ id: row.id, application_id: row.applicationId, firm_id: row.firmId, agreement_id: row.agreementId, due_on: row.dueOn, state: 'scheduled', state_since: row.at })
    .execute();
}

type Columns = Omit<Updateable<DB['interim_check']>, 'report' | 'check_form' | 'actions'>;

/** Changes columns of an interim check beside its state. */
export async function patchInterimCheck(tx: ActorTx, id: string, set: Columns & { report?: InterimReport; check_form?: InterimForm; actions?: readonly InterimAction[] }): Promise<void> {
  const { report, check_form: form, actions, ...rest } = set;
  await tx
    .updateTable('interim_check')
    .set({ ...rest, ...(report ? { report: json(report) } : {}), ...(form ? { check_form: json(form) } : {}), ...(actions ? { actions: json(actions) } : {}) })
    .where('id', '=', id)
    .execute();
}

/** Tranches of an agreement that wait for a gate. */
export async function listGatedTranches(tx: ActorTx, agreementId: string, gate: string): Promise<{ id: string; number: number; plannedWon: number }[]> {
  const rows = await tx
    .selectFrom('tranche')
    .select(['id', 'number', 'planned_won'])
    .where('agreement_id', '=', agreementId)
    .where('gate', '=', gate)
    .where('state', '=', 'planned')
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ id: row.id, number: row.number, plannedWon: row.planned_won }));
}

import { sql } from 'kysely';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { CaseAgreement, CaseBudgetLine, CaseTask, OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import type { ActorTx } from '../transaction.ts';
import { READABLE_ASSIGNMENT } from './readable-assignment.ts';

interface Raw {
  id: string;
  firm_id: string;
  firm_name: string;
  business_number: string;
  organisation_id: string | null;
  receipt_number: string | null;
  assigned_officer_id: string | null;
  programme_year_id: string;
  year_label: Text;
  consultants: string[] | null;
  working: string[] | null;
  advisors: (string | null)[] | null;
  agreement: CaseAgreement | null;
}

/** The case of an application; null when the actor may not see it. */
export async function findOutcomeCase(tx: ActorTx, applicationId: string): Promise<OutcomeCase | null> {
  const result = await sql<Raw>`
    select a.id, a.firm_id, f.name as firm_name, f.business_number, a.organisation_id, a.receipt_number, a.assigned_officer_id, a.programme_year_id, y.label as year_label,
      (select jsonb_agg(distinct s.consultant_id) from assignment s where s.application_id = a.id and ${READABLE_ASSIGNMENT}) as consultants,
      (select jsonb_agg(distinct s.consultant_id) from assignment s where s.application_id = a.id and s.state in ('active', 'handover')) as working,
      (select jsonb_agg(distinct r.user_id) from assignment s cross join lateral consultant_recipient(s.consultant_id) r where s.application_id = a.id) as advisors,
      (select jsonb_build_object('id', g.id, 'state', g.state, 'grantDecisionId', g.grant_decision_id, 'number', g.number, 'amountWon', g.amount_won, 'ownShareWon', g.own_share_won, 'paidWon', g.paid_won,
          'returnedWon', g.returned_won, 'startsOn', g.starts_on, 'endsOn', g.ends_on)
        from agreement g where g.application_id = a.id and g.state in ('in_force', 'on_hold', 'completed', 'terminated', 'rescinded') order by g.id desc limit 1) as agreement
    from application a join firm f on f.id = a.firm_id join programme_year y on y.id = a.programme_year_id
    where a.id = ${applicationId}`.execute(tx);
  const row = result.rows[0];
  if (!row) return null;
  return {
    id: row.id,
    firmId: row.firm_id,
    firmName: row.firm_name,
    businessNumber: row.business_number,
    organisationId: row.organisation_id,
    receiptNumber: row.receipt_number,
    assignedOfficerId: row.assigned_officer_id,
    programmeYearId: row.programme_year_id,
    yearLabel: row.year_label,
    consultantIds: row.consultants ?? [],
    workingConsultantIds: row.working ?? [],
    advisorUserIds: (row.advisors ?? []).filter((id): id is string => id !== null),
    agreement: row.agreement,
  };
}

/** Whether an evaluator of this case declared a conflict of interest; null before the declaration. For officers and evaluators only. */
export async function findConflictDeclaration(tx: ActorTx, applicationId: string, evaluatorId: string): Promise<boolean | null> {
  const row = await tx
    .selectFrom('evaluation_assignment')
    .select('conflict_declaration')
    .where('application_id', '=', applicationId)
    .where('evaluator_id', '=', evaluatorId)
    .where('released_at', 'is', null)
    .where('conflict_declaration', 'is not', null)
    .orderBy('declared_at', 'desc')
    .executeTakeFirst();
  return row ? row.conflict_declaration === 'conflict' : null;
}

/** The newest application of a firm that has an agreement in or after force; the case of the firm's own pages. */
export async function findFirmCaseId(tx: ActorTx, firmId: string): Promise<string | null> {
  const result = await sql<{ id: string }>`
    select a.id from application a where a.firm_id = ${firmId} and a.state = 'admitted'
    order by exists (select from agreement g where g.application_id = a.id and g.state in ('in_force', 'on_hold', 'completed', 'terminated', 'rescinded')) desc, a.created_at desc limit 1`.execute(tx);
  return result.rows[0]?.id ?? null;
}

/** Tasks of the action plan in their order. */
export async function listCaseTasks(tx: ActorTx, applicationId: string): Promise<CaseTask[]> {
  const rows = await tx
    .selectFrom('plan_task')
    .select(['id', 'title', 'status', 'progress_percent', 'outcome', 'drop_reason'])
    .where('application_id', '=', applicationId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, title: row.title, status: row.status, progressPercent: row.progress_percent, outcome: row.outcome, dropReason: row.drop_reason }));
}

/** Records how a task ended or how far it is. */
export async function updateTask(tx: ActorTx, id: string, set: { status?: string; progressPercent: number; outcome?: string | null; dropReason?: string | null; by: string | null; at: Date }): Promise<void> {
  await tx
    .updateTable('plan_task')
    .set({
      ...(set.status ? { status: set.status } : {}),
      ...(set.outcome !== undefined ? { outcome: set.outcome } : {}),
      ...(set.dropReason !== undefined ? { drop_reason: set.dropReason } : {}),
      progress_percent: set.progressPercent,
      updated_by: set.by,
      updated_at: set.at,
    })
    .where('id', '=', id)
    .execute();
}

/** Budget lines of the agreement version in force. */
export async function listCaseBudget(tx: ActorTx, agreementId: string): Promise<CaseBudgetLine[]> {
  const rows = await tx
    .selectFrom('budget_line as b')
    .innerJoin('agreement as g', 'g.current_version_id', 'b.agreement_version_id')
    .select(['b.id', 'b.category', 'b.title', 'b.amount_won', 'b.own_share_won'])
    .where('g.id', '=', agreementId)
    .orderBy('b.position')
    .execute();
  return rows.map((row) => ({ id: row.id, category: row.category, title: row.title, amountWon: row.amount_won, ownShareWon: row.own_share_won }));
}

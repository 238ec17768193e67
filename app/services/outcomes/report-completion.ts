import { createHash } from 'node:crypto';
import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { completionMachine } from '#app/domain/outcomes/completion-machine.ts';
import { canMoveCompletion, canWriteCompletionReport } from '#app/domain/outcomes/completion-policy.ts';
import type { Asset, Completion, CompletionReport } from '#app/domain/outcomes/completion-record.ts';
import { paths } from '#app/http/paths.ts';
import { findBaseAssessment, wasAgreed } from '#app/services/assessments/assessment-facts.ts';
import { getCaseFacts } from '#app/services/assessments/case-facts.ts';
import { openAssessmentRound } from '#app/services/assessments/start-assessment.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { listFinalKpis } from '#app/services/outcomes/kpi-finals.ts';
import { agreementOf, openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findCompletion, hasCompletionDiagnosis, insertCompletion, patchCompletion } from '#db/queries/completions.ts';
import { listCaseBudget, listCaseTasks, updateTask } from '#db/queries/outcome-case.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** Days before the end of the agreement from which the firm may open its report without a reason. */
export const OPEN_BEFORE_END_DAYS = 30;

async function ensureCompletion(tx: ActorTx, ctx: Context, { head }: OpenOutcomeCase): Promise<Completion> {
  const known = await findCompletion(tx, head.id);
  if (known) return known;
  const agreement = agreementOf(head);
  if (ctx.actor.role !== 'officer') throw new AppError('transition_not_allowed');
  const id = uuidv7(ctx.now);
  await insertCompletion(tx, { id, applicationId: head.id, firmId: head.firmId, agreementId: agreement.id, dueOn: agreement.endsOn, at: ctx.now });
  await recordEvent(tx, asSystem(ctx), { machine: 'completion', subjectType: 'completion', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'schedule', to: 'not_due' });
  const made = await findCompletion(tx, head.id);
  if (!made) throw new AppError('not_found');
  return made;
}

/** The second diagnosis begins with the completion report; without a consultant there is nobody to confirm it, and the report gives the reason. */
async function openSecondRound(tx: ActorTx, ctx: Context, applicationId: string): Promise<void> {
  const facts = await getCaseFacts(tx, applicationId);
  if (facts.consultant && wasAgreed(await findBaseAssessment(tx, applicationId))) await openAssessmentRound(tx, ctx, facts, 't2');
}

/**
 * Opens the completion report and the second diagnosis: an officer at any time, the firm in the last weeks of the agreement, or earlier with a reason when all
 * tasks are closed. Throws AppError reason_required, held, transition_not_allowed (also without an agreement in force), not_allowed.
 */
export async function openCompletion(ctx: Context, input: { applicationId: string; reason?: string | undefined }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules, subject } = open;
      const agreement = agreementOf(head);
      if (agreement.state !== 'in_force') throw new AppError('transition_not_allowed');
      const completion = await ensureCompletion(tx, ctx, open);
      const today = toSeoulDate(ctx.now);
      const isFirm = ctx.actor.role === 'firm';
      if (isFirm) assertAllowed(canWriteCompletionReport(ctx.actor, { ...subject, state: 'due' }));
      else assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state }, 'open_report'));
      const early = today < addDays(agreement.endsOn, -OPEN_BEFORE_END_DAYS);
      if (isFirm && early && !input.reason?.trim()) throw new AppError('reason_required', { fields: { reason: ['errors.reason_required'] } });
      const dueOn = early ? deadlineAfterDays(today, rules.settings.settlementDueDays, rules.holidays).dueOn : deadlineAfterDays(agreement.endsOn > today ? agreement.endsOn : today, rules.settings.settlementDueDays, rules.holidays).dueOn;
      await moveState(tx, isFirm ? asSystem(ctx) : ctx, completionMachine, {
        id: completion.id, transition: 'open_report', reason: input.reason?.trim() || undefined, applicationId: head.id, firmId: head.firmId, payload: { early, askedBy: ctx.actor.duty, dueOn },
      });
      if (!isFirm) await patchCompletion(tx, completion.id, { due_on: dueOn });
      await openSecondRound(tx, ctx, head.id);
      await tellCase(tx, ctx, head, {
        kind: 'completion_due', to: ['firm', 'consultant'], values: { dueOn }, paths: { firm: paths.firmCompletion(), consultant: paths.consultantCompletion(head.id) }, subjectType: 'completion', subjectId: completion.id,
      });
    },
    { operation: 'outcomes.open-completion', content: input },
  );
}

export interface CompletionInput {
  readonly applicationId: string;
  readonly summary: string;
  readonly tasks: readonly { readonly taskId: string; readonly outcome: 'done' | 'dropped' | null; readonly before: string; readonly after: string; readonly reason: string }[];
  readonly jobsCreated: number | null;
  readonly ownInvestmentWon: number | null;
  readonly satisfaction: number | null;
  readonly assets: readonly Asset[];
  readonly t2Waiver: string;
}

async function buildReport(tx: ActorTx, ctx: Context, open: OpenOutcomeCase, input: CompletionInput): Promise<CompletionReport> {
  const given = new Map(input.tasks.map((task) => [task.taskId, task]));
  const tasks = await listCaseTasks(tx, open.head.id);
  return {
    tasks: tasks.map((task) => {
      const entry = given.get(task.id);
      return {
        taskId: task.id, title: task.title, outcome: entry?.outcome ?? (task.status === 'dropped' ? 'dropped' : 'done'),
        before: entry?.before.trim() ?? '', after: entry?.after.trim() ?? '', reason: entry?.reason.trim() || task.dropReason || '',
      };
    }),
    kpis: await listFinalKpis(tx, { applicationId: open.head.id, endsOn: agreementOf(open.head).endsOn, now: ctx.now }),
    t2Waiver: input.t2Waiver.trim() || null,
  };
}

async function store(tx: ActorTx, completion: Completion, input: CompletionInput, report: CompletionReport): Promise<void> {
  await patchCompletion(tx, completion.id, {
    report, summary: input.summary.trim() || null, jobs_created: input.jobsCreated, own_investment_won: input.ownInvestmentWon, satisfaction: input.satisfaction,
    assets: input.assets.filter((asset) => asset.name.trim() !== ''),
  });
}

/** Keeps a draft of the report without checking that it is complete. Throws AppError not_your_turn, not_allowed. */
export async function saveCompletionReport(ctx: Context, input: CompletionInput): Promise<void> {
  await withActor(ctx, async (tx) => {
    const open = await openOutcomeCase(tx, ctx, input.applicationId);
    const completion = await findCompletion(tx, open.head.id);
    if (!completion) throw new AppError('not_found');
    assertAllowed(canWriteCompletionReport(ctx.actor, { ...open.subject, state: completion.state }));
    await store(tx, completion, input, await buildReport(tx, ctx, open, input));
  });
}

async function findGaps(tx: ActorTx, open: OpenOutcomeCase, input: CompletionInput, report: CompletionReport): Promise<FieldErrors> {
  const fields: FieldErrors = {};
  if (input.summary.trim().length < 20) fields['summary'] = ['settlements.completion.summary_short'];
  const given = new Map(input.tasks.map((task) => [task.taskId, task]));
  report.tasks.forEach((task, index) => {
    if (!given.get(task.taskId)?.outcome) fields[`tasks[${index}].outcome`] = ['settlements.completion.task_open'];
    else if (task.outcome === 'done' && !task.after) fields[`tasks[${index}].after`] = ['settlements.completion.after_missing'];
    else if (task.outcome === 'dropped' && !task.reason) fields[`tasks[${index}].reason`] = ['settlements.completion.drop_missing'];
  });
  if (report.kpis.some((kpi) => kpi.final === null)) fields['kpis'] = ['settlements.completion.kpi_missing'];
  if (input.jobsCreated === null) fields['jobsCreated'] = ['settlements.completion.jobs_missing'];
  if (input.ownInvestmentWon === null) fields['ownInvestmentWon'] = ['settlements.completion.invested_missing'];
  if (input.satisfaction === null) fields['satisfaction'] = ['settlements.completion.satisfaction_missing'];
  const bought = (await listCaseBudget(tx, agreementOf(open.head).id)).some((line) => line.category === 'equipment' || line.category === 'smart_factory');
  if (bought && !input.assets.some((asset) => asset.name.trim() && asset.serial.trim() && asset.place.trim())) fields['assets[0].name'] = ['settlements.completion.asset_missing'];
  if (!report.t2Waiver && !(await hasCompletionDiagnosis(tx, open.head.id))) fields['t2Waiver'] = ['settlements.completion.t2_missing'];
  return fields;
}

/**
 * Sends the completion report, signed by the representative. Every task is done or dropped with its reason, every KPI has a final value,
 * bought assets are listed, and the second self-assessment is in or waived with a reason. Throws AppError invalid_input with the gaps, not_your_turn.
 */
export async function submitCompletionReport(ctx: Context, input: CompletionInput): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules, subject } = open;
      const completion = await findCompletion(tx, head.id);
      if (!completion) throw new AppError('not_found');
      assertAllowed(canMoveCompletion(ctx.actor, { ...subject, state: completion.state }, 'submit'));
      const report = await buildReport(tx, ctx, open, input);
      const fields = await findGaps(tx, open, input, report);
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      await store(tx, completion, input, report);
      const hash = createHash('sha256').update(JSON.stringify([report, input.summary, input.jobsCreated, input.ownInvestmentWon, input.satisfaction, input.assets])).digest();
      await patchCompletion(tx, completion.id, { submitted_by: userIdOf(ctx), submitted_at: ctx.now, report_hash: hash });
      for (const task of report.tasks) {
        await updateTask(tx, task.taskId, {
          status: task.outcome, progressPercent: task.outcome === 'done' ? 100 : 0, outcome: task.after || null, dropReason: task.outcome === 'dropped' ? task.reason : null, by: ctx.actor.userId, at: ctx.now,
        });
      }
      await moveState(tx, ctx, completionMachine, { id: completion.id, transition: 'submit', applicationId: head.id, firmId: head.firmId, payload: { hash: hash.toString('hex'), tasks: report.tasks.length, kpis: report.kpis.length } });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.completionInspection, rules.holidays).dueOn;
      await tellCase(tx, ctx, head, {
        kind: 'completion_submitted', to: ['officers', 'consultant', 'evaluators'], values: { dueOn },
        paths: { officer: paths.officerCompletion(head.id), evaluator: paths.officerCompletion(head.id), consultant: paths.consultantCompletion(head.id) }, subjectType: 'completion', subjectId: completion.id,
      });
    },
    { operation: 'outcomes.submit-completion', content: input },
  );
}

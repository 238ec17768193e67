import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { makeDeadline } from '#app/domain/calendar/deadline.ts';
import { fromSeoul, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { spreadReduction } from '#app/domain/grants/change-effects.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { monthsAdded } from '#app/domain/grants/change-rules.ts';
import { sumLines } from '#app/domain/grants/change-values.ts';
import { planMachine } from '#app/domain/plans/plan-machine.ts';
import { hashContent as hashPlan } from '#app/services/assessments/hash-assessment.ts';
import { raiseKpiTarget } from '#app/services/outcomes/raise-kpi-target.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchAgreement } from '#db/queries/agreements.ts';
import { decideBankAccount, findBankAccount } from '#db/queries/bank-accounts.ts';
import { applyToFirm, applyToTask, moveCompletionDue, setPlannedWon } from '#db/queries/change-lists.ts';
import { patchChange } from '#db/queries/change-requests.ts';
import { findPlan, insertPlanVersion, listTasks } from '#db/queries/plans.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import type { ChangeCase } from './change-case.ts';
import { releaseFunds } from './commit-funds.ts';
import { tellGrant } from './tell-grant.ts';
import { writeChangedVersion } from './write-changed-version.ts';

/**
 * Applies a change in the transaction of its approval (or of its notice, when it is small): the case is changed, the next
 * version of the agreement is written with its document, everybody is told. Contact details do not stand in the agreement, so
 * they make no version. Throws stale_version when another change was applied first.
 */
export async function applyChange(tx: ActorTx, ctx: Context, opened: ChangeCase, transition: 'apply' | 'notify_small_change'): Promise<{ versionNumber: number | null }> {
  const { change, agreement, head, current } = opened;
  const locked = await lockAggregate(tx, 'agreement', agreement.id);
  if (locked?.state !== 'in_force') throw new AppError('transition_not_allowed', { fields: { '': ['changes.refused.not_in_force'] } });
  if (change.baseVersion !== current.number || locked.version !== agreement.version) throw new AppError('stale_version', { fields: { '': ['changes.refused.base_moved'] } });
  await changeCase(tx, ctx, opened);
  const written = change.kind === 'contact' ? null : await writeChangedVersion(tx, ctx, opened);
  if (written) {
    await patchChange(tx, change.id, { appliedVersionId: written.id });
    await moveState(tx, asSystem(ctx), agreementMachine, { id: agreement.id, transition: 'apply_change', applicationId: head.id, firmId: head.firmId, payload: { changeRequestId: change.id, kind: change.kind, versionId: written.id, number: written.number, hash: written.hash } });
  }
  // A moment after the approval: the database takes two moves of one moment for a row that was moved without a time.
  const mover = transition === 'apply' ? { ...asSystem(ctx), now: new Date(ctx.now.getTime() + 1) } : ctx;
  await moveState(tx, mover, changeRequestMachine, { id: change.id, transition, applicationId: head.id, firmId: head.firmId, payload: { kind: change.kind, versionNumber: written?.number ?? null, before: shown(change.before), after: shown(change.after) } });
  if (transition === 'apply') await tellGrant(tx, ctx, head, 'change_applied', ['firm', 'consultant', 'officers', 'finance'], { page: 'change', changeId: change.id });
  else await tellGrant(tx, ctx, head, 'change_notified', ['officers', 'consultant'], { page: 'change', changeId: change.id });
  return { versionNumber: written?.number ?? null };
}

/** Names and numbers of people stay in the request itself; the record keeps amounts, dates and which fields. */
function shown(values: ChangeCase['change']['before']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'number' || key === 'endsOn' ? value : value === null ? null : '…']));
}

async function changeCase(tx: ActorTx, ctx: Context, opened: ChangeCase): Promise<void> {
  const { change, agreement, head, facts, rules } = opened;
  const { before, after } = change;
  switch (change.kind) {
    case 'extension':
    case 'dates': {
      const endsOn = String(after['endsOn']);
      const longer = change.kind === 'extension' ? { extensionCount: agreement.extensionCount + 1, extendedMonths: agreement.extendedMonths + monthsAdded(facts.endsOn, endsOn) } : {};
      await patchAgreement(tx, agreement.id, { endsOn, ...longer });
      await moveCompletionDue(tx, agreement.id, makeDeadline(endsOn, rules.holidays).dueOn);
      return;
    }
    case 'amount':
      return reduceGrant(tx, ctx, opened, sumLines(before, 'grant') - sumLines(after, 'grant'));
    case 'own_share':
      return patchAgreement(tx, agreement.id, { ownShareWon: sumLines(after, 'own') });
    case 'task_content':
      return amendPlan(tx, ctx, opened);
    case 'kpi':
      return raiseKpiTarget(tx, ctx, { applicationId: head.id, cardId: String(after['subjectId']), target: Number(after['target']), reason: change.reason });
    case 'representative':
    case 'site':
    case 'contact':
      return applyToFirm(tx, head.firmId, after, ctx.now);
    case 'bank_account':
      return switchAccount(tx, ctx, opened);
    case 'budget_above_limit':
    case 'budget_within_limit':
    case 'equipment':
    case 'consultant':
    case 'other':
      return;
  }
}

/** Payments that were not asked for become smaller, then the grant; what is no longer promised goes back to the contributors. */
async function reduceGrant(tx: ActorTx, ctx: Context, { change, agreement, head, facts, decision }: ChangeCase, cutWon: number): Promise<void> {
  const effects = spreadReduction(facts.tranches, cutWon);
  if (!effects || cutWon <= 0) throw new AppError('incomplete', { fields: { '': ['changes.refused.payments_moved'] } });
  for (const effect of effects) {
    if (effect.afterWon !== effect.beforeWon && !(await setPlannedWon(tx, effect.id, effect.afterWon))) throw new AppError('conflict', { fields: { '': ['changes.refused.payments_moved'] } });
  }
  await patchAgreement(tx, agreement.id, { amountWon: agreement.amountWon - cutWon });
  const subject = { applicationId: head.id, firmId: head.firmId, programmeYearId: head.programmeYearId, decisionId: decision.id };
  const freedWon = await releaseFunds(tx, ctx, subject, { key: `change:${change.id}`, amountWon: cutWon, agreementId: agreement.id, memo: 'amount' });
  if (freedWon !== cutWon) throw new AppError('conflict', { fields: { '': ['changes.refused.payments_moved'] } });
}

async function amendPlan(tx: ActorTx, ctx: Context, { change, head }: ChangeCase): Promise<void> {
  if (!(await applyToTask(tx, String(change.after['subjectId']), change.after, ctx.actor.userId, ctx.now))) throw new AppError('not_found');
  const plan = await findPlan(tx, head.id);
  if (!plan) throw new AppError('not_found');
  const content = { summary: plan.summary, opinion: plan.opinion, risks: plan.risks, totalWon: plan.totalWon, ownShareWon: plan.ownShareWon, tasks: await listTasks(tx, plan.id), changeRequestId: change.id };
  const hash = hashPlan(content);
  const number = await insertPlanVersion(tx, { id: uuidv7(ctx.now), planId: plan.id, applicationId: head.id, firmId: head.firmId, content, totalWon: plan.totalWon, hash, by: ctx.actor.userId, at: ctx.now });
  await moveState(tx, asSystem(ctx), planMachine, { id: plan.id, transition: 'amend', applicationId: head.id, firmId: head.firmId, payload: { planVersion: number, hash, changeRequestId: change.id } });
}

/** The proposed account becomes the one that is paid to, after the freeze of the programme year. */
async function switchAccount(tx: ActorTx, ctx: Context, { change, agreement, head, facts, settings, rules }: ChangeCase): Promise<void> {
  // An ordered payment is on its way to the present account.
  if (facts.tranches.some(({ state }) => state === 'queued' || state === 'sent')) throw new AppError('incomplete', { fields: { '': ['changes.refused.payment_ordered'] } });
  const account = await findBankAccount(tx, String(change.after['bankAccountId']));
  if (account?.firmId !== head.firmId || !change.bankCheckedBy) throw new AppError('not_found');
  const usableFrom = fromSeoul(addWorkingDays(toSeoulDate(ctx.now), settings.bankChangeFreezeDays, rules.holidays), '00:00');
  const decided = await decideBankAccount(tx, { id: account.id, firmId: head.firmId }, { verified: true, by: change.bankCheckedBy, at: ctx.now, usableFrom });
  if (!decided) throw new AppError('conflict');
  await patchAgreement(tx, agreement.id, { bankAccountId: account.id });
}

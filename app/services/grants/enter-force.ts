import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { makeDeadline } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { tranchesSumToGrant } from '#app/domain/grants/tranche-plan.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { freezeKpiCards } from '#app/services/outcomes/freeze-kpi-cards.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { insertExecutionRows } from '#db/queries/agreement-parts.ts';
import { findAgreementVersion, patchAgreement } from '#db/queries/agreements.ts';
import type { BankAccountRow } from '#db/queries/bank-accounts.ts';
import { findYearMoney } from '#db/queries/grants.ts';
import { insertTranches } from '#db/queries/tranches.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import type { AgreementContent } from './agreement-content.ts';
import type { getAgreementCase } from './grant-case.ts';
import { tellGrant } from './tell-grant.ts';

/** Whether an account may be paid to. */
export function isBankReady(account: BankAccountRow | null): account is BankAccountRow {
  return account?.status === 'verified';
}

/**
 * What follows when an agreement enters force, in the same transaction: KPI cards are frozen, the payments are planned and
 * the first one opens, interim check, completion report and settlement are scheduled, everybody is told.
 */
export async function enterForce(tx: ActorTx, ctx: Context, opened: Awaited<ReturnType<typeof getAgreementCase>>, given: { number: string; bankAccountId: string }): Promise<void> {
  const { head, agreement, settings, rules } = opened;
  const version = agreement.currentVersionId ? await findAgreementVersion(tx, agreement.currentVersionId) : null;
  const year = await findYearMoney(tx, head.programmeYearId);
  if (!version || !year) throw new AppError('not_found');
  const content = version.content as AgreementContent;
  if (!tranchesSumToGrant(content.tranches, agreement.amountWon)) throw new AppError('limit_exceeded');
  await patchAgreement(tx, agreement.id, { inForceAt: ctx.now, bankAccountId: given.bankAccountId });
  await freezeKpiCards(tx, ctx, head.id);

  const tranches = content.tranches.map((tranche) => ({
    id: uuidv7(ctx.now),
    agreementId: agreement.id,
    applicationId: head.id,
    firmId: head.firmId,
    number: tranche.sequence,
    kind: tranche.kind,
    gate: tranche.gate,
    plannedWon: tranche.amountWon,
    at: ctx.now,
  }));
  await insertTranches(tx, tranches);
  const system = asSystem(ctx);
  for (const tranche of tranches) {
    await recordEvent(tx, system, { machine: 'tranche', subjectType: 'tranche', subjectId: tranche.id, applicationId: head.id, firmId: head.firmId, action: 'plan', to: 'planned', payload: { number: tranche.number, plannedWon: tranche.plannedWon }, versionAfter: 1 });
    if (tranche.gate === 'in_force') await moveState(tx, system, trancheMachine, { id: tranche.id, transition: 'open_claim', applicationId: head.id, firmId: head.firmId });
  }

  const interimDueOn = makeDeadline(year.interimClosesOn && year.interimClosesOn > agreement.startsOn && year.interimClosesOn < agreement.endsOn ? year.interimClosesOn : middleOf(agreement.startsOn, agreement.endsOn), rules.holidays).dueOn;
  const rows = await insertExecutionRows(tx, { applicationId: head.id, firmId: head.firmId, agreementId: agreement.id, interimDueOn, completionDueOn: makeDeadline(agreement.endsOn, rules.holidays).dueOn, at: ctx.now });
  const scheduled = [['completion', rows.completionId, 'not_due'], ['interim_check', rows.interimCheckId, 'scheduled'], ['settlement', rows.settlementId, 'not_open']] as const;
  for (const [machine, id, to] of scheduled) {
    if (id) await recordEvent(tx, system, { machine, subjectType: machine, subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'schedule', to, versionAfter: 1 });
  }
  const dueOn = makeDeadline(addDays(toSeoulDate(ctx.now), settings.settlementDueDays), rules.holidays).dueOn;
  await tellGrant(tx, ctx, head, 'agreement_in_force', ['firm', 'consultant', 'finance', 'parent'], { page: 'agreement' }, { amount: agreement.amountWon, dueOn });
}

/** The day in the middle of a period. */
function middleOf(from: string, to: string): string {
  return addDays(from, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000 / 2));
}

import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { kpiCardMachine } from '#app/domain/outcomes/kpi-card-machine.ts';
import { hashContent } from '#app/services/assessments/hash-assessment.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { raiseFrozenTarget } from '#db/queries/kpi-baselines.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import type { ActorTx } from '#db/transaction.ts';

/**
 * Raises the target of a frozen KPI card in the transaction of an approved change: a new version of the baseline with the same
 * measured value. Results against the earlier target stay. Throws not_found, conflict when the card moved on.
 */
export async function raiseKpiTarget(tx: ActorTx, ctx: Context, input: { applicationId: string; cardId: string; target: number; reason: string }): Promise<void> {
  const card = (await listCards(tx, input.applicationId)).find((entry) => entry.id === input.cardId);
  if (!card?.baselineGrade || card.baselineValue === null || !card.baselineFrom || !card.baselineTo) throw new AppError('not_found');
  const owner = { applicationId: input.applicationId, firmId: card.firmId };
  const moved = await moveState(tx, asSystem(ctx), kpiCardMachine, { id: card.id, transition: 'request_rebaseline', reason: input.reason, ...owner, payload: { target: input.target } });
  const version = card.baselineVersion + 1;
  const hash = hashContent({ id: card.id, definition: card.definitionCode, value: card.baselineValue, from: card.baselineFrom, to: card.baselineTo, grade: card.baselineGrade, target: input.target, version });
  // The database lets a frozen target change only in the one statement that freezes it again.
  const raised = await raiseFrozenTarget(tx, {
    cardId: card.id, ...owner, version, numerator: card.baselineNumerator, denominator: card.baselineDenominator, value: card.baselineValue, target: input.target,
    from: card.baselineFrom, to: card.baselineTo, grade: card.baselineGrade, months: card.months, hash, by: ctx.actor.userId, at: ctx.now,
  });
  if (!raised) throw new AppError('conflict');
  await recordEvent(tx, ctx, {
    machine: 'kpi_card', subjectType: 'kpi_card', subjectId: card.id, ...owner, action: 'approve_rebaseline', from: 'rebaseline_requested', to: 'frozen', reason: input.reason,
    payload: { hash, targetBefore: card.targetValue, target: input.target, baselineVersion: version }, versionBefore: moved.version, versionAfter: moved.version + 1,
  });
}

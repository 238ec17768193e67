import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addToMonth, monthOf } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { nthWorkingDayOfMonth } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { kpiCardMachine } from '#app/domain/outcomes/kpi-card-machine.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { consultantPeople, firmPeople, getCaseFacts } from '#app/services/assessments/case-facts.ts';
import { hashContent } from '#app/services/assessments/hash-assessment.ts';
import { freezeBaseline } from '#db/queries/kpi-baselines.ts';
import { listCards, type KpiCardRow } from '#db/queries/kpi-cards.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Content of a card that no later step may change; its hash stands in the record. */
function frozenContent(card: KpiCardRow) {
  return {
    id: card.id, definition: card.definitionCode, unit: card.definition.unit, better: card.definition.better, factor: card.definition.factor, scope: card.scope, source: card.source,
    from: card.baselineFrom, to: card.baselineTo, numerator: card.baselineNumerator, denominator: card.baselineDenominator, value: card.baselineValue, months: card.months,
    grade: card.baselineGrade, target: card.targetValue, targetOn: card.targetOn, version: card.baselineVersion,
  };
}

/**
 * Freezes the baseline and target of every co-signed card of a case, in the transaction in which its agreement enters
 * force; cards that are frozen already stay as they are. Returns how many were frozen. Throws incomplete when a co-signed
 * card lacks its value, target or evidence grade.
 */
export async function freezeKpiCards(tx: ActorTx, ctx: Context, applicationId: string): Promise<number> {
  const facts = await getCaseFacts(tx, applicationId);
  const cards = (await listCards(tx, applicationId)).filter((card) => card.state === 'co_signed');
  for (const card of cards) {
    const { baselineValue, targetValue, baselineGrade, baselineFrom, baselineTo } = card;
    if (baselineValue === null || targetValue === null || !baselineGrade || !baselineFrom || !baselineTo) throw new AppError('incomplete');
    const hash = hashContent(frozenContent(card));
    await freezeBaseline(tx, {
      cardId: card.id, applicationId, firmId: card.firmId, version: card.baselineVersion, numerator: card.baselineNumerator, denominator: card.baselineDenominator,
      value: baselineValue, target: targetValue, from: baselineFrom, to: baselineTo, grade: baselineGrade, months: card.months, hash, by: ctx.actor.userId, at: ctx.now,
    });
    await moveState(tx, asSystem(ctx), kpiCardMachine, {
      id: card.id, transition: 'freeze', applicationId, firmId: card.firmId, payload: { hash, value: baselineValue, target: targetValue, grade: baselineGrade },
    });
  }
  if (cards.length > 0) {
    const month = addToMonth(monthOf(toSeoulDate(ctx.now)), 1);
    await notify(tx, ctx, {
      kind: 'kpi_baseline_frozen', recipients: [...(await firmPeople(tx, facts)), ...(await consultantPeople(tx, facts))], path: '/firm/kpis',
      values: { firmName: facts.firmName, dueOn: nthWorkingDayOfMonth(month, facts.settings.kpiReadingWorkingDay, facts.holidays) },
      subjectType: 'kpi_card', subjectId: cards[0]?.id ?? applicationId, applicationId, firmId: facts.firmId,
    });
  }
  return cards.length;
}

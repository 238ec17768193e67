import type { Context } from '#app/domain/accounts/context.ts';
import { addToMonth, listMonths, monthOf } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { checkTarget } from '#app/domain/outcomes/improvement.ts';
import { canEditKpiCard } from '#app/domain/outcomes/kpi-policy.ts';
import { windowDates, type MonthlyCount } from '#app/domain/outcomes/measurement-window.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { assertAllowed, getCaseFacts } from '#app/services/assessments/case-facts.ts';
import { saveBaselineMonth } from '#db/queries/kpi-baselines.ts';
import { listCards, saveCard } from '#db/queries/kpi-cards.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { poolBaseline } from './kpi-card-rules.ts';

export interface CardInput {
  readonly applicationId: string;
  readonly cardId: string;
  readonly version: number;
  readonly scope: string;
  readonly source: string;
  readonly method: string;
  /** First month of the baseline, YYYY-MM. */
  readonly fromMonth: string;
  /** Length of the baseline in months, 1 to 12. */
  readonly windowMonths: number;
  /** Counts of the months that are filled; only the firm enters them. */
  readonly months: readonly MonthlyCount[];
  readonly targetValue: number | null;
  /** Left as it is when undefined; the consultant states it when signing at the latest. */
  readonly grade?: 'A' | 'B' | 'C' | null | undefined;
}

/**
 * Stores the content of a draft card: what is measured, the counts of the baseline months (pooled: counts are added, then
 * divided) and the target. Throws invalid_input with field messages, stale_version, not_your_turn once the firm has signed.
 */
export async function saveKpiCard(ctx: Context, input: CardInput): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    const card = (await listCards(tx, facts.applicationId)).find((row) => row.id === input.cardId);
    if (!card) throw new AppError('not_found');
    assertAllowed(canEditKpiCard(ctx.actor, { ...facts.subject, state: card.state }));
    if (card.firmSignedAt) throw new AppError('not_your_turn');
    if (card.version !== input.version) throw new AppError('stale_version');
    const lastFull = addToMonth(monthOf(toSeoulDate(ctx.now)), -1);
    const window = { fromMonth: input.fromMonth, toMonth: addToMonth(input.fromMonth, input.windowMonths - 1) };
    const wanted = listMonths(window.fromMonth, window.toMonth);
    const byFirm = ctx.actor.role === 'firm';
    const typed = byFirm ? input.months.filter((month) => wanted.includes(month.month)) : [];
    const kept = card.months.filter((month) => wanted.includes(month.month) && !typed.some((entry) => entry.month === month.month));
    const months = [...kept, ...typed].sort((left, right) => (left.month < right.month ? -1 : 1));
    const fields: Record<string, string[]> = {};
    if (window.toMonth > lastFull) fields['fromMonth'] = ['plans.kpi.error.month_not_over'];
    for (const month of typed) {
      if (month.denominator <= 0) fields[`denominator.${month.month}`] = ['plans.kpi.error.denominator'];
      else if (card.definition.isPart && month.numerator > month.denominator) fields[`numerator.${month.month}`] = ['answers.window.part_larger_than_whole'];
    }
    const pooled = poolBaseline(card.definition, months.filter((month) => month.denominator > 0), window, facts.settings.kpiSampleMin);
    const value = months.length === 0 ? null : pooled.value;
    if (value !== null && input.targetValue !== null) {
      const result = checkTarget({ before: value, target: input.targetValue, better: card.definition.better });
      if (result !== 'ok') fields['targetValue'] = [`answers.target.${result}`];
    }
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
    const dates = windowDates(window);
    const saved = await saveCard(
      tx,
      card.id,
      {
        scope: input.scope.trim() || null, source: input.source.trim() || null, method: input.method.trim() || null, windowMonths: input.windowMonths,
        baselineFrom: dates.fromOn, baselineTo: dates.toOn, baselineNumerator: value === null ? null : pooled.numerator, baselineDenominator: value === null ? null : pooled.denominator,
        baselineValue: value, baselineGrade: input.grade === undefined ? card.baselineGrade : input.grade, targetValue: input.targetValue,
      },
      input.version,
    );
    if (!saved) throw new AppError('stale_version');
    for (const month of typed) {
      await saveBaselineMonth(tx, {
        id: uuidv7(ctx.now), cardId: card.id, applicationId: facts.applicationId, firmId: facts.firmId, month: month.month, numerator: month.numerator, denominator: month.denominator,
        value: (month.numerator / month.denominator) * card.definition.factor, by: ctx.actor.userId, at: ctx.now,
      });
    }
    await recordEvent(tx, ctx, {
      subjectType: 'kpi_card', subjectId: card.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'edit',
      payload: { definition: card.definitionCode, from: window.fromMonth, to: window.toMonth, value, target: input.targetValue },
      versionBefore: input.version, versionAfter: input.version + 1,
    });
  });
}

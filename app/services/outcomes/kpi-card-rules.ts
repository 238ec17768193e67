import { familiesOf } from '#app/domain/outcomes/kpi-definition.ts';
import { checkTarget } from '#app/domain/outcomes/improvement.ts';
import { poolWindow, type MonthlyCount, type MonthWindow, type PooledValue } from '#app/domain/outcomes/measurement-window.ts';
import type { KpiCardRow, KpiDefinitionRow } from '#db/queries/kpi-cards.ts';

/** Pools the baseline months of a card; flags tell what weakens the value, as a part-of-whole figure counted from fewer than `minSample`. */
export function poolBaseline(definition: KpiDefinitionRow, months: readonly MonthlyCount[], window: MonthWindow, minSample: number): PooledValue {
  return poolWindow(months, window, { scale: definition.factor, part: definition.isPart, ...(definition.isPart ? { minSample } : {}) });
}

/** What a card still lacks before it can be signed; message ids with the field they belong to. */
export function cardGaps(card: KpiCardRow): { field: string; message: string }[] {
  const gaps: { field: string; message: string }[] = [];
  if (!card.scope?.trim()) gaps.push({ field: 'scope', message: 'plans.kpi.gap.scope' });
  if (!card.source?.trim()) gaps.push({ field: 'source', message: 'plans.kpi.gap.source' });
  if (card.baselineValue === null) gaps.push({ field: 'months', message: 'plans.kpi.gap.baseline' });
  if (card.targetValue === null) gaps.push({ field: 'targetValue', message: 'plans.kpi.gap.target' });
  else if (card.baselineValue !== null) {
    const result = checkTarget({ before: card.baselineValue, target: card.targetValue, better: card.definition.better });
    if (result !== 'ok') gaps.push({ field: 'targetValue', message: `answers.target.${result}` });
  }
  return gaps;
}

/** Families that the cards of a case still lack: quality and delivery are mandatory. */
export function missingFamilies(cards: readonly Pick<KpiCardRow, 'state' | 'definition'>[]): ('Q' | 'D')[] {
  const present = new Set(cards.filter((card) => card.state !== 'retired').flatMap((card) => familiesOf(card.definition)));
  return (['Q', 'D'] as const).filter((family) => !present.has(family));
}

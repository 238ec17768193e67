import type { Context } from '#app/domain/accounts/context.ts';
import { meanOf } from '#app/domain/outcomes/aggregate.ts';
import { canViewKpi } from '#app/domain/outcomes/kpi-policy.ts';
import { assertAllowed, getCaseFacts } from '#app/services/assessments/case-facts.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { findCompletionState, listResultReadings } from '#db/queries/kpi-results.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { finalWindowOf, resultOfCard, type KpiResult } from './kpi-result.ts';

export type { KpiResult } from './kpi-result.ts';

/** Averages of the KPIs of one firm, with what was left out. */
export interface KpiSummary {
  readonly improvementPercent: number | null;
  readonly achievementPercent: number | null;
  /** KPIs in the mean of the improvement. */
  readonly counted: number;
  /** KPIs with a result but a baseline of zero. */
  readonly zeroBaseline: number;
  /** KPIs without any value after the baseline. */
  readonly withoutValue: number;
}

/**
 * Results of all frozen KPIs of a case, inside the caller's transaction and without a policy of its own.
 * `endsOn` is the end of the agreement (or of the programme year before there is one).
 */
export async function readKpiResults(tx: ActorTx, given: { applicationId: string; endsOn: string; now: Date }): Promise<KpiResult[]> {
  const cards = (await listCards(tx, given.applicationId)).filter((card) => card.frozenAt !== null && card.state !== 'retired');
  if (cards.length === 0) return [];
  const readings = await listResultReadings(tx, given.applicationId);
  const completionState = await findCompletionState(tx, given.applicationId);
  return cards.map((card) => resultOfCard(card, readings, finalWindowOf(card.windowMonths, given.endsOn, given.now, completionState)));
}

/** Results of all frozen KPIs of a case for an actor who may see them. Throws not_found or not_allowed. */
export async function getKpiResults(ctx: Context, applicationId: string): Promise<KpiResult[]> {
  return withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    const evaluatorUserIds = ctx.actor.role === 'evaluator' && ctx.actor.userId ? [ctx.actor.userId] : [];
    // Row-level security shows an evaluator only the cases of the own score sheets.
    assertAllowed(canViewKpi(ctx.actor, { ...facts.subject, evaluatorUserIds }));
    return readKpiResults(tx, { applicationId, endsOn: facts.endsOn, now: ctx.now });
  });
}

/** The mean improvement and achievement of a firm; domain.md 4.3: simple means, zero baselines left out and counted. */
export function summariseKpis(results: readonly KpiResult[]): KpiSummary {
  const improvements = results.map((result) => result.improvementPercent).filter((value): value is number => value !== null);
  const achievements = results.map((result) => result.achievementPercent).filter((value): value is number => value !== null);
  return {
    improvementPercent: meanOf(improvements),
    achievementPercent: meanOf(achievements),
    counted: improvements.length,
    zeroBaseline: results.filter((result) => result.excluded === 'zero_baseline').length,
    withoutValue: results.filter((result) => result.after === null).length,
  };
}

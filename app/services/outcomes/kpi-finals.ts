import type { ReportedKpi } from '#app/domain/outcomes/completion-record.ts';
import { readKpiResults } from '#app/services/outcomes/get-kpi-results.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Final value of every KPI of a case with improvement and achievement in per cent; `final` is null where nothing final was measured. */
export async function listFinalKpis(tx: ActorTx, given: { applicationId: string; endsOn: string; now: Date }): Promise<ReportedKpi[]> {
  return (await readKpiResults(tx, given)).map((kpi) => ({
    cardId: kpi.cardId,
    code: kpi.code,
    name: kpi.name,
    unit: kpi.unit,
    better: kpi.better,
    decimals: kpi.decimals,
    baseline: kpi.baseline?.value ?? null,
    target: kpi.target,
    final: kpi.final?.value ?? null,
    source: kpi.final ? (kpi.final.source === 'entered' ? ('final' as const) : ('window' as const)) : null,
    improvementPercent: kpi.final ? kpi.improvementPercent : null,
    achievementPercent: kpi.final ? kpi.achievementPercent : null,
    worse: kpi.final !== null && kpi.worse,
  }));
}

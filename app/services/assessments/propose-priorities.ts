import { proposeAreas, type AreaKpis, type AreaPriority } from '#app/domain/plans/proposal.ts';
import areaKpis from '#db/seeds/roadmap-kpis.json' with { type: 'json' };
import { findSubmittedAnswers } from '#db/queries/case-facts.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import type { ActorTx } from '#db/transaction.ts';
import { levelsOf, type AssessmentFacts } from './assessment-facts.ts';
import { listIndicators } from './indicator-answers.ts';

/** KPIs of the programme that every firm reports, when it named none itself: a quality and a delivery figure. */
const DEFAULT_KPIS: readonly string[] = ['Q1', 'D1'];

/** Codes of the KPIs the firm chose: its cards, else the figures of its application, else quality and delivery. */
export async function listChosenKpis(tx: ActorTx, applicationId: string): Promise<string[]> {
  const cards = (await listCards(tx, applicationId)).filter((card) => card.state !== 'retired').map((card) => card.definitionCode);
  if (cards.length > 0) return [...new Set(cards)];
  const answered = listIndicators(await findSubmittedAnswers(tx, applicationId)).map((indicator) => indicator.kpi);
  return answered.length > 0 ? answered : [...DEFAULT_KPIS];
}

/** Areas in the order of weight × gap × 1.5 where a chosen KPI moves; the first four with a gap are proposed. */
export async function proposePriorities(tx: ActorTx, applicationId: string, current: AssessmentFacts, targets: Readonly<Record<string, number>> = {}): Promise<AreaPriority[]> {
  return proposeAreas(current.roadmap, {
    confirmed: levelsOf(current.answers, 'confirmedLevel'),
    targets: { ...dropNulls(levelsOf(current.answers, 'targetLevel')), ...targets },
    chosenKpis: await listChosenKpis(tx, applicationId),
    areaKpis: areaKpis as AreaKpis,
  });
}

function dropNulls(levels: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(Object.entries(levels).flatMap(([code, level]) => (level === null ? [] : [[code, level]])));
}

import { listMonths } from '#app/domain/calendar/civil-date.ts';
import { getKpiCards } from '#app/services/outcomes/list-kpi-cards.ts';
import { saveKpiCard } from '#app/services/outcomes/save-kpi-card.ts';
import { signCardsAsConsultant, signCardsAsFirm } from '#app/services/outcomes/sign-kpi-card.ts';
import { startKpiCards } from '#app/services/outcomes/start-kpi-cards.ts';
import { endorsePlan } from '#app/services/plans/endorse-plan.ts';
import { getPlanView } from '#app/services/plans/get-plan.ts';
import { saveTask, type TaskInput } from '#app/services/plans/save-task.ts';
import { signPlan } from '#app/services/plans/sign-plan.ts';
import { savePlanSummary, startPlan } from '#app/services/plans/start-plan.ts';
import type { AdmittedCase } from './case.ts';
import { contextOf } from './people.ts';

const NOW = '2026-10-13T01:00:00Z';

/** Cards as a signer sees them: id and version. */
export async function seenCards(given: AdmittedCase) {
  const { cards } = await getKpiCards(contextOf(given.officer.actor, NOW), given.applicationId);
  return cards.filter((card) => card.state === 'draft').map(({ id, version }) => ({ id, version }));
}

/** The proposed cards, filled with three months each (Q1 8 % → 5 %, D1 90 % → 97 %). */
export async function fillCards(given: AdmittedCase): Promise<void> {
  const ctx = contextOf(given.firm.representative.actor, NOW);
  await startKpiCards(ctx, given.applicationId);
  for (const card of (await getKpiCards(ctx, given.applicationId)).cards) {
    const isDefect = card.definitionCode === 'Q1';
    await saveKpiCard(ctx, {
      applicationId: given.applicationId, cardId: card.id, version: card.version, scope: 'Line 2', source: 'Daily report', method: '', fromMonth: '2026-07', windowMonths: 3,
      months: listMonths('2026-07', '2026-09').map((month, index) => ({ month, numerator: isDefect ? 80 + index : 90 - index, denominator: isDefect ? 1000 : 100 })),
      targetValue: isDefect ? 5 : 97,
    });
  }
}

/** Cards filled and signed by both sides. */
export async function coSignCards(given: AdmittedCase): Promise<void> {
  await fillCards(given);
  await signCardsAsFirm(contextOf(given.firm.representative.actor, NOW), { applicationId: given.applicationId, seen: await seenCards(given) });
  const seen = await seenCards(given);
  await signCardsAsConsultant(contextOf(given.consultant.actor, NOW), { applicationId: given.applicationId, seen, grades: Object.fromEntries(seen.map(({ id }) => [id, 'B' as const])) });
}

/** A complete task; overrides change it. */
export function taskInput(given: AdmittedCase, over: Partial<TaskInput> = {}): TaskInput {
  return {
    applicationId: given.applicationId, taskId: null, revision: 0, areaCode: 'A5', title: 'Defect log per process', description: 'Log sheets; photos', ownerName: 'Park', startMonth: '2026-11', endMonth: '2027-02',
    kpiCardId: null, expectedEffect: 'Fewer defects', budgetCategory: 'equipment', amountWon: 12_000_000, ownShareWon: 0, ...over,
  };
}

/** A draft plan of two complete tasks, 24 million won together. */
export async function draftPlan(given: AdmittedCase): Promise<void> {
  const ctx = contextOf(given.firm.representative.actor, NOW);
  await startPlan(ctx, given.applicationId);
  const { cards } = await getPlanView(ctx, given.applicationId);
  const cardOf = (code: string) => cards.find((card) => card.definitionCode === code)?.id ?? null;
  await saveTask(ctx, taskInput(given, { kpiCardId: cardOf('Q1') }));
  await saveTask(ctx, taskInput(given, { areaCode: 'A7', title: 'One schedule for orders', kpiCardId: cardOf('D1') }));
  await savePlanSummary(ctx, { applicationId: given.applicationId, summary: 'Quality first.' });
}

/** Version of the plan as the database has it now. */
export async function planVersion(given: AdmittedCase): Promise<number> {
  return (await getPlanView(contextOf(given.officer.actor, NOW), given.applicationId)).plan?.version ?? 0;
}

/** The plan signed, endorsed and with the officer. */
export async function submitPlan(given: AdmittedCase): Promise<void> {
  await signPlan(contextOf(given.firm.representative.actor, NOW), { applicationId: given.applicationId, version: await planVersion(given) });
  await endorsePlan(contextOf(given.consultant.actor, NOW), { applicationId: given.applicationId, version: await planVersion(given), opinion: 'Feasible.', risks: ['Operator turnover'] });
}

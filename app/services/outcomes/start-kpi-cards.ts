import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveKpiCard } from '#app/domain/outcomes/kpi-policy.ts';
import { familiesOf } from '#app/domain/outcomes/kpi-definition.ts';
import { baselineWindow, windowDates } from '#app/domain/outcomes/measurement-window.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { assertAllowed, getCaseFacts, type CaseFacts } from '#app/services/assessments/case-facts.ts';
import { findBaseAssessment, wasAgreed } from '#app/services/assessments/assessment-facts.ts';
import { listIndicators, type StatedIndicator } from '#app/services/assessments/indicator-answers.ts';
import { findSubmittedAnswers } from '#db/queries/case-facts.ts';
import { hasReadings } from '#db/queries/kpi-baselines.ts';
import { deleteDraftCard, insertCard, listCards, listDefinitions, type KpiDefinitionRow } from '#db/queries/kpi-cards.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** More cards than this nobody fills each month. */
export const CARDS_MAX = 8;

async function assertMayStart(tx: ActorTx, ctx: Context, facts: CaseFacts): Promise<void> {
  assertAllowed(canMoveKpiCard(ctx.actor, { ...facts.subject, state: null }, 'start'));
  if (!wasAgreed(await findBaseAssessment(tx, facts.applicationId))) throw new AppError('transition_not_allowed');
}

async function createCard(tx: ActorTx, ctx: Context, facts: CaseFacts, definition: KpiDefinitionRow, stated: StatedIndicator | undefined): Promise<string> {
  const id = uuidv7(ctx.now);
  const window = windowDates(baselineWindow(toSeoulDate(ctx.now), facts.settings.kpiWindowMonths));
  await insertCard(tx, {
    id, applicationId: facts.applicationId, firmId: facts.firmId, definition, scope: stated?.scope || null, source: stated?.source || null,
    windowMonths: facts.settings.kpiWindowMonths, baselineFrom: window.fromOn, baselineTo: window.toOn, targetOn: facts.endsOn, by: ctx.actor.userId, at: ctx.now,
  });
  await recordEvent(tx, ctx, {
    machine: 'kpi_card', subjectType: 'kpi_card', subjectId: id, applicationId: facts.applicationId, firmId: facts.firmId,
    action: 'start', to: 'draft', versionAfter: 1, payload: { definition: definition.code },
  });
  return id;
}

/**
 * Proposes the first cards of a case after the diagnosis: one for each figure of the application, and at least one for
 * quality and one for delivery. Does nothing when there are cards. Throws transition_not_allowed before the diagnosis is agreed.
 */
export async function startKpiCards(ctx: Context, applicationId: string): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    await assertMayStart(tx, ctx, facts);
    if ((await listCards(tx, applicationId)).length > 0) return;
    const definitions = await listDefinitions(tx);
    const stated = listIndicators(await findSubmittedAnswers(tx, applicationId));
    const chosen = definitions.filter((definition) => stated.some((indicator) => indicator.kpi === definition.code));
    for (const [family, code] of [['Q', 'Q1'], ['D', 'D1']] as const) {
      if (chosen.some((definition) => familiesOf(definition).includes(family))) continue;
      const standard = definitions.find((definition) => definition.code === code);
      if (standard) chosen.push(standard);
    }
    for (const definition of chosen) await createCard(tx, ctx, facts, definition, stated.find((indicator) => indicator.kpi === definition.code));
  });
}

/** Adds one more card from the catalogue. Throws invalid_input for an unknown or already chosen KPI, limit_exceeded. */
export async function addKpiCard(ctx: Context, input: { applicationId: string; code: string }): Promise<string> {
  return withActor(
    ctx,
    async (tx) => {
      const facts = await getCaseFacts(tx, input.applicationId);
      await assertMayStart(tx, ctx, facts);
      const cards = (await listCards(tx, facts.applicationId)).filter((card) => card.state !== 'retired');
      if (cards.some((card) => card.frozenAt !== null)) throw new AppError('transition_not_allowed');
      if (cards.length >= CARDS_MAX) throw new AppError('limit_exceeded');
      if (cards.some((card) => card.definitionCode === input.code)) throw new AppError('invalid_input', { fields: { code: ['plans.kpi.error.twice'] } });
      const definition = (await listDefinitions(tx)).find((row) => row.code === input.code);
      if (!definition) throw new AppError('invalid_input', { fields: { code: ['errors.field.choose'] } });
      const stated = listIndicators(await findSubmittedAnswers(tx, facts.applicationId)).find((indicator) => indicator.kpi === input.code);
      return createCard(tx, ctx, facts, definition, stated);
    },
    { operation: 'kpi_cards.add', content: input },
  );
}

/** The firm removes a draft card on which nothing was entered yet. Throws invalid_input when values hang on it. */
export async function removeKpiCard(ctx: Context, input: { applicationId: string; cardId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    assertAllowed(canMoveKpiCard(ctx.actor, { ...facts.subject, state: null }, 'start'));
    if (ctx.actor.role !== 'firm') throw new AppError('not_your_turn');
    const card = (await listCards(tx, facts.applicationId)).find((row) => row.id === input.cardId);
    if (!card) throw new AppError('not_found');
    if (await hasReadings(tx, card.id)) throw new AppError('invalid_input', { fields: { '': ['plans.kpi.error.has_values'] } });
    if (!(await deleteDraftCard(tx, card.id))) throw new AppError('not_your_turn');
    await recordEvent(tx, ctx, { subjectType: 'kpi_card', subjectId: card.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'remove', payload: { definition: card.definitionCode } });
  });
}

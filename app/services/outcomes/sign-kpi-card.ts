import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { kpiCardMachine } from '#app/domain/outcomes/kpi-card-machine.ts';
import { canMoveKpiCard } from '#app/domain/outcomes/kpi-policy.ts';
import { canSign } from '#app/domain/workflow/separation.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { assertAllowed, consultantPeople, firmPeople, getCaseFacts, officerPeople, promiseOn } from '#app/services/assessments/case-facts.ts';
import { listCards, setConsultantSignature, setFirmSignature, type KpiCardRow } from '#db/queries/kpi-cards.ts';
import { withActor } from '#db/transaction.ts';
import { cardGaps, missingFamilies } from './kpi-card-rules.ts';

/** Id and version of each card the signer has seen. */
export type SeenCards = readonly { readonly id: string; readonly version: number }[];

function assertSeen(cards: readonly KpiCardRow[], seen: SeenCards): void {
  if (cards.length !== seen.length || cards.some((card) => !seen.some((entry) => entry.id === card.id && entry.version === card.version))) throw new AppError('stale_version');
}

function assertComplete(all: readonly KpiCardRow[], signed: readonly KpiCardRow[]): void {
  if (signed.length === 0) throw new AppError('transition_not_allowed');
  const messages = signed.flatMap((card) => cardGaps(card).map((gap) => [`${card.id}.${gap.field}`, [gap.message]] as const));
  const missing = missingFamilies(all).map((family) => `plans.kpi.missing.${family}`);
  if (messages.length > 0 || missing.length > 0) throw new AppError('incomplete', { fields: { ...Object.fromEntries(messages), ...(missing.length > 0 ? { '': missing } : {}) } });
}

/** The representative signs all draft cards; the consultant is asked to sign next. Throws incomplete with what is missing, stale_version. */
export async function signCardsAsFirm(ctx: Context, input: { applicationId: string; seen: SeenCards }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    assertAllowed(canSign(ctx.actor.duty));
    assertAllowed(canMoveKpiCard(ctx.actor, { ...facts.subject, state: 'draft' }, 'co_sign'));
    const all = await listCards(tx, facts.applicationId);
    const cards = all.filter((card) => card.state === 'draft' && !card.firmSignedAt);
    assertSeen(cards, input.seen);
    assertComplete(all, cards);
    for (const card of cards) {
      await setFirmSignature(tx, card.id, { at: ctx.now, by: ctx.actor.userId });
      await recordEvent(tx, ctx, { subjectType: 'kpi_card', subjectId: card.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'firm_sign', payload: { version: card.version } });
    }
    await notify(tx, ctx, {
      kind: 'kpi_cards_to_sign', recipients: await consultantPeople(tx, facts), path: `/consultant/firms/${facts.applicationId}/kpis/cards`,
      values: { firmName: facts.firmName, count: cards.length }, subjectType: 'kpi_card', subjectId: cards[0]?.id ?? facts.applicationId, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}

/** The firm takes back its signature to change a card that the consultant has not signed yet. */
export async function withdrawCardSignature(ctx: Context, input: { applicationId: string; cardId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    assertAllowed(canMoveKpiCard(ctx.actor, { ...facts.subject, state: null }, 'start'));
    if (ctx.actor.role !== 'firm') throw new AppError('not_your_turn');
    const card = (await listCards(tx, facts.applicationId)).find((row) => row.id === input.cardId);
    if (!card) throw new AppError('not_found');
    if (card.state !== 'draft' || !card.firmSignedAt) throw new AppError('transition_not_allowed');
    await setFirmSignature(tx, card.id, null);
    await recordEvent(tx, ctx, { subjectType: 'kpi_card', subjectId: card.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'withdraw_signature' });
  });
}

/** The consultant asks the firm to change a signed card; nothing is changed, the firm is told what to look at. */
export async function remarkKpiCard(ctx: Context, input: { applicationId: string; cardId: string; remark: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    assertAllowed(canMoveKpiCard(ctx.actor, { ...facts.subject, state: 'draft' }, 'co_sign'));
    if (ctx.actor.role !== 'consultant') throw new AppError('not_your_turn');
    const card = (await listCards(tx, facts.applicationId)).find((row) => row.id === input.cardId);
    if (!card) throw new AppError('not_found');
    if (card.state !== 'draft') throw new AppError('transition_not_allowed');
    await recordEvent(tx, ctx, { subjectType: 'kpi_card', subjectId: card.id, applicationId: facts.applicationId, firmId: facts.firmId, action: 'remark', reason: input.remark.trim() });
    await notify(tx, ctx, {
      kind: 'kpi_card_remark', recipients: await firmPeople(tx, facts), path: '/firm/kpis/cards',
      values: { firmName: facts.firmName, consultantName: ctx.actor.name, reason: input.remark.trim() },
      subjectType: 'kpi_card', subjectId: card.id, applicationId: facts.applicationId, firmId: facts.firmId,
    });
  });
}

/** The consultant grades the evidence of each card that the firm signed and signs too; the cards are then co-signed. */
export async function signCardsAsConsultant(ctx: Context, input: { applicationId: string; seen: SeenCards; grades: Readonly<Record<string, 'A' | 'B' | 'C'>> }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, input.applicationId);
    if (ctx.actor.role !== 'consultant' || facts.consultant?.id !== ctx.actor.consultantId) throw new AppError('not_your_turn');
    const all = await listCards(tx, facts.applicationId);
    const cards = all.filter((card) => card.state === 'draft' && card.firmSignedAt);
    for (const card of cards) assertAllowed(canMoveKpiCard(ctx.actor, { ...facts.subject, state: card.state }, 'co_sign'));
    assertSeen(cards, input.seen);
    assertComplete(all, cards);
    const graded = cards.map((card) => ({ card, grade: input.grades[card.id] ?? card.baselineGrade }));
    const missing = graded.filter((entry) => entry.grade === null);
    if (missing.length > 0) throw new AppError('invalid_input', { fields: Object.fromEntries(missing.map(({ card }) => [`grade.${card.id}`, ['assessments.error.grade_missing']])) });
    for (const { card, grade } of graded) {
      if (grade === null) continue;
      await setConsultantSignature(tx, card.id, { at: ctx.now, by: ctx.actor.userId, grade });
      await moveState(tx, ctx, kpiCardMachine, {
        id: card.id, transition: 'co_sign', expectedVersion: card.version, applicationId: facts.applicationId, firmId: facts.firmId,
        payload: { definition: card.definitionCode, baseline: card.baselineValue, target: card.targetValue, grade },
      });
    }
    const message = {
      kind: 'kpi_card_signed', values: { firmName: facts.firmName, count: cards.length, dueOn: promiseOn(ctx, facts, 'planReview') },
      subjectType: 'kpi_card', subjectId: cards[0]?.id ?? facts.applicationId, applicationId: facts.applicationId, firmId: facts.firmId,
    };
    await notify(tx, ctx, { ...message, recipients: await firmPeople(tx, facts), path: '/firm/plan' });
    await notify(tx, ctx, { ...message, recipients: await officerPeople(tx, facts), path: `/officer/applications/${facts.applicationId}/plan` });
  });
}

import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveReading } from '#app/domain/outcomes/kpi-policy.ts';
import { assertAllowed, getCaseFacts, type CaseFacts } from '#app/services/assessments/case-facts.ts';
import { listCards, type KpiCardRow } from '#db/queries/kpi-cards.ts';
import { findReading, type ReadingRow } from '#db/queries/kpi-readings.ts';
import { findCaseOfCard } from '#db/queries/kpi-results.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A card with its case. */
export interface OpenCard {
  readonly card: KpiCardRow;
  readonly facts: CaseFacts;
}

/** Opens a card. Throws AppError not_found when there is none or the actor may not see it. */
export async function openCard(tx: ActorTx, cardId: string): Promise<OpenCard> {
  const applicationId = await findCaseOfCard(tx, cardId);
  if (!applicationId) throw new AppError('not_found');
  const facts = await getCaseFacts(tx, applicationId);
  const card = (await listCards(tx, applicationId)).find(({ id }) => id === cardId);
  if (!card) throw new AppError('not_found');
  return { card, facts };
}

/** Opens a reading for one transition by the actor. Throws not_found or the refusal of the policy (four_eyes, not_your_turn). */
export async function openReading(tx: ActorTx, ctx: Context, id: string, transition: string): Promise<OpenCard & { readonly reading: ReadingRow }> {
  const reading = await findReading(tx, id);
  if (!reading) throw new AppError('not_found');
  const opened = await openCard(tx, reading.cardId);
  assertAllowed(canMoveReading(ctx.actor, { ...opened.facts.subject, state: reading.state, recordedBy: reading.recordedBy }, transition));
  return { ...opened, reading };
}

import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addMonths } from '#app/domain/calendar/civil-date.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { canMoveVerification } from '#app/domain/outcomes/kpi-policy.ts';
import { verificationMachine } from '#app/domain/outcomes/verification-machine.ts';
import type { Verification } from '#app/domain/outcomes/verification-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findCompletion } from '#db/queries/completions.ts';
import { findVerification, insertVerification, listCardsToVerify, listVerifications, patchVerification } from '#db/queries/verifications.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** Plans one verification per frozen KPI card, after the months of the settings. For use inside another use-case. */
export async function scheduleVerifications(tx: ActorTx, ctx: Context, { head, rules }: OpenOutcomeCase): Promise<number> {
  const opensOn = addMonths(toSeoulDate(ctx.now), rules.settings.verificationAfterMonths);
  const cards = await listCardsToVerify(tx, head.id);
  for (const { cardId } of cards) {
    const id = uuidv7(ctx.now);
    await insertVerification(tx, { id, applicationId: head.id, firmId: head.firmId, cardId, opensOn, at: ctx.now });
    await recordEvent(tx, asSystem(ctx), { machine: 'verification', subjectType: 'verification', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'schedule', to: 'not_open', payload: { opensOn } });
  }
  return cards.length;
}

/**
 * Opens the verification window of all KPIs of a case; an officer may do so from the acceptance of the completion on.
 * Throws AppError not_allowed, transition_not_allowed before the acceptance, incomplete without a frozen KPI.
 */
export async function openVerification(ctx: Context, input: { applicationId: string }): Promise<{ opened: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, rules } = open;
      if (ctx.actor.duty !== 'officer' && ctx.actor.duty !== 'senior_officer') throw new AppError('not_allowed');
      const completion = await findCompletion(tx, head.id);
      if (completion?.state !== 'accepted') throw new AppError('transition_not_allowed');
      await scheduleVerifications(tx, ctx, open);
      const waiting = (await listVerifications(tx, head.id)).filter((entry) => entry.state === 'not_open');
      if (waiting.length === 0) throw new AppError('incomplete');
      const today = toSeoulDate(ctx.now);
      const dueOn = deadlineAfterDays(today, rules.settings.verificationAnswerDays, rules.holidays).dueOn;
      for (const entry of waiting) {
        await moveState(tx, asSystem(ctx), verificationMachine, { id: entry.id, transition: 'open_window', applicationId: head.id, firmId: head.firmId, payload: { dueOn, openedBy: ctx.actor.duty } });
        await patchVerification(tx, entry.id, { opens_on: today, due_on: dueOn });
      }
      await tellCase(tx, ctx, head, {
        kind: 'verification_open', to: ['firm', 'consultant'], values: { dueOn, count: waiting.length }, paths: { firm: paths.firmCompletion() }, subjectType: 'application', subjectId: head.id,
      });
      return { opened: waiting.length };
    },
    { operation: 'outcomes.open-verification', content: input },
  );
}

/** One verification of a case. Throws AppError not_found. */
export async function getVerification(tx: ActorTx, id: string): Promise<Verification> {
  const found = await findVerification(tx, id);
  if (!found) throw new AppError('not_found');
  return found;
}

/**
 * Sends the firm's present value of a KPI, as two counts for rates or as one value. The formula of the card computes it.
 * Throws AppError invalid_input (no value, denominator zero), not_your_turn, transition_not_allowed.
 */
export async function sendVerificationValue(ctx: Context, input: { verificationId: string; numerator: number | null; denominator: number | null; value: number | null }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const entry = await getVerification(tx, input.verificationId);
      const { head, subject } = await openOutcomeCase(tx, ctx, entry.applicationId);
      assertAllowed(canMoveVerification(ctx.actor, { ...subject, state: entry.state }, 'send_readings'));
      const { numerator, denominator } = input;
      if (denominator === 0) throw new AppError('invalid_input', { fields: { denominator: ['settlements.verification.denominator_zero'] } });
      const value = numerator !== null && denominator !== null ? Math.round((numerator / denominator) * entry.factor * 10_000) / 10_000 : input.value;
      if (value === null || !Number.isFinite(value)) throw new AppError('invalid_input', { fields: { value: ['errors.field.required'] } });
      await moveState(tx, ctx, verificationMachine, { id: entry.id, transition: 'send_readings', applicationId: head.id, firmId: head.firmId, payload: { value } });
      await patchVerification(tx, entry.id, { stated_value: String(value), numerator: numerator === null ? null : String(numerator), denominator: denominator === null ? null : String(denominator) });
      await tellCase(tx, ctx, head, { kind: 'verification_value', to: ['officers'], subjectType: 'verification', subjectId: entry.id });
    },
    { operation: 'outcomes.send-verification', content: input },
  );
}

/** Answers an officer's question about a value. Throws AppError not_your_turn, transition_not_allowed. */
export async function answerVerification(ctx: Context, input: { verificationId: string; answer: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const entry = await getVerification(tx, input.verificationId);
      const { head, subject } = await openOutcomeCase(tx, ctx, entry.applicationId);
      assertAllowed(canMoveVerification(ctx.actor, { ...subject, state: entry.state }, 'answer'));
      await moveState(tx, ctx, verificationMachine, { id: entry.id, transition: 'answer', applicationId: head.id, firmId: head.firmId });
      await patchVerification(tx, entry.id, { answers: [...entry.answers, input.answer.trim()] });
      await tellCase(tx, ctx, head, { kind: 'verification_value', to: ['officers'], subjectType: 'verification', subjectId: entry.id });
    },
    { operation: 'outcomes.answer-verification', content: input },
  );
}

/** Disputes a verified value, within the days of the settings after it was set. Throws AppError expired, reason_required, not_your_turn. */
export async function disputeVerification(ctx: Context, input: { verificationId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const entry = await getVerification(tx, input.verificationId);
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, entry.applicationId);
      assertAllowed(canMoveVerification(ctx.actor, { ...subject, state: entry.state }, 'dispute'));
      const until = entry.reviewedAt ? deadlineAfterDays(toSeoulDate(entry.reviewedAt), rules.settings.objectionDays, rules.holidays).dueOn : null;
      if (until && toSeoulDate(ctx.now) > until) throw new AppError('expired');
      await moveState(tx, ctx, verificationMachine, { id: entry.id, transition: 'dispute', reason: input.reason, applicationId: head.id, firmId: head.firmId });
      await patchVerification(tx, entry.id, { dispute_text: input.reason.trim() });
      await tellCase(tx, ctx, head, { kind: 'verification_disputed', to: ['senior_officers'], subjectType: 'verification', subjectId: entry.id });
    },
    { operation: 'outcomes.dispute-verification', content: input },
  );
}

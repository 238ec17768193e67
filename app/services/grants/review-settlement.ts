import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { canMoveSettlement, canPrepareSettlement, canReviewSettlement } from '#app/domain/grants/settlement-policy.ts';
import { checkSettlementLines, disallowanceCodes, settle, type DisallowanceCode, type SettlementResult } from '#app/domain/grants/settlement.ts';
import type { SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import type { CaseAgreement } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { getSettlement, matchSettlement } from '#app/services/grants/submit-settlement.ts';
import { agreementOf, openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listSettlementLines, patchSettlement, patchSettlementLine } from '#db/queries/settlements.ts';
import { withActor } from '#db/transaction.ts';

/** Takes a sent settlement up for review; matches its lines when that did not happen yet. Throws AppError four_eyes (advised the firm), not_your_turn. */
export async function startSettlementReview(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
    if (subject.advisorUserIds.includes(userIdOf(ctx))) throw new AppError('four_eyes');
    let settlement = await getSettlement(tx, head.id);
    if (settlement.state === 'submitted') {
      await matchSettlement(tx, ctx, { applicationId: head.id, settlementId: settlement.id });
      settlement = await getSettlement(tx, head.id);
    }
    assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'hand_over'));
    await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'hand_over', applicationId: head.id, firmId: head.firmId });
  });
}

export interface LineVerdict {
  readonly lineId: string;
  readonly allowedWon: number | null;
  readonly code: DisallowanceCode | null;
  readonly query: string;
}

/**
 * Keeps the verdicts on lines: the accepted amount in won, and a code where it is less than claimed.
 * Throws AppError invalid_input beside the line, not_your_turn (only during the review).
 */
export async function judgeLines(ctx: Context, input: { applicationId: string; lines: readonly LineVerdict[] }): Promise<{ judged: number }> {
  return withActor(ctx, async (tx) => {
    const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
    const settlement = await getSettlement(tx, head.id);
    assertAllowed(canReviewSettlement(ctx.actor, { ...subject, state: settlement.state }));
    const known = new Map((await listSettlementLines(tx, settlement.id)).map((line) => [line.id, line]));
    const fields: FieldErrors = {};
    input.lines.forEach((verdict, index) => {
      const line = known.get(verdict.lineId);
      if (!line) throw new AppError('not_found');
      if (verdict.allowedWon !== null && verdict.allowedWon > line.amountWon) fields[`lines[${index}].allowedWon`] = ['settlements.review.above_claim'];
      else if (verdict.allowedWon !== null && verdict.allowedWon < line.amountWon && !verdict.code) fields[`lines[${index}].code`] = ['settlements.review.code_missing'];
    });
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
    for (const verdict of input.lines) {
      const full = verdict.allowedWon !== null && verdict.allowedWon === known.get(verdict.lineId)?.amountWon;
      await patchSettlementLine(tx, settlement.id, verdict.lineId, { allowed_won: verdict.allowedWon, disallow_code: full ? null : verdict.code, query_text: verdict.query.trim() || null });
    }
    await recordEvent(tx, ctx, {
      subjectType: 'settlement', subjectId: settlement.id, applicationId: head.id, firmId: head.firmId, action: 'judge_lines',
      payload: { lines: input.lines.map((verdict) => ({ id: verdict.lineId, allowedWon: verdict.allowedWon, code: verdict.code })) },
    });
    return { judged: input.lines.length };
  });
}

/** Asks the firm about the lines that carry a question; one round. Throws AppError invalid_input without a question, reason_required, limit_exceeded for a second round. */
export async function querySettlement(ctx: Context, input: { applicationId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'query'));
      const lines = await listSettlementLines(tx, settlement.id);
      if (lines.some((line) => line.answer)) throw new AppError('limit_exceeded');
      if (!lines.some((line) => line.query)) throw new AppError('invalid_input', { fields: { reason: ['settlements.review.query_missing'] } });
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'query', reason: input.reason, applicationId: head.id, firmId: head.firmId });
      const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.opinionDays, rules.holidays).dueOn;
      await patchSettlement(tx, settlement.id, { due_on: dueOn });
      await tellCase(tx, ctx, head, { kind: 'settlement_queried', to: ['firm'], values: { dueOn, count: lines.filter((line) => line.query).length }, paths: { firm: paths.firmSettlement() }, subjectType: 'settlement', subjectId: settlement.id });
    },
    { operation: 'grants.query-settlement', content: input },
  );
}

/** Answers the questions on lines. Throws AppError invalid_input for a question without an answer, not_your_turn. */
export async function answerSettlementQueries(ctx: Context, input: { applicationId: string; answers: readonly { lineId: string; answer: string }[] }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canPrepareSettlement(ctx.actor, { ...subject, state: settlement.state }));
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'answer'));
      const given = new Map(input.answers.map((entry) => [entry.lineId, entry.answer.trim()]));
      const asked = (await listSettlementLines(tx, settlement.id)).filter((line) => line.query);
      const fields: FieldErrors = {};
      asked.forEach((line, index) => {
        if (!given.get(line.id)) fields[`answers[${index}].answer`] = ['errors.field.required'];
      });
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      for (const line of asked) await patchSettlementLine(tx, settlement.id, line.id, { answer_text: given.get(line.id) ?? null });
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'answer', applicationId: head.id, firmId: head.firmId });
      await tellCase(tx, ctx, head, { kind: 'settlement_answered', to: ['officers'], paths: { officer: paths.officerSettlement(head.id) }, subjectType: 'settlement', subjectId: settlement.id });
    },
    { operation: 'grants.answer-settlement', content: input },
  );
}

/** The result of a settlement from its judged lines; amounts in won. */
export function computeSettlement(lines: readonly SettlementLineRow[], agreement: CaseAgreement, interestWon: number): SettlementResult {
  return settle({
    lines: lines.map((line) => ({ id: line.id, claimedWon: line.amountWon, allowedWon: line.allowedWon ?? 0, code: line.code })),
    agreedGrantWon: agreement.amountWon,
    agreedOwnShareWon: agreement.ownShareWon,
    paidWon: agreement.paidWon - agreement.returnedWon,
    interestEarnedWon: interestWon,
  });
}

/** Columns of a settlement that hold its result. */
export function resultColumns(result: SettlementResult) {
  return { spent_won: result.claimedWon, allowed_won: result.allowedGrantWon, disallowed_won: result.disallowedWon, own_share_won: result.ownShareWon, refund_won: result.refundDueWon, statement: result };
}

/**
 * Sends the draft result to the firm, which has the days of the settings to object. Throws AppError incomplete while a line has no
 * verdict, invalid_input for an impossible one, four_eyes, not_your_turn.
 */
export async function draftSettlement(ctx: Context, input: { applicationId: string }): Promise<{ result: SettlementResult }> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'draft_result'));
      const userId = userIdOf(ctx);
      if (subject.advisorUserIds.includes(userId)) throw new AppError('four_eyes');
      const lines = await listSettlementLines(tx, settlement.id);
      if (lines.some((line) => line.allowedWon === null)) throw new AppError('incomplete');
      const wrong = checkSettlementLines(lines.map((line) => ({ id: line.id, claimedWon: line.amountWon, allowedWon: line.allowedWon ?? 0, code: line.code })));
      if (wrong.length > 0) throw new AppError('invalid_input', { fields: { '': ['settlements.review.code_missing'] } });
      const result = computeSettlement(lines, agreementOf(head), settlement.interestWon);
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'draft_result', applicationId: head.id, firmId: head.firmId, payload: { ...result } });
      const until = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.objectionDays, rules.holidays).dueOn;
      await patchSettlement(tx, settlement.id, { ...resultColumns(result), reviewed_by: userId, objection_until: until });
      await tellCase(tx, ctx, head, { kind: 'settlement_draft', to: ['firm'], values: { amount: result.allowedGrantWon, dueOn: until }, paths: { firm: paths.firmSettlement() }, subjectType: 'settlement', subjectId: settlement.id });
      return { result };
    },
    { operation: 'grants.draft-settlement', content: input },
  );
}

/** Whether a text is a code of disallowance. */
export function isDisallowanceCode(text: string): text is DisallowanceCode {
  return (disallowanceCodes as readonly string[]).includes(text);
}

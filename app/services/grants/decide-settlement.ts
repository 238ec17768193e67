import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { canMoveSettlement } from '#app/domain/grants/settlement-policy.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { computeSettlement, resultColumns, type LineVerdict } from '#app/services/grants/review-settlement.ts';
import { bookFinalResult } from '#app/services/grants/settlement-postings.ts';
import { getSettlement } from '#app/services/grants/submit-settlement.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { agreementOf, openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { listSettlementLines, patchSettlement, patchSettlementLine } from '#db/queries/settlements.ts';
import { asWorker, withActor } from '#db/transaction.ts';

/** Objects to the draft result, line by line, until its last day. Throws AppError expired, invalid_input without a line, reason_required, not_your_turn. */
export async function objectToSettlement(ctx: Context, input: { applicationId: string; text: string; lines: readonly { lineId: string; text: string }[] }): Promise<void> {
  const lines = input.lines.map((line) => ({ lineId: line.lineId, text: line.text.trim() })).filter((line) => line.text !== '');
  if (lines.length === 0) throw new AppError('invalid_input', { fields: { text: ['settlements.objection.line_missing'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'object'));
      if (settlement.objectionUntil && toSeoulDate(ctx.now) > settlement.objectionUntil) throw new AppError('expired');
      const known = new Set((await listSettlementLines(tx, settlement.id)).map((line) => line.id));
      if (lines.some((line) => !known.has(line.lineId))) throw new AppError('not_found');
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'object', reason: input.text, applicationId: head.id, firmId: head.firmId, payload: { lines: lines.map((line) => line.lineId) } });
      await patchSettlement(tx, settlement.id, { objection: { text: input.text.trim(), lines } });
      await tellCase(tx, ctx, head, { kind: 'settlement_objected', to: ['senior_officers', 'officers'], paths: { officer: paths.officerSettlement(head.id) }, subjectType: 'settlement', subjectId: settlement.id });
    },
    { operation: 'grants.object-settlement', content: input },
  );
}

/** Accepts the draft result for the firm; it becomes final and what follows is booked. Throws AppError not_your_turn, not_allowed. */
export async function acceptSettlementResult(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'accept_result'));
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'accept_result', applicationId: head.id, firmId: head.firmId });
    },
    { operation: 'grants.accept-settlement', content: input },
  );
  // The ledger is not the firm's to write: booking is a step of the system, and closing does it again if it did not happen.
  await asWorker((tx) => bookAccepted(tx, ctx, input.applicationId), ctx.requestId);
}

async function bookAccepted(tx: Parameters<typeof getSettlement>[0], ctx: Context, applicationId: string): Promise<void> {
  const system = systemContext(ctx.now, ctx.requestId);
  const settlement = await getSettlement(tx, applicationId);
  if (settlement.state !== 'final' || settlement.finalAt) return;
  await patchSettlement(tx, settlement.id, { final_at: ctx.now });
  await bookFinalResult(tx, system, await openOutcomeCase(tx, system, applicationId));
}

/**
 * Makes a draft result final after the objection days, by a senior officer who did not review it.
 * Throws AppError four_eyes, window_closed while the firm may still object, not_your_turn.
 */
export async function finaliseSettlement(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, subject } = open;
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state, draftedBy: settlement.reviewedBy }, 'finalise'));
      assertAllowed(isOtherPerson(ctx.actor.userId, [settlement.reviewedBy]));
      if (settlement.objectionUntil && toSeoulDate(ctx.now) <= settlement.objectionUntil) throw new AppError('window_closed', { fields: { '': ['settlements.decide.objection_open'] } });
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'finalise', applicationId: head.id, firmId: head.firmId });
      await patchSettlement(tx, settlement.id, { decided_by: userIdOf(ctx), final_at: ctx.now });
      await bookFinalResult(tx, ctx, open);
    },
    { operation: 'grants.finalise-settlement', content: input },
  );
}

/**
 * Decides an objection with an accepted amount and a reason for each line the firm named; the new result is final.
 * Throws AppError four_eyes (the reviewer), reason_required, invalid_input beside the line, not_your_turn.
 */
export async function decideObjection(ctx: Context, input: { applicationId: string; reason: string; lines: readonly LineVerdict[] }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, subject } = open;
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state, draftedBy: settlement.reviewedBy }, 'decide_objection'));
      const known = new Map((await listSettlementLines(tx, settlement.id)).map((line) => [line.id, line]));
      const named = settlement.objection?.lines ?? [];
      const given = new Map(input.lines.map((verdict) => [verdict.lineId, verdict]));
      const fields: FieldErrors = {};
      named.forEach((entry, index) => {
        const verdict = given.get(entry.lineId);
        const line = known.get(entry.lineId);
        if (!verdict || verdict.allowedWon === null || !line) fields[`lines[${index}].allowedWon`] = ['errors.field.required'];
        else if (verdict.allowedWon > line.amountWon) fields[`lines[${index}].allowedWon`] = ['settlements.review.above_claim'];
        else if (verdict.allowedWon < line.amountWon && !verdict.code) fields[`lines[${index}].code`] = ['settlements.review.code_missing'];
        else if (!verdict.query.trim()) fields[`lines[${index}].query`] = ['errors.reason_required'];
      });
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      for (const { lineId } of named) {
        const verdict = given.get(lineId);
        if (!verdict) continue;
        const full = verdict.allowedWon === known.get(lineId)?.amountWon;
        await patchSettlementLine(tx, settlement.id, lineId, { allowed_won: verdict.allowedWon, disallow_code: full ? null : verdict.code, query_text: verdict.query.trim() });
      }
      const result = computeSettlement(await listSettlementLines(tx, settlement.id), agreementOf(head), settlement.interestWon);
      await moveState(tx, ctx, settlementMachine, {
        id: settlement.id, transition: 'decide_objection', reason: input.reason, applicationId: head.id, firmId: head.firmId,
        payload: { before: settlement.statement, after: result, lines: named.map(({ lineId }) => ({ lineId, allowedWon: given.get(lineId)?.allowedWon ?? null, reason: given.get(lineId)?.query ?? '' })) },
      });
      await patchSettlement(tx, settlement.id, { ...resultColumns(result), decided_by: userIdOf(ctx), final_at: ctx.now });
      await bookFinalResult(tx, ctx, open);
    },
    { operation: 'grants.decide-objection', content: input },
  );
}

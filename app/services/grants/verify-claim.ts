import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { canMovePayment } from '#app/domain/grants/payment-policy.ts';
import { disallowanceCodes, type DisallowanceCode } from '#app/domain/grants/settlement.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { judgeClaimLine, listClaimLines } from '#db/queries/claim-lines.ts';
import { patchTranche } from '#db/queries/tranches.ts';
import { withActor } from '#db/transaction.ts';
import { takePayment } from './payment-case.ts';
import { tellGrant } from './tell-grant.ts';

export interface LineQuery {
  readonly lineId: string;
  readonly text: string;
}

/** Sends a payment request back with questions about single lines; the clock is the firm's until it answers. */
export async function queryClaim(ctx: Context, input: { trancheId: string; queries: readonly LineQuery[]; reason: string }): Promise<{ dueOn: string }> {
  const queries = input.queries.filter((query) => query.text.trim() !== '');
  if (queries.length === 0) throw new AppError('invalid_input', { fields: { '': ['grants.verify.no_query'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, settings, rules, payment } = await takePayment(tx, ctx, input.trancheId);
      assertAllowed(canMovePayment(ctx.actor, payment, 'query'));
      const lines = await listClaimLines(tx, tranche.id);
      const asked = new Map(queries.map((query) => [query.lineId, query.text.trim()]));
      if ([...asked.keys()].some((id) => !lines.some((line) => line.id === id))) throw new AppError('not_found');
      for (const line of lines) await judgeClaimLine(tx, tranche.id, line.id, { queryText: asked.get(line.id) ?? null });
      const text = input.reason.trim() || [...asked.values()].join('\n');
      await patchTranche(tx, tranche.id, { queries: [...tranche.queries, { kind: 'query', text, by: userIdOf(ctx), byName: ctx.actor.name, at: ctx.now.toISOString() }] });
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'query', reason: text, applicationId: head.id, firmId: head.firmId, payload: { lines: asked.size } });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.correctionAnswer, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'tranche_queried', ['firm'], { page: 'payment', trancheId: tranche.id }, { amount: tranche.requestedWon ?? 0, dueOn, reason: text });
      return { dueOn };
    },
    { operation: 'payments.query', content: input },
  );
}

export interface LineVerdict {
  readonly lineId: string;
  readonly allowedWon: number;
  /** Why less than the requested amount is allowed. */
  readonly code: string | null;
}

/**
 * An officer allows each line in full, in part or not at all, each reduction with a code. Throws invalid_input beside the
 * lines without verdict, above the request or without code.
 */
export async function verifyClaim(ctx: Context, input: { trancheId: string; verdicts: readonly LineVerdict[] }): Promise<{ verifiedWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, payment } = await takePayment(tx, ctx, input.trancheId);
      assertAllowed(canMovePayment(ctx.actor, payment, 'verify'));
      const lines = await listClaimLines(tx, tranche.id);
      const fields: Record<string, string[]> = {};
      let verifiedWon = 0;
      for (const [index, line] of lines.entries()) {
        const verdict = input.verdicts.find((candidate) => candidate.lineId === line.id);
        if (!verdict) fields[`verdicts[${index}].allowedWon`] = ['errors.field.required'];
        else if (verdict.allowedWon < 0 || verdict.allowedWon > line.amountWon) fields[`verdicts[${index}].allowedWon`] = [encodeMessage('grants.verify.above_line', { max: line.amountWon })];
        else if (verdict.allowedWon < line.amountWon && !isCode(verdict.code)) fields[`verdicts[${index}].code`] = ['grants.verify.code_missing'];
        else verifiedWon += verdict.allowedWon;
      }
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      if (verifiedWon <= 0) throw new AppError('invalid_input', { fields: { '': ['grants.verify.nothing_allowed'] } });
      for (const verdict of input.verdicts) {
        const line = lines.find((candidate) => candidate.id === verdict.lineId);
        if (!line) throw new AppError('not_found');
        await judgeClaimLine(tx, tranche.id, line.id, { allowedWon: verdict.allowedWon, disallowCode: verdict.allowedWon < line.amountWon ? verdict.code : null });
      }
      await patchTranche(tx, tranche.id, { verifiedWon, verifiedBy: userIdOf(ctx), verifiedAt: ctx.now });
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'verify', applicationId: head.id, firmId: head.firmId, payload: { verifiedWon, requestedWon: tranche.requestedWon } });
      return { verifiedWon };
    },
    { operation: 'payments.verify', content: input },
  );
}

function isCode(code: string | null): code is DisallowanceCode {
  return code !== null && (disallowanceCodes as readonly string[]).includes(code);
}

/** An officer recommends a verified payment to the senior officer; who verified stays the proposer. */
export async function recommendPayment(ctx: Context, input: { trancheId: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { tranche, head, settings, rules, payment } = await takePayment(tx, ctx, input.trancheId);
      assertAllowed(canMovePayment(ctx.actor, payment, 'recommend'));
      await moveState(tx, ctx, trancheMachine, { id: tranche.id, transition: 'recommend', applicationId: head.id, firmId: head.firmId, payload: { verifiedWon: tranche.verifiedWon } });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.claimCheck, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'tranche_verified', ['seniors'], { page: 'payment', trancheId: tranche.id }, { amount: tranche.verifiedWon ?? 0, dueOn });
      return null;
    },
    { operation: 'payments.recommend', content: input },
  );
}

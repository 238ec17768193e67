import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { allocationLines, contributionLines } from '#app/domain/grants/ledger.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { postTransfer } from '#app/services/grants/post-transfer.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findContributionUse, insertContribution, lockContribution, takePledge, takeReceived, type ContributionUse } from '#db/queries/contributions.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

export interface PledgeInput {
  readonly organisationId: string;
  readonly programmeYearId: string;
  readonly pledgedWon: number;
  readonly use: ContributionUse;
  readonly purpose: string;
  readonly signedOn: string;
}

function assertKeeper(ctx: Context): void {
  if (ctx.actor.duty !== 'officer' && ctx.actor.duty !== 'finance_officer') throw new AppError('not_allowed');
}

/** Records a pledge of a contributor for a programme year. All pledges of one contributor in a year serve the same use. */
export async function pledgeContribution(ctx: Context, input: PledgeInput): Promise<{ contributionId: string }> {
  assertKeeper(ctx);
  const fields: Record<string, string[]> = {};
  if (!Number.isSafeInteger(input.pledgedWon) || input.pledgedWon <= 0) fields['pledgedWon'] = ['answers.claim.line_amount'];
  if (input.signedOn > toSeoulDate(ctx.now)) fields['signedOn'] = ['grants.pay.date_future'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  return withActor(
    ctx,
    async (tx) => {
      const use = await findContributionUse(tx, input.organisationId, input.programmeYearId);
      if (use !== null && use !== input.use) throw new AppError('invalid_input', { fields: { use: ['grants.ledger.use_differs'] } });
      const contributionId = uuidv7(ctx.now);
      await insertContribution(tx, { id: contributionId, organisationId: input.organisationId, programmeYearId: input.programmeYearId, pledgedWon: input.pledgedWon, use: input.use, purpose: input.purpose.trim() || null, signedOn: input.signedOn, createdBy: userIdOf(ctx) });
      await recordEvent(tx, ctx, { subjectType: 'contribution', subjectId: contributionId, action: 'pledge', payload: { organisationId: input.organisationId, programmeYearId: input.programmeYearId, pledgedWon: input.pledgedWon, use: input.use } });
      return { contributionId };
    },
    { operation: 'contributions.pledge', content: input },
  );
}

export interface ContributionInput {
  readonly contributionId: string;
  readonly amountWon: number;
  /** Reference of the bank for the money that came in. */
  readonly reference: string;
  /** Gives the money to the programme year at once. */
  readonly allocate: boolean;
}

/**
 * Records money that a contributor paid in: outside → its earmark, and with `allocate` on to the programme year, where
 * grants draw from it. Throws invalid_input when it exceeds the pledge. The same reference is booked once.
 */
export async function recordContribution(ctx: Context, input: ContributionInput): Promise<{ receivedWon: number }> {
  assertKeeper(ctx);
  const reference = input.reference.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!/^[0-9A-Z-]{4,40}$/.test(reference)) throw new AppError('invalid_input', { fields: { reference: ['grants.pay.reference_invalid'] } });
  return withActor(
    ctx,
    async (tx) => {
      const contribution = await lockContribution(tx, input.contributionId);
      if (!contribution) throw new AppError('not_found');
      const restWon = contribution.pledgedWon - contribution.receivedWon;
      if (input.amountWon <= 0 || !(await takePledge(tx, contribution.id, input.amountWon))) throw new AppError('invalid_input', { fields: { amountWon: [encodeMessage('grants.ledger.above_pledge', { max: restWon })] } });
      const pool = { programmeYearId: contribution.programmeYearId, organisationId: contribution.organisationId };
      const { posted } = await postTransfer(tx, ctx, {
        kind: 'contribution',
        key: `contribution:${contribution.id}:${reference}`,
        programmeYearId: contribution.programmeYearId,
        memo: reference,
        lines: contributionLines(pool, input.amountWon),
      });
      if (!posted) throw new AppError('invalid_input', { fields: { reference: ['grants.pay.reference_used'] } });
      if (input.allocate) await moveToYear(tx, ctx, contribution, input.amountWon, `allocation:${contribution.id}:${reference}`);
      await recordEvent(tx, ctx, { subjectType: 'contribution', subjectId: contribution.id, action: 'receive', payload: { amountWon: input.amountWon, reference, allocated: input.allocate } });
      return { receivedWon: contribution.receivedWon + input.amountWon };
    },
    { operation: 'contributions.receive', content: input },
  );
}

/** Gives money that a contributor paid in earlier to the programme year. Throws invalid_input when less is left. */
export async function allocateContribution(ctx: Context, input: { contributionId: string; amountWon: number }): Promise<{ allocatedWon: number }> {
  assertKeeper(ctx);
  return withActor(
    ctx,
    async (tx) => {
      const contribution = await lockContribution(tx, input.contributionId);
      if (!contribution) throw new AppError('not_found');
      if (input.amountWon <= 0) throw new AppError('invalid_input', { fields: { amountWon: ['answers.claim.line_amount'] } });
      await moveToYear(tx, ctx, contribution, input.amountWon, `allocation:${contribution.id}:${contribution.allocatedWon}`);
      await recordEvent(tx, ctx, { subjectType: 'contribution', subjectId: contribution.id, action: 'allocate', payload: { amountWon: input.amountWon } });
      return { allocatedWon: contribution.allocatedWon + input.amountWon };
    },
    { operation: 'contributions.allocate', content: input },
  );
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockContribution>>>;

async function moveToYear(tx: Parameters<typeof lockContribution>[0], ctx: Context, contribution: Locked, amountWon: number, key: string): Promise<void> {
  if (!(await takeReceived(tx, contribution.id, amountWon))) {
    throw new AppError('invalid_input', { fields: { amountWon: [encodeMessage('grants.ledger.above_received', { max: contribution.receivedWon - contribution.allocatedWon })] } });
  }
  const pool = { programmeYearId: contribution.programmeYearId, organisationId: contribution.organisationId };
  await postTransfer(tx, ctx, { kind: 'allocation', key, programmeYearId: contribution.programmeYearId, lines: allocationLines(pool, amountWon) });
}

import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { findOverlappingVisit, type VisitLine } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

interface Range {
  readonly consultantId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly exceptId: string | null;
}

/** Throws AppError overlap with the time of the other visit when the consultant has one then. */
export async function assertNoOverlap(tx: ActorTx, range: Range): Promise<void> {
  const other = await findOverlappingVisit(tx, range);
  if (other) throw overlapWith(other);
}

function overlapWith(other: VisitLine): AppError {
  const values = { firmName: other.firmName ?? '-', visitOn: other.visitOn, from: toSeoulTime(other.startsAt), to: toSeoulTime(other.endsAt) };
  return new AppError('overlap', { fields: { startTime: [encodeMessage('visits.error.overlap', values)] }, details: values });
}

/**
 * Throws AppError overlap when a planned time is taken: the consultant reads by which visit, the firm only that the
 * consultant is busy, since it does not see the visits at other firms.
 */
export async function assertFreeTime(tx: ActorTx, range: Range, isConsultant: boolean): Promise<void> {
  const other = await findOverlappingVisit(tx, range);
  if (other) throw isConsultant ? overlapWith(other) : consultantBusy();
}

/** The refusal of a planned time, for a firm. */
export function consultantBusy(): AppError {
  return new AppError('overlap', { fields: { startTime: ['visits.error.consultant_busy'] } });
}

/** The refusal for days beyond the agreement, beside a field; `leftHalf` in half days. */
export function overBudget(leftHalf: number, field = 'manDays'): AppError {
  return new AppError('limit_exceeded', { fields: { [field]: [encodeMessage('visits.error.over_budget', { left: leftHalf / 2 })] } });
}

/** Name of the constraint a database error speaks of. */
export function constraintOf(error: unknown): string | null {
  const constraint = (error as { constraint?: unknown } | null)?.constraint;
  return typeof constraint === 'string' ? constraint : null;
}

/** Whether an error says for certain that nothing was written; after a lost answer the commit may have arrived. */
export function wroteNothing(error: unknown): boolean {
  return error instanceof AppError || constraintOf(error) !== null;
}

/** Puts the refusal of the exclusion constraint into the words of the check that came too early to see the other visit. */
export async function explainOverlap(ctx: Context, error: unknown, range: () => Range): Promise<never> {
  if (constraintOf(error) !== 'visit_no_overlap') throw error;
  if (ctx.actor.role === 'firm') throw consultantBusy();
  await withActor(ctx, (tx) => assertNoOverlap(tx, range()));
  throw new AppError('overlap', { cause: error });
}

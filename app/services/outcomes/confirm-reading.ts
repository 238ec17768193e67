import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { EvidenceGrade } from '#app/domain/outcomes/aggregate.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { markReadingConfirmed, setReadingGrade } from '#db/queries/kpi-readings.ts';
import { withActor } from '#db/transaction.ts';
import { flagReading } from './flag-readings.ts';
import { openReading } from './open-card.ts';

export interface ReadingConfirmation {
  readonly readingId: string;
  readonly version: number;
  /** Grade of the evidence; the consultant names it for a final value. */
  readonly grade: EvidenceGrade | null;
}

/**
 * A second person confirms a value: the consultant, or a member of the firm who did not write it. A value that is odd and
 * not explained is flagged at once. Throws four_eyes, not_your_turn, stale_version.
 */
export async function confirmReading(ctx: Context, given: ReadingConfirmation): Promise<{ readingId: string; flagged: boolean }> {
  return withActor(
    ctx,
    async (tx) => {
      const { reading, facts } = await openReading(tx, ctx, given.readingId, 'confirm');
      const byConsultant = ctx.actor.role === 'consultant';
      if (byConsultant && reading.kind === 'final' && given.grade === null) throw new AppError('invalid_input', { fields: { grade: ['errors.field.choose'] } });
      await moveState(tx, ctx, readingMachine, {
        id: reading.id,
        transition: 'confirm',
        expectedVersion: given.version,
        applicationId: reading.applicationId,
        firmId: reading.firmId,
        payload: { month: reading.month, value: reading.value, grade: byConsultant ? given.grade : null },
      });
      await markReadingConfirmed(tx, reading.id, ctx.actor.userId, ctx.now);
      if (byConsultant && given.grade) await setReadingGrade(tx, reading.id, given.grade);
      await flagReading(tx, ctx, { ...reading, firmName: facts.firmName });
      return { readingId: reading.id, flagged: reading.flagRule !== null && !reading.explanation };
    },
    { operation: 'outcomes.confirm-reading', content: given },
  );
}

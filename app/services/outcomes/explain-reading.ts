import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import { paths } from '#app/http/paths.ts';
import { officerPeople } from '#app/services/assessments/case-facts.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { setReadingExplanation } from '#db/queries/kpi-readings.ts';
import { withActor } from '#db/transaction.ts';
import { openReading } from './open-card.ts';

export interface ReadingExplanation {
  readonly readingId: string;
  readonly version: number;
  readonly explanation: string;
}

/** The firm explains a flagged value, which was confirmed by a second person before. Throws reason_required, stale_version. */
export async function explainReading(ctx: Context, given: ReadingExplanation): Promise<{ readingId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const { reading, facts } = await openReading(tx, ctx, given.readingId, 'explain');
      if (given.explanation.trim() === '') throw new AppError('reason_required', { fields: { explanation: ['errors.field.required'] } });
      const shared = { applicationId: reading.applicationId, firmId: reading.firmId };
      await moveState(tx, ctx, readingMachine, { id: reading.id, transition: 'explain', expectedVersion: given.version, reason: given.explanation, ...shared, payload: { rule: reading.flagRule, month: reading.month } });
      await setReadingExplanation(tx, reading.id, given.explanation);
      await notify(tx, ctx, {
        kind: 'reading_explained',
        recipients: await officerPeople(tx, facts, ['officer']),
        path: paths.officerKpis(reading.applicationId),
        values: { firmName: facts.firmName, month: reading.month, reason: given.explanation },
        subjectType: 'reading',
        subjectId: reading.id,
        ...shared,
      });
      return { readingId: reading.id };
    },
    { operation: 'outcomes.explain-reading', content: given },
  );
}

import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import { paths } from '#app/http/paths.ts';
import { consultantPeople } from '#app/services/assessments/case-facts.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { insertReading, listReadings, type ReadingKind } from '#db/queries/kpi-readings.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { oddityOf } from './flag-readings.ts';
import { openReading } from './open-card.ts';
import { assertReadable, rateOf, type Counts } from './reading-checks.ts';

export interface ReadingCorrection extends Counts {
  readonly readingId: string;
  readonly version: number;
  readonly reason: string;
}

/**
 * Replaces a value that is locked or was confirmed: the old row stays as `corrected`, a new one points to it and waits for a
 * second person again. Throws reason_required, invalid_input, stale_version; a verified value is the officer's to open.
 */
export async function correctReading(ctx: Context, given: ReadingCorrection): Promise<{ readingId: string; value: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const { reading, card, facts } = await openReading(tx, ctx, given.readingId, 'replace');
      assertReadable(card, reading.month, ctx.now);
      const value = rateOf(card, given, ctx.actor.locale);
      if (given.reason.trim() === '') throw new AppError('reason_required', { fields: { reason: ['errors.field.required'] } });
      const shared = { applicationId: reading.applicationId, firmId: reading.firmId };
      const id = uuidv7(ctx.now);
      await moveState(tx, ctx, readingMachine, {
        id: reading.id,
        transition: 'replace',
        expectedVersion: given.version,
        reason: given.reason,
        ...shared,
        payload: { month: reading.month, before: reading.value, after: value, replacedBy: id },
      });
      const odd = reading.kind === 'monthly' ? oddityOf(await listReadings(tx, reading.applicationId, card.id), reading.month, value, facts.settings) : null;
      await insertReading(tx, {
        ...shared,
        id,
        cardId: card.id,
        kind: reading.kind as ReadingKind,
        month: reading.month,
        numerator: given.numerator,
        denominator: given.denominator,
        value,
        note: given.reason,
        flagRule: odd?.rule ?? null,
        flagText: odd ? String(odd.measure) : null,
        // A correction comes with its reason, which explains an odd value as well.
        explanation: odd ? given.reason : null,
        documentId: reading.documentId,
        correctsId: reading.id,
        by: ctx.actor.userId,
        at: ctx.now,
      });
      await notify(tx, ctx, {
        kind: 'reading_corrected',
        recipients: await consultantPeople(tx, facts),
        path: paths.consultantKpis(reading.applicationId),
        values: { firmName: facts.firmName, month: reading.month, reason: given.reason },
        subjectType: 'reading',
        subjectId: id,
        ...shared,
      });
      return { readingId: id, value };
    },
    { operation: 'outcomes.correct-reading', content: given },
  );
}

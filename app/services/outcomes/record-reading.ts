import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { canRecordReading } from '#app/domain/outcomes/kpi-policy.ts';
import { assertAllowed } from '#app/services/assessments/case-facts.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findLiveReading, insertReading, listReadings, reviseReading, type ReadingRow } from '#db/queries/kpi-readings.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { oddityOf, type OddRule } from './flag-readings.ts';
import { openCard } from './open-card.ts';
import { assertReadable, asLostRace, rateOf, readingDays, type Counts } from './reading-checks.ts';

export interface ReadingEntry extends Counts {
  readonly cardId: string;
  /** YYYY-MM */
  readonly month: string;
  /** Version of the stored reading that is changed; null for a month without one. */
  readonly version: number | null;
  readonly note: string | null;
  /** Why the value is unusual, when the writer knows it already. */
  readonly explanation: string | null;
  /** Needed after the month is locked. */
  readonly reason: string | null;
}

export interface RecordedReading {
  readonly readingId: string;
  readonly value: number;
  readonly odd: OddRule | null;
  readonly revised: boolean;
}

/**
 * Records the two counts of a month, or changes them while nobody has confirmed them. Throws invalid_input beside the
 * fields, reason_required once the month is locked, stale_version when the stored value is another than the one seen,
 * transition_not_allowed for a value that was confirmed (see correctReading) or a card without a frozen baseline.
 */
export async function recordReading(ctx: Context, entry: ReadingEntry): Promise<RecordedReading> {
  return asLostRace(() => withActor(
    ctx,
    async (tx) => {
      const { card, facts } = await openCard(tx, entry.cardId);
      assertAllowed(canRecordReading(ctx.actor, facts.subject));
      assertReadable(card, entry.month, ctx.now);
      const value = rateOf(card, entry, ctx.actor.locale);
      const { lockOn } = readingDays(entry.month, facts.settings, facts.holidays);
      const locked = toSeoulDate(ctx.now) > lockOn;
      const reason = entry.reason?.trim() || null;
      if (locked && !reason) throw new AppError('reason_required', { fields: { reason: [encodeMessage('outcomes.reading.error.locked', { lockOn })] } });
      const stored = await findLiveReading(tx, card.id, 'monthly', entry.month);
      assertSame(stored, entry.version);
      if (stored && (stored.state !== 'recorded' || locked)) throw new AppError('transition_not_allowed');
      const odd = oddityOf(await listReadings(tx, facts.applicationId, card.id), entry.month, value, facts.settings);
      const content = { ...entry, value, note: reason ?? entry.note, flagRule: odd?.rule ?? null, flagText: odd ? String(odd.measure) : null, explanation: odd ? entry.explanation : null, by: ctx.actor.userId, at: ctx.now };
      const id = stored?.id ?? uuidv7(ctx.now);
      if (stored && !(await reviseReading(tx, id, stored.version, content))) throw new AppError('stale_version');
      if (!stored) await insertReading(tx, { ...content, id, applicationId: facts.applicationId, firmId: facts.firmId, kind: 'monthly', documentId: null, correctsId: null });
      await recordEvent(tx, ctx, {
        machine: 'reading',
        subjectType: 'reading',
        subjectId: id,
        applicationId: facts.applicationId,
        firmId: facts.firmId,
        action: stored ? 'revise' : 'record',
        from: stored ? 'recorded' : null,
        to: 'recorded',
        reason,
        payload: { code: card.definitionCode, month: entry.month, numerator: entry.numerator, denominator: entry.denominator, value, before: stored ? { numerator: stored.numerator, denominator: stored.denominator } : null },
        versionBefore: stored?.version ?? null,
        versionAfter: stored ? stored.version + 1 : 1,
      });
      return { readingId: id, value, odd: odd?.rule ?? null, revised: stored !== null };
    },
    { operation: 'outcomes.record-reading', content: entry },
  ));
}

function assertSame(stored: ReadingRow | null, version: number | null): void {
  if ((stored?.version ?? null) !== version) throw new AppError('stale_version');
}

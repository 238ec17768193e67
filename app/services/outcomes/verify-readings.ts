import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { EvidenceGrade } from '#app/domain/outcomes/aggregate.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import type { ReadingRejection } from '#app/domain/outcomes/rejection-codes.ts';
import { paths } from '#app/http/paths.ts';
import { consultantPeople, firmPeople } from '#app/services/assessments/case-facts.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { insertReading, markReadingVerified, setReadingGrade, type ReadingKind } from '#db/queries/kpi-readings.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openReading } from './open-card.ts';
import { assertReadable, rateOf, type Counts } from './reading-checks.ts';

/** A reading as the page showed it. */
export interface SeenReading {
  readonly readingId: string;
  readonly version: number;
}

async function openOf(tx: ActorTx, ctx: Context, applicationId: string, seen: SeenReading, transition: 'verify' | 'reject' | 'correct') {
  const opened = await openReading(tx, ctx, seen.readingId, transition);
  if (opened.reading.applicationId !== applicationId) throw new AppError('not_found');
  return opened;
}

/**
 * Verifies confirmed values with the grade of their evidence, all of them or none. Throws invalid_input (none chosen), four_eyes for
 * a value that the actor recorded, not_your_turn, stale_version.
 */
export async function verifyReadings(ctx: Context, given: { applicationId: string; readings: readonly SeenReading[]; grade: EvidenceGrade }): Promise<{ count: number }> {
  if (given.readings.length === 0) throw new AppError('invalid_input', { fields: { picked: ['outcomes.verify.nothing_chosen'] } });
  return withActor(
    ctx,
    async (tx) => {
      let last: Awaited<ReturnType<typeof openOf>> | null = null;
      for (const seen of [...given.readings].sort((left, right) => left.readingId.localeCompare(right.readingId))) {
        const opened = await openOf(tx, ctx, given.applicationId, seen, 'verify');
        const { reading } = opened;
        const shared = { applicationId: reading.applicationId, firmId: reading.firmId };
        await moveState(tx, ctx, readingMachine, { id: reading.id, transition: 'verify', expectedVersion: seen.version, ...shared, payload: { month: reading.month, value: reading.value, grade: given.grade } });
        await setReadingGrade(tx, reading.id, given.grade);
        await markReadingVerified(tx, reading.id, ctx.actor.userId, ctx.now);
        last = opened;
      }
      if (last) {
        const { facts, reading } = last;
        await notify(tx, ctx, {
          kind: 'readings_verified', recipients: await firmPeople(tx, facts), path: paths.firmKpis(), values: { firmName: facts.firmName, count: given.readings.length },
          subjectType: 'reading', subjectId: reading.id, applicationId: reading.applicationId, firmId: reading.firmId,
        });
      }
      return { count: given.readings.length };
    },
    { operation: 'outcomes.verify-readings', content: given },
  );
}

/** Does not accept a value, with a code and a reason the firm reads; the firm may enter the month anew. Throws reason_required, not_your_turn, stale_version. */
export async function rejectReading(ctx: Context, given: SeenReading & { applicationId: string; code: ReadingRejection; reason: string }): Promise<{ readingId: string }> {
  const reason = given.reason.trim();
  if (reason.length < 2) throw new AppError('reason_required', { fields: { reason: ['errors.field.required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { reading, facts } = await openOf(tx, ctx, given.applicationId, given, 'reject');
      const shared = { applicationId: reading.applicationId, firmId: reading.firmId };
      await moveState(tx, ctx, readingMachine, { id: reading.id, transition: 'reject', expectedVersion: given.version, reason, reasonCode: given.code, ...shared, payload: { month: reading.month, value: reading.value } });
      const told = { kind: 'reading_rejected', values: { firmName: facts.firmName, month: reading.month, reason }, subjectType: 'reading', subjectId: reading.id, ...shared };
      await notify(tx, ctx, { ...told, recipients: await firmPeople(tx, facts), path: paths.firmKpi(reading.cardId, { month: reading.month }) });
      await notify(tx, ctx, { ...told, recipients: await consultantPeople(tx, facts), path: paths.consultantKpis(reading.applicationId) });
      return { readingId: reading.id };
    },
    { operation: 'outcomes.reject-reading', content: given },
  );
}

/**
 * Corrects a verified value: the former one stays in the record, the new one points to it and is confirmed by another person again.
 * Throws reason_required, invalid_input beside the counts, not_your_turn, stale_version.
 */
export async function correctVerifiedReading(ctx: Context, given: SeenReading & Counts & { applicationId: string; reason: string }): Promise<{ readingId: string; value: number }> {
  const reason = given.reason.trim();
  if (reason.length < 2) throw new AppError('reason_required', { fields: { reason: ['errors.field.required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { reading, card, facts } = await openOf(tx, ctx, given.applicationId, given, 'correct');
      if (reading.kind === 'monthly') assertReadable(card, reading.month, ctx.now);
      const value = rateOf(card, given, ctx.actor.locale);
      const id = uuidv7(ctx.now);
      const shared = { applicationId: reading.applicationId, firmId: reading.firmId };
      await moveState(tx, ctx, readingMachine, { id: reading.id, transition: 'correct', expectedVersion: given.version, reason, ...shared, payload: { month: reading.month, before: reading.value, after: value, replacedBy: id } });
      await insertReading(tx, {
        ...shared, id, cardId: card.id, kind: reading.kind as ReadingKind, month: reading.month, numerator: given.numerator, denominator: given.denominator, value,
        note: reason, flagRule: null, flagText: null, explanation: null, documentId: reading.documentId, correctsId: reading.id, by: ctx.actor.userId, at: ctx.now,
      });
      const told = { kind: 'reading_amended', values: { firmName: facts.firmName, month: reading.month, reason }, subjectType: 'reading', subjectId: id, ...shared };
      await notify(tx, ctx, { ...told, recipients: await firmPeople(tx, facts), path: paths.firmKpi(reading.cardId, { month: reading.month }) });
      await notify(tx, ctx, { ...told, recipients: await consultantPeople(tx, facts), path: paths.consultantKpis(reading.applicationId) });
      return { readingId: id, value };
    },
    { operation: 'outcomes.correct-verified-reading', content: given },
  );
}

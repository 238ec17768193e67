import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canRecordReading } from '#app/domain/outcomes/kpi-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, consultantPeople } from '#app/services/assessments/case-facts.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { removeFile } from '#app/services/documents/storage.ts';
import { acceptFile, addDocument, keepFile, type StoredFile } from '#app/services/documents/store-document.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findLiveReading, insertReading, reviseReading } from '#db/queries/kpi-readings.ts';
import { findCompletionState } from '#db/queries/kpi-results.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { finalWindowOf } from './kpi-result.ts';
import { openCard } from './open-card.ts';
import { asLostRace, rateOf, type Counts } from './reading-checks.ts';

export interface FinalEntry extends Counts {
  readonly cardId: string;
  /** Version of the stored final value that is changed; null for the first one. */
  readonly version: number | null;
  readonly note: string | null;
}

/**
 * The firm states the final value of a KPI as two counts over the result window, with evidence. It counts once the consultant
 * or another member confirmed it. Throws transition_not_allowed before the window is over, invalid_input, file_refused,
 * stale_version.
 */
export async function recordFinalValue(ctx: Context, entry: FinalEntry, evidence: Received | null = null): Promise<{ readingId: string; value: number }> {
  const file = evidence ? await keepFile(acceptFile(evidence, 'evidence')) : null;
  let wrote = false;
  try {
    const result = await asLostRace(() => withActor(
      ctx,
      async (tx) => {
        const done = await write(tx, ctx, entry, file);
        wrote = true;
        return done;
      },
      { operation: 'outcomes.record-final', content: entry },
    ));
    if (file && !wrote) await removeFile(file.storageKey);
    return result;
  } catch (error) {
    if (file && error instanceof AppError) await removeFile(file.storageKey);
    throw error;
  }
}

async function write(tx: ActorTx, ctx: Context, entry: FinalEntry, file: StoredFile | null): Promise<{ readingId: string; value: number }> {
  const { card, facts } = await openCard(tx, entry.cardId);
  assertAllowed(canRecordReading(ctx.actor, facts.subject));
  const { window, isOpen } = finalWindowOf(card.windowMonths, facts.endsOn, ctx.now, await findCompletionState(tx, facts.applicationId));
  if (card.state !== 'frozen' || !isOpen) throw new AppError('transition_not_allowed');
  const value = rateOf(card, entry, ctx.actor.locale);
  const stored = await findLiveReading(tx, card.id, 'final', window.toMonth);
  if ((stored?.version ?? null) !== entry.version) throw new AppError('stale_version');
  if (stored && stored.state !== 'recorded') throw new AppError('transition_not_allowed');
  const shared = { applicationId: facts.applicationId, firmId: facts.firmId };
  const id = stored?.id ?? uuidv7(ctx.now);
  const documentId = file ? await addDocument(tx, ctx, file, { firmId: facts.firmId, applicationId: null, kind: 'kpi_evidence', use: { subjectType: 'reading', subjectId: id, purpose: 'evidence' } }, 'evidence') : null;
  const content = { numerator: entry.numerator, denominator: entry.denominator, value, note: entry.note, flagRule: null, flagText: null, explanation: null, by: ctx.actor.userId, at: ctx.now, documentId };
  if (stored && !(await reviseReading(tx, id, stored.version, content))) throw new AppError('stale_version');
  if (!stored) await insertReading(tx, { ...content, ...shared, id, cardId: card.id, kind: 'final', month: window.toMonth, correctsId: null });
  await recordEvent(tx, ctx, {
    machine: 'reading',
    subjectType: 'reading',
    subjectId: id,
    ...shared,
    action: stored ? 'revise_final' : 'record_final',
    to: 'recorded',
    payload: { code: card.definitionCode, from: window.fromMonth, month: window.toMonth, numerator: entry.numerator, denominator: entry.denominator, value, evidence: documentId },
    versionAfter: stored ? stored.version + 1 : 1,
  });
  await notify(tx, ctx, {
    kind: 'kpi_final_recorded',
    recipients: await consultantPeople(tx, facts),
    path: paths.consultantKpis(facts.applicationId),
    values: { firmName: facts.firmName, month: window.toMonth },
    subjectType: 'reading',
    subjectId: id,
    ...shared,
  });
  return { readingId: id, value };
}

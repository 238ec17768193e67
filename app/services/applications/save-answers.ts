import type { Context } from '#app/domain/accounts/context.ts';
import { sectionProgress, type Answers, type AnswerValue } from '#app/domain/applications/answers.ts';
import { canEditAnswers } from '#app/domain/applications/application-policy.ts';
import { isDeepStrictEqualJson } from '#app/domain/applications/json-equal.ts';
import { KNOWN_QUESTIONS } from '#app/domain/applications/known-questions.ts';
import { normaliseAnswer } from '#app/domain/applications/normalise-answer.ts';
import { findQuestion, type QuestionSet } from '#app/domain/applications/question-set.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { listDraftAnswers, writeDraftAnswer, type DraftAnswer, type Writing } from '#db/queries/answers.ts';
import { setDraftSummary } from '#db/queries/applications.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { openFirmDraft, type FirmDraft } from './firm-draft.ts';
import { ensureDraft, onceMore } from './start-application.ts';

/** One answer as a form sent it, with the revision its writer saw (0: none was stored), and which writing of which window it is. */
export interface AnswerEntry {
  readonly questionId: string;
  readonly raw: unknown;
  readonly revision: number;
  readonly written?: Writing | null;
}

/** What became of one answer. `stale`: somebody else wrote in the meantime, and `value` is theirs. `locked`: may not be written now. */
export interface SavedAnswer {
  readonly questionId: string;
  readonly status: 'saved' | 'stale' | 'locked';
  readonly value: AnswerValue;
  readonly revision: number;
  readonly at: Date;
  readonly byName: string | null;
}

export interface SavedAnswers {
  readonly applicationId: string;
  readonly saved: readonly SavedAnswer[];
  /** The draft after the change. */
  readonly draft: FirmDraft;
}

const NEVER_TYPED: ReadonlySet<string> = new Set([KNOWN_QUESTIONS.businessNumber]);
const BYTES_PER_ANSWER = 64 * 1024;

/**
 * Saves answers into the draft, whatever they are: values that cannot be read are kept as typed and reported by the checks.
 * Creates the application with the first answer. Unknown questions are ignored. Throws the refusals of starting and
 * editing (window_closed, not_your_turn, not_allowed), and invalid_input for an answer beyond 64 KB.
 */
export async function saveAnswers(ctx: Context, entries: readonly AnswerEntry[]): Promise<SavedAnswers> {
  return onceMore(() =>
    withActor(ctx, async (tx) => {
      const before = await openFirmDraft(tx, ctx);
      const applicationId = await ensureDraft(tx, ctx, before);
      const draft = before.application ? before : await openFirmDraft(tx, ctx);
      const state = draft.application?.state ?? 'draft';
      assertAllowed(canEditAnswers(ctx.actor, { firmId: draft.firm.id, state }));
      const saved: SavedAnswer[] = [];
      for (const entry of entries) {
        const one = await saveOne(tx, ctx, draft, applicationId, entry);
        if (one) saved.push(one);
      }
      const after = await openFirmDraft(tx, ctx);
      if (state === 'draft') await setDraftSummary(tx, applicationId, summaryOf(after.set, after.answers));
      return { applicationId, saved, draft: after };
    }),
  );
}

async function saveOne(tx: ActorTx, ctx: Context, draft: FirmDraft, applicationId: string, entry: AnswerEntry): Promise<SavedAnswer | null> {
  const question = findQuestion(draft.set, entry.questionId);
  if (!question || question.kind === 'file' || NEVER_TYPED.has(question.id)) return null;
  const stored = draft.stored.get(question.id);
  const { value } = normaliseAnswer(question, storable(entry.raw));
  if (JSON.stringify(value).length > BYTES_PER_ANSWER) throw new AppError('invalid_input', { fields: { [question.id]: ['applications.form.too_large'] } });
  const kept = { questionId: question.id, value: stored?.value ?? null, revision: stored?.revision ?? 0, at: stored?.updatedAt ?? ctx.now, byName: stored?.updatedByName ?? null };
  const same = isDeepStrictEqualJson(value, stored?.value ?? null);
  if (same) return { ...kept, status: 'saved' };
  if (!draft.editable.has(question.id)) return { ...kept, status: 'locked' };
  if (isOvertaken(ctx, entry, stored)) return { ...kept, status: 'saved' };
  // What the start itself has prefilled was on the writer's page too, only not stored yet.
  const prefilled = stored?.revision === 1 && stored.updatedBy === null;
  const seen = entry.revision === 0 && prefilled ? 1 : entry.revision;
  const revision = await writeDraftAnswer(tx, { applicationId, firmId: draft.firm.id, questionId: question.id, value, revision: seen, by: ctx.actor.userId, at: ctx.now, written: entry.written ?? null });
  if (revision === null) {
    // Somebody wrote since this transaction read: the same words are no conflict.
    const other = (await listDraftAnswers(tx, applicationId)).get(question.id);
    if (!other) return { ...kept, status: 'stale' };
    return { questionId: question.id, value: other.value, revision: other.revision, at: other.updatedAt, byName: other.updatedByName, status: isDeepStrictEqualJson(value, other.value) || isOvertaken(ctx, entry, other) ? 'saved' : 'stale' };
  }
  return { questionId: question.id, status: 'saved', value, revision, at: ctx.now, byName: ctx.actor.name };
}

/** What a window sent earlier and arrives later than its next words: those stand. */
function isOvertaken(ctx: Context, { written }: AnswerEntry, stored: DraftAnswer | undefined): boolean {
  if (!written || !stored?.written || stored.updatedBy !== ctx.actor.userId) return false;
  return stored.written.writer === written.writer && stored.written.sequence >= written.sequence;
}

/** The same input without what PostgreSQL cannot keep in JSON: NUL and lone surrogates. */
function storable(raw: unknown): unknown {
  if (typeof raw === 'string') return raw.replaceAll('\u0000', '').toWellFormed();
  if (Array.isArray(raw)) return raw.map(storable);
  if (typeof raw === 'object' && raw !== null) return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, storable(value)]));
  return raw;
}

/** The columns of an application that follow from its answers. */
export function summaryOf(set: QuestionSet, answers: Answers) {
  const progress = sectionProgress(set, answers);
  const required = progress.reduce((sum, section) => sum + section.required, 0);
  const answered = progress.reduce((sum, section) => sum + section.answered, 0);
  const affiliated = answers[KNOWN_QUESTIONS.affiliated];
  const fields = answers[KNOWN_QUESTIONS.fields];
  const wanted = answers[KNOWN_QUESTIONS.grantWanted];
  return {
    completedPercent: required === 0 ? 0 : Math.floor((answered / required) * 100),
    isAffiliated: typeof affiliated === 'boolean' ? affiliated : null,
    wantedFields: Array.isArray(fields) ? fields : [],
    requestedWon: typeof wanted === 'number' && wanted > 0 ? wanted : null,
  };
}

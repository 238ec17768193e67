import type { Context } from '#app/domain/accounts/context.ts';
import { isEmptyAnswer, visibleQuestions, type Answers } from '#app/domain/applications/answers.ts';
import { canSubmitApplication, canWithdrawApplication } from '#app/domain/applications/application-policy.ts';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import { workingDaysLeft } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { encodeMessage } from '#app/domain/errors.ts';
import { acceptsSubmissions, type CallPhase } from '#app/domain/programmes/call-window.ts';
import { translate } from '#app/i18n/catalogue.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { isHeld } from '#app/services/workflow/assert-not-held.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { prepareCorrection } from './answer-correction.ts';
import { checkForm, loadFormLists } from './check-draft.ts';
import { describeAnswer } from './describe-answer.ts';
import { openFirmDraft, type FirmDraft } from './firm-draft.ts';
import { statusOfSections, type SectionStatus } from './get-section.ts';

type Text = { readonly ko: string; readonly en: string };

export interface ReviewRow {
  readonly id: string;
  readonly label: Text;
  readonly words: string;
  readonly files: readonly { readonly documentId: string; readonly fileName: string; readonly byteSize: number }[];
  /** Said before the correction; null when it is as it was sent. */
  readonly before: string | null;
}

export interface ReviewSection {
  readonly id: string;
  readonly title: Text;
  readonly rows: readonly ReviewRow[];
}

export interface ReviewProblem {
  readonly questionId: string;
  readonly sectionId: string;
  readonly label: Text;
  readonly message: string;
  readonly isFile: boolean;
  readonly severity: 'error' | 'warning';
}

export interface ReviewPageData {
  readonly applicationId: string | null;
  readonly state: ApplicationState | null;
  readonly receiptNumber: string | null;
  readonly submittedAt: Date | null;
  readonly versionNumber: number;
  readonly versionHash: string | null;
  readonly yearLabel: Text;
  readonly phase: CallPhase;
  readonly closesAt: Date;
  readonly daysLeft: number;
  readonly sections: readonly SectionStatus[];
  readonly summary: readonly ReviewSection[];
  readonly problems: readonly ReviewProblem[];
  readonly message: string;
  readonly correction: { readonly dueOn: string; readonly daysLeft: number; readonly count: number; readonly by: string | null; readonly at: Date } | null;
  /** Listed questions that are still as they were. */
  readonly untouched: readonly Text[];
  /** A hold stops sending the application now. */
  readonly isHeld: boolean;
  readonly may: { readonly submit: boolean; readonly askSignOff: boolean; readonly returnToWriter: boolean; readonly reopen: boolean; readonly answer: boolean; readonly withdraw: boolean };
}

/** The whole application for reading: the draft as it would be sent, or what was sent. Null without an application. */
export async function getReview(ctx: Context, locale: Locale): Promise<ReviewPageData | null> {
  return withActor(ctx, async (tx) => {
    const draft = await openFirmDraft(tx, ctx);
    return draft.application ? compose(tx, ctx, draft, locale) : null;
  });
}

async function compose(tx: ActorTx, ctx: Context, draft: FirmDraft, locale: Locale): Promise<ReviewPageData> {
  const { application, call, set, correction, firm } = draft;
  const lists = await loadFormLists(tx, call.today);
  const sent = draft.versions[0];
  const state = application?.state ?? 'draft';
  const inDraft = state === 'draft' || state === 'ready_for_sign_off';
  const prepared = correction ? prepareCorrection(draft, lists) : null;
  const answers: Answers = prepared?.answers ?? (inDraft ? draft.answers : (sent?.answers ?? draft.answers));
  const form = { set, answers, settings: call.settings, today: call.today, lists };
  const issues = inDraft || correction ? checkForm(form, 'submit').filter((issue) => draft.editable.has(issue.questionId)) : [];
  const names = new Map([...draft.files, ...(sent?.documents ?? [])].map((file) => [file.documentId, file]));
  const fileNames = new Map([...names].map(([id, file]) => [id, file.fileName]));
  const visible = visibleQuestions(set, answers);
  const subject = { firmId: firm.id, state };
  const daysLeft = workingDaysLeft({ dueOn: toSeoulDate(call.year.callClosesAt) }, ctx.now, call.holidays);
  const held = inDraft && (await isHeld(tx, { firmId: firm.id, applicationId: application?.id ?? null }, 'apply'));
  const open = acceptsSubmissions(call.phase);
  const labelOf = (id: string) => visible.find((question) => question.id === id)?.label ?? { ko: id, en: id };
  return {
    applicationId: application?.id ?? null,
    state: application?.state ?? null,
    receiptNumber: application?.receiptNumber ?? null,
    submittedAt: sent?.submittedAt ?? null,
    versionNumber: sent?.number ?? 0,
    versionHash: sent?.hash ?? null,
    yearLabel: call.year.label,
    phase: call.phase,
    closesAt: call.year.callClosesAt,
    daysLeft,
    sections: statusOfSections(draft, issues),
    summary: set.sections.map((section) => ({
      id: section.id,
      title: section.title,
      rows: section.questions
        .filter((question) => visible.includes(question) && !(section.id === 'review' && isEmptyAnswer(answers[question.id], question.kind)))
        .map((question) => {
          const value = answers[question.id];
          const ids = question.kind === 'file' && Array.isArray(value) ? value : [];
          const changed = prepared?.check.changes.find((change) => change.questionId === question.id);
          return {
            id: question.id,
            label: question.label,
            words: describeAnswer(question, value, lists, fileNames, locale),
            files: ids.flatMap((id) => {
              const file = names.get(id);
              return file ? [{ documentId: id, fileName: file.fileName, byteSize: file.byteSize }] : [];
            }),
            before: changed ? describeAnswer(question, changed.before, lists, fileNames, locale) : null,
          };
        }),
    })),
    problems: issues.flatMap((issue) => {
      const question = visible.find((entry) => entry.id === issue.questionId);
      const section = set.sections.find((entry) => entry.questions.some((candidate) => candidate.id === issue.questionId));
      if (!question || !section) return [];
      return [{ questionId: issue.questionId, sectionId: section.id, label: question.label, message: translate(locale, encodeMessage(issue.messageId, issue.params)), isFile: question.kind === 'file', severity: issue.severity }];
    }),
    message: typeof draft.answers['message_to_officer'] === 'string' ? draft.answers['message_to_officer'] : '',
    correction: correction ? { dueOn: correction.dueOn, daysLeft: workingDaysLeft(correction, ctx.now, call.holidays), count: correction.items.length, by: correction.requestedByName, at: correction.requestedAt } : null,
    untouched: (prepared?.check.untouched ?? []).map(labelOf),
    isHeld: held,
    may: {
      submit: inDraft && !held && open && canSubmitApplication(ctx.actor, { ...subject, state: 'ready_for_sign_off' }).allowed,
      askSignOff: state === 'draft' && open && ctx.actor.duty === 'manager',
      returnToWriter: state === 'ready_for_sign_off' && ctx.actor.duty === 'representative',
      reopen: state === 'submitted' && call.phase === 'open' && ctx.actor.duty === 'representative',
      answer: correction !== null && ctx.actor.duty === 'representative',
      withdraw: canWithdrawApplication(ctx.actor, subject).allowed,
    },
  };
}

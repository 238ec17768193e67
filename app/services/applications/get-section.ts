import type { Context } from '#app/domain/accounts/context.ts';
import { visibleQuestions } from '#app/domain/applications/answers.ts';
import { canEditAnswers, canUploadAttachment } from '#app/domain/applications/application-policy.ts';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import { isDeepStrictEqualJson } from '#app/domain/applications/json-equal.ts';
import { KNOWN_QUESTIONS } from '#app/domain/applications/known-questions.ts';
import type { Question, QuestionSection } from '#app/domain/applications/question-set.ts';
import type { AnswerIssue } from '#app/domain/applications/validate-answers.ts';
import { workingDaysLeft } from '#app/domain/calendar/deadline.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { translate } from '#app/i18n/catalogue.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { readConsentText, type ConsentText } from '#app/services/programmes/consent-texts.ts';
import { listReusableDocuments, type ReusableDocument } from '#db/queries/reusable-documents.ts';
import type { Writing } from '#db/queries/answers.ts';
import { listConsentTexts } from '#db/queries/programmes.ts';
import { withActor } from '#db/transaction.ts';
import { checkForm, loadFormLists, type FormLists } from './check-draft.ts';
import { describeAnswer, optionsOf } from './describe-answer.ts';
import { openFirmDraft, requirementOf, type FirmDraft } from './firm-draft.ts';
import { toFormValue, type FormValue } from './form-values.ts';

type Text = { readonly ko: string; readonly en: string };

export interface AttachedFile {
  readonly documentId: string;
  readonly fileName: string;
  readonly byteSize: number;
  readonly addedAt: Date;
}

/** One question as a page of the form shows it; texts are in both languages, messages in the reader's. */
export interface SectionField {
  readonly id: string;
  readonly kind: Question['kind'];
  readonly label: Text;
  readonly hint: Text | null;
  readonly required: boolean;
  readonly unit: Text | null;
  readonly options: readonly { readonly value: string; readonly label: Text }[] | null;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly autocomplete: string | null;
  readonly indicator: { readonly numerator: Text; readonly denominator: Text; readonly unit: Text; readonly scale: number } | null;
  /** Shown while each named question has one of the values. */
  readonly conditions: readonly { readonly question: string; readonly values: readonly string[] }[];
  readonly visible: boolean;
  /** Plain text with a padlock instead of a field. */
  readonly locked: 'registered' | 'not_asked' | 'not_open' | null;
  readonly value: FormValue;
  readonly words: string;
  readonly revision: number;
  /** The reader's own last writing, by which the page knows what of its own has arrived; null when somebody else wrote last. */
  readonly written: Writing | null;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly remark: string | null;
  readonly consent: ConsentText | null;
  readonly files: readonly AttachedFile[];
  readonly reusable: readonly ReusableDocument[];
}

export interface SectionStatus {
  readonly id: string;
  readonly title: Text;
  /** Questions that still stand against sending. */
  readonly open: number;
  /** Remarks of a correction request in this section. */
  readonly asked: number;
}

export interface SectionPageData {
  readonly applicationId: string | null;
  readonly state: ApplicationState | null;
  readonly section: { readonly id: string; readonly title: Text; readonly lead: Text | null };
  readonly sections: readonly SectionStatus[];
  readonly fields: readonly SectionField[];
  /** Values of other sections on which conditions of this one depend. */
  readonly facts: Readonly<Record<string, readonly string[]>>;
  readonly correction: { readonly dueOn: string; readonly daysLeft: number; readonly count: number; readonly by: string | null; readonly at: Date } | null;
  readonly savedAt: Date | null;
  readonly closesAt: Date;
  readonly daysLeft: number;
  /** Name under which a browser keeps what is not known to have arrived; each person's own. */
  readonly rescueKey: string;
}

/**
 * One page of the form. `check` adds what is missing to what cannot be right. Throws not_found for an unknown section,
 * and transition_not_allowed when there is neither a draft nor a call in which to start one.
 */
export async function getSection(ctx: Context, input: { sectionId: string; check: boolean; locale: Locale }): Promise<SectionPageData> {
  return withActor(ctx, async (tx) => {
    const draft = await openFirmDraft(tx, ctx);
    const section = draft.set.sections.find((entry) => entry.id === input.sectionId);
    if (!section) throw new AppError('not_found');
    if (!draft.application && !draft.canStart) throw new AppError('transition_not_allowed');
    const lists = await loadFormLists(tx, draft.call.today);
    const consents = section.questions.some((question) => question.kind === 'consent') ? (await listConsentTexts(tx, 'application', draft.call.today)).map(readConsentText) : [];
    const kinds = section.questions.filter((question) => question.kind === 'file').map(requirementOf);
    const since = new Date(ctx.now.getTime() - 365 * 86_400_000);
    const reusable = await listReusableDocuments(tx, { firmId: draft.firm.id, applicationId: draft.application?.id ?? null, kinds, since, today: draft.call.today });
    return compose(ctx, draft, section, { lists, consents, reusable, ...input });
  });
}

interface Extras {
  readonly lists: FormLists;
  readonly consents: readonly ConsentText[];
  readonly reusable: readonly ReusableDocument[];
  readonly check: boolean;
  readonly locale: Locale;
}

function compose(ctx: Context, draft: FirmDraft, section: QuestionSection, extras: Extras): SectionPageData {
  const { application, call, correction, set, answers } = draft;
  const form = { set, answers, settings: call.settings, today: call.today, lists: extras.lists };
  const missing = checkForm(form, 'submit');
  const shown = extras.check ? missing : checkForm(form, 'draft');
  const visible = new Set(visibleQuestions(set, answers).map((question) => question.id));
  const savedAt = section.questions.reduce<Date | null>((last, question) => {
    const at = draft.stored.get(question.id)?.updatedAt ?? null;
    return at && (!last || at > last) ? at : last;
  }, null);
  return {
    applicationId: application?.id ?? null,
    state: application?.state ?? null,
    section: { id: section.id, title: section.title, lead: section.lead ?? null },
    sections: statusOfSections(draft, missing),
    fields: section.questions.map((question) => fieldOf(ctx, draft, question, { ...extras, issues: shown, visible })),
    facts: factsFor(draft, section, visible),
    correction: correction
      ? { dueOn: correction.dueOn, daysLeft: workingDaysLeft(correction, ctx.now, call.holidays), count: correction.items.length, by: correction.requestedByName, at: correction.requestedAt }
      : null,
    savedAt,
    closesAt: call.year.callClosesAt,
    daysLeft: workingDaysLeft({ dueOn: new Date(call.year.callClosesAt.getTime() + 9 * 3_600_000).toISOString().slice(0, 10) }, ctx.now, call.holidays),
    rescueKey: `${draft.firm.id}.${call.year.id}.${ctx.actor.userId ?? ''}`,
  };
}

/** How much of each section stands against sending; the page's list and the overview show it. */
export function statusOfSections(draft: FirmDraft, issues: readonly AnswerIssue[]): SectionStatus[] {
  const sent = draft.versions[0]?.answers ?? {};
  return draft.set.sections.map((section) => {
    const ids = new Set(section.questions.map((question) => question.id));
    const open = new Set(issues.filter((issue) => issue.severity === 'error' && ids.has(issue.questionId) && draft.editable.has(issue.questionId)).map((issue) => issue.questionId));
    const asked = (draft.correction?.items ?? []).filter((item) => ids.has(item.questionId));
    // A requested field that still reads as it was sent is open too, although it may be sent with an explanation.
    for (const { questionId } of asked) if (isDeepStrictEqualJson(draft.answers[questionId] ?? null, sent[questionId] ?? null)) open.add(questionId);
    return { id: section.id, title: section.title, open: open.size, asked: asked.length };
  });
}

function fieldOf(ctx: Context, draft: FirmDraft, question: Question, extras: Extras & { issues: readonly AnswerIssue[]; visible: ReadonlySet<string> }): SectionField {
  const { application, answers, files } = draft;
  const own = files.filter((file) => question.kind === 'file' && file.requirement === requirementOf(question));
  const messages = (severity: 'error' | 'warning') =>
    extras.issues.filter((issue) => issue.questionId === question.id && issue.severity === severity).map((issue) => translate(extras.locale, encodeMessage(issue.messageId, issue.params)));
  const subject = { firmId: draft.firm.id, state: application?.state ?? ('draft' as const) };
  const mayWrite = (question.kind === 'file' ? canUploadAttachment : canEditAnswers)(ctx.actor, subject).allowed;
  const stored = draft.stored.get(question.id);
  const names = new Map(files.map((file) => [file.documentId, file.fileName]));
  return {
    id: question.id,
    kind: question.kind,
    label: question.label,
    hint: question.hint ?? null,
    required: question.required,
    unit: question.unit ?? null,
    options: optionsOf(question, extras.lists),
    minLength: question.minLength ?? null,
    maxLength: question.maxLength ?? null,
    autocomplete: question.autocomplete ?? null,
    indicator: question.indicator ?? null,
    conditions: (question.visibleWhen ?? []).map((condition) => ({ question: condition.question, values: ('equals' in condition ? [condition.equals] : condition.in).map(formWord) })),
    visible: extras.visible.has(question.id),
    locked: question.id === KNOWN_QUESTIONS.businessNumber ? 'registered' : !mayWrite ? 'not_open' : draft.editable.has(question.id) ? null : 'not_asked',
    value: toFormValue(question, answers[question.id]),
    words: describeAnswer(question, answers[question.id], extras.lists, names, extras.locale),
    revision: stored?.revision ?? 0,
    written: stored && stored.updatedBy === ctx.actor.userId ? stored.written : null,
    errors: messages('error'),
    warnings: messages('warning'),
    remark: draft.correction?.items.find((item) => item.questionId === question.id)?.reason ?? null,
    consent: question.kind === 'consent' ? (extras.consents.find((text) => text.code === question.consent) ?? null) : null,
    files: own.map(({ documentId, fileName, byteSize, addedAt }) => ({ documentId, fileName, byteSize, addedAt })),
    reusable: question.kind === 'file' ? extras.reusable.filter((document) => document.kind === requirementOf(question)) : [],
  };
}

// Yes/no answers travel as words in forms.
function formWord(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function factsFor(draft: FirmDraft, section: QuestionSection, visible: ReadonlySet<string>): Record<string, string[]> {
  const own = new Set(section.questions.map((question) => question.id));
  const facts: Record<string, string[]> = {};
  for (const { question: id } of section.questions.flatMap((question) => question.visibleWhen ?? [])) {
    const value = draft.answers[id];
    if (own.has(id) || value === undefined || value === null || typeof value === 'object' || !visible.has(id)) continue;
    facts[id] = [formWord(value)];
  }
  return facts;
}

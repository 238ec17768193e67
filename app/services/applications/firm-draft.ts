import type { Context } from '#app/domain/accounts/context.ts';
import { prefillAnswers, type Answers, type AnswerValue } from '#app/domain/applications/answers.ts';
import type { ApplicationState } from '#app/domain/applications/application-states.ts';
import { editableQuestions } from '#app/domain/applications/editable-questions.ts';
import { KNOWN_QUESTIONS } from '#app/domain/applications/known-questions.ts';
import { isLiveState } from '#app/domain/applications/live-state.ts';
import { listQuestions, parseQuestionSet, type Question, type QuestionSet } from '#app/domain/applications/question-set.ts';
import { AppError } from '#app/domain/errors.ts';
import { acceptsSubmissions } from '#app/domain/programmes/call-window.ts';
import { findCall, findCallOf, type CallYear } from '#app/services/programmes/call-year.ts';
import { listDraftAnswers, type DraftAnswer } from '#db/queries/answers.ts';
import { listApplicationFiles, type ApplicationFile } from '#db/queries/application-documents.ts';
import { listApplicationVersions, type ApplicationVersion } from '#db/queries/application-versions.ts';
import { listFirmApplications, type ApplicationRow } from '#db/queries/applications.ts';
import { findOpenCorrection, type CorrectionRequest } from '#db/queries/corrections.ts';
import { findFirm, type FirmRow } from '#db/queries/firms.ts';
import { findQuestionSetContent } from '#db/queries/programmes.ts';
import type { ActorTx } from '#db/transaction.ts';
import { profileOf } from './firm-profile.ts';

/** The application a firm works on, with everything the form and its checks need. */
export interface FirmDraft {
  readonly firm: FirmRow;
  /** Null until the first answer is saved. */
  readonly application: ApplicationRow | null;
  readonly call: CallYear;
  /** True when a new application may be started now. */
  readonly canStart: boolean;
  readonly set: QuestionSet;
  readonly questionSetId: string;
  readonly stored: ReadonlyMap<string, DraftAnswer>;
  readonly files: readonly ApplicationFile[];
  /** Draft answers with attached files and the registered number. */
  readonly answers: Record<string, AnswerValue>;
  /** Submitted versions, newest first. */
  readonly versions: readonly ApplicationVersion[];
  readonly correction: CorrectionRequest | null;
  /** Ids of questions that may be written in the present state; none once the day for a correction is over. */
  readonly editable: ReadonlySet<string>;
}

const WRITABLE: readonly ApplicationState[] = ['draft', 'ready_for_sign_off', 'correction_requested'];

/** Whether no other application may be started in its year: it is live, or may become so again by an appeal. */
export function takesPlace(application: Pick<ApplicationRow, 'state' | 'isAppealed'>): boolean {
  return isLiveState(application.state) || application.isAppealed;
}

/** The application in front: the live one of the present call, else another live one, else the last. */
export function chooseApplication(applications: readonly ApplicationRow[], programmeYearId: string | null): ApplicationRow | null {
  const live = applications.filter((application) => isLiveState(application.state));
  return live.find((application) => application.programmeYearId === programmeYearId) ?? live[0] ?? applications[0] ?? null;
}

/** The id of the firm a person acts for. Throws not_allowed for everybody else. */
export function firmIdOf(ctx: Context): string {
  if (ctx.actor.role !== 'firm' || !ctx.actor.firmId) throw new AppError('not_allowed');
  return ctx.actor.firmId;
}

/**
 * Reads what a firm works on. Without an application of its own the answers are those the firm's profile can prefill.
 * Throws not_found for an unknown firm, unavailable when no call is planned.
 */
export async function openFirmDraft(tx: ActorTx, ctx: Context): Promise<FirmDraft> {
  const firm = await findFirm(tx, firmIdOf(ctx));
  if (!firm) throw new AppError('not_found');
  const present = await findCall(tx, ctx.now);
  const applications = await listFirmApplications(tx, firm.id);
  const chosen = chooseApplication(applications, present?.year.id ?? null);
  const taken = applications.some((entry) => takesPlace(entry) && entry.programmeYearId === present?.year.id);
  const canStart = present !== null && acceptsSubmissions(present.phase) && !taken && (firm.state === 'active' || firm.state === 'verified');
  // A case of an earlier year goes on beside a new application; the form shows the one that can be written.
  const writable = chosen !== null && WRITABLE.includes(chosen.state);
  const application = canStart && !writable ? null : chosen;
  const call = application ? ((await findCallOf(tx, application.programmeYearId, ctx.now)) ?? present) : present;
  if (!call) throw new AppError('unavailable');
  const questionSetId = application?.questionSetId ?? call.year.questionSetId;
  const set = questionSetId ? await findSet(tx, questionSetId) : null;
  if (!questionSetId || !set) throw new AppError('unavailable');
  const stored: ReadonlyMap<string, DraftAnswer> = application ? await listDraftAnswers(tx, application.id) : new Map<string, DraftAnswer>();
  const files = application ? await listApplicationFiles(tx, application.id) : [];
  const versions = application ? await listApplicationVersions(tx, application.id) : [];
  const correction = application?.state === 'correction_requested' ? await findOpenCorrection(tx, application.id) : null;
  const drafted = application ? Object.fromEntries([...stored].map(([id, answer]) => [id, answer.value])) : prefillAnswers(set, await profileOf(tx, ctx, firm));
  const answers = completeAnswers(set, drafted, files, firm);
  const isLate = correction !== null && correction.dueOn < call.today;
  const editable = isLate ? new Set<string>() : editableQuestions(set, versions[0]?.answers ?? {}, answers, correction ? correction.items : null);
  return { firm, application, call, canStart, set, questionSetId, stored, files, answers, versions, correction, editable };
}

const sets = new Map<string, QuestionSet>();

// A stored question set never changes: nobody has the right to update one. So each is read and parsed once per process.
async function findSet(tx: ActorTx, id: string): Promise<QuestionSet | null> {
  const known = sets.get(id);
  if (known) return known;
  const content = await findQuestionSetContent(tx, id);
  if (!content) return null;
  const set = parseQuestionSet(content);
  sets.set(id, set);
  return set;
}

/** Draft answers with what is not typed: ids of attached files, and the number under which the firm is registered. */
function completeAnswers(set: QuestionSet, drafted: Answers, files: readonly ApplicationFile[], firm: FirmRow): Record<string, AnswerValue> {
  const answers: Record<string, AnswerValue> = { ...drafted, [KNOWN_QUESTIONS.businessNumber]: firm.businessNumber };
  for (const question of listQuestions(set)) {
    if (question.kind !== 'file') continue;
    const own = files.filter((file) => file.requirement === requirementOf(question)).map((file) => file.documentId);
    answers[question.id] = own.length > 0 ? own : null;
  }
  return answers;
}

/** The name under which a file question keeps its documents. */
export function requirementOf(question: Pick<Question, 'id' | 'document'>): string {
  return question.document ?? question.id;
}

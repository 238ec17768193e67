import type { Context } from '#app/domain/accounts/context.ts';
import { pruneAnswers } from '#app/domain/applications/answers.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canSubmitApplication } from '#app/domain/applications/application-policy.ts';
import { listQuestions } from '#app/domain/applications/question-set.ts';
import { toFieldErrors, type AnswerIssue } from '#app/domain/applications/validate-answers.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError, type ErrorCode } from '#app/domain/errors.ts';
import { acceptsSubmissions } from '#app/domain/programmes/call-window.ts';
import { isNotHeld } from '#app/domain/workflow/hold-policy.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { officerPeople, tell, tellFirmSide } from '#app/services/applications/tell.ts';
import { heldError } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { insertApplicationConsents, insertSubmissionAttempt } from '#db/queries/application-versions.ts';
import { lockApplication, setSubmitted, takeReceiptNumber } from '#db/queries/applications.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import { updateFirmFacts } from '#db/queries/firms.ts';
import { listConsentTexts } from '#db/queries/programmes.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { checkForm, loadFormLists } from './check-draft.ts';
import { firmIdOf, openFirmDraft, type FirmDraft } from './firm-draft.ts';
import { factsOf } from './firm-profile.ts';
import { freezeVersion } from './freeze-version.ts';

export interface Submission {
  readonly applicationId: string;
  readonly receiptNumber: string;
}

type Outcome = 'accepted' | 'incomplete' | 'late' | 'refused';
interface Verdict {
  readonly outcome: Outcome;
  readonly error: AppError | null;
  readonly issues: readonly AnswerIssue[];
}

/**
 * Signs and sends the application. The attempt is noted first, in a transaction of its own; then number, frozen version,
 * consents, states and notices are written together or not at all. A repeated send of the same form gets the first
 * answer. Throws not_allowed (not the representative), window_closed, held, incomplete with the messages by question,
 * or transition_not_allowed when it was sent before.
 */
export async function submitApplication(ctx: Context, input: { applicationId: string }): Promise<Submission> {
  await noteAttempt(ctx, input.applicationId);
  try {
    return await withActor(ctx, (tx) => send(tx, ctx, input.applicationId), { operation: 'applications.submit', content: input });
  } catch (error) {
    if (!(error instanceof AppError)) await writeAttempt(ctx, input.applicationId, 'failed', []).catch(() => undefined);
    throw error;
  }
}

async function noteAttempt(ctx: Context, applicationId: string): Promise<void> {
  const verdict = await withActor(ctx, async (tx) => {
    const draft = await openFirmDraft(tx, ctx);
    if (draft.application?.id !== applicationId) throw new AppError('not_found');
    // Sent already: the answer comes from the first time, or from the state machine.
    if (draft.application.state !== 'draft' && draft.application.state !== 'ready_for_sign_off') return null;
    return judge(tx, ctx, draft);
  });
  if (!verdict) return;
  await writeAttempt(ctx, applicationId, verdict.outcome, verdict.issues);
  if (verdict.error) throw verdict.error;
}

function writeAttempt(ctx: Context, applicationId: string, outcome: Outcome | 'failed', issues: readonly AnswerIssue[]): Promise<void> {
  const problems = issues.map(({ questionId, messageId }) => ({ questionId, messageId }));
  return withActor(ctx, (tx) => insertSubmissionAttempt(tx, { applicationId, firmId: firmIdOf(ctx), userId: ctx.actor.userId, at: ctx.now, outcome, problems, requestId: ctx.requestId }));
}

async function judge(tx: ActorTx, ctx: Context, draft: FirmDraft): Promise<Verdict> {
  const no = (outcome: Outcome, code: ErrorCode, issues: readonly AnswerIssue[] = []): Verdict => ({ outcome, issues, error: new AppError(code, { fields: toFieldErrors(issues) }) });
  const { application, firm, call, set, answers } = draft;
  if (!application) return no('refused', 'not_found');
  const allowed = canSubmitApplication(ctx.actor, { firmId: firm.id, state: 'ready_for_sign_off' });
  if (!allowed.allowed) return no('refused', allowed.code);
  if (!acceptsSubmissions(call.phase)) return no('late', 'window_closed');
  const parts = await findCaseParts(tx, application.id);
  if (firm.state === 'suspended' || firm.state === 'needs_attention' || !isNotHeld(parts?.holds ?? [], 'apply').allowed) return { outcome: 'refused', issues: [], error: heldError('apply') };
  const lists = await loadFormLists(tx, call.today);
  const issues = checkForm({ set, answers, settings: call.settings, today: call.today, lists }, 'submit').filter((issue) => issue.severity === 'error');
  if (issues.length > 0) return no('incomplete', 'incomplete', issues);
  return { outcome: 'accepted', issues: [], error: null };
}

async function send(tx: ActorTx, ctx: Context, applicationId: string): Promise<Submission> {
  const locked = await lockApplication(tx, applicationId);
  if (!locked) throw new AppError('not_found');
  assertAllowed(canSubmitApplication(ctx.actor, { firmId: locked.firmId, state: locked.state === 'draft' ? 'ready_for_sign_off' : locked.state }));
  const draft = await openFirmDraft(tx, ctx);
  const { firm, call, set } = draft;
  const verdict = await judge(tx, ctx, draft);
  if (verdict.error) throw verdict.error;

  const answers = pruneAnswers(set, draft.answers);
  const version = await freezeVersion(tx, ctx, draft, applicationId, answers);
  const receiptNumber = locked.receiptNumber ?? (await takeReceiptNumber(tx, locked.programmeYearId));
  const move = { id: applicationId, applicationId, firmId: firm.id };
  if (locked.state === 'draft') await moveState(tx, ctx, applicationMachine, { ...move, transition: 'request_sign_off' });
  await moveState(tx, ctx, applicationMachine, { ...move, transition: 'submit', payload: { versionId: version.versionId, number: version.number, hash: version.hash, receiptNumber } });
  await setSubmitted(tx, applicationId, { versionId: version.versionId, receiptNumber, at: ctx.now, by: ctx.actor.userId });
  await keepConsents(tx, ctx, draft, applicationId);
  await updateFirmFacts(tx, firm.id, factsOf(answers));

  const subject = { id: applicationId, firmId: firm.id, firmName: firm.name, receiptNumber, organisationId: locked.organisationId };
  const dueOn = addWorkingDays(toSeoulDate(ctx.now), call.settings.promises.screening, call.holidays);
  await tellFirmSide(tx, ctx, subject, 'application_submitted', { dueOn });
  await tell(tx, ctx, subject, 'application_received_officer', await officerPeople(tx, subject), { dueOn });
  return { applicationId, receiptNumber };
}

async function keepConsents(tx: ActorTx, ctx: Context, draft: FirmDraft, applicationId: string): Promise<void> {
  const texts = await listConsentTexts(tx, 'application', draft.call.today);
  const consents = listQuestions(draft.set).flatMap((question) => {
    const text = question.kind === 'consent' ? texts.find((entry) => entry.code === question.consent) : undefined;
    return text ? [{ consentTextId: text.id, isGiven: draft.answers[question.id] === true }] : [];
  });
  await insertApplicationConsents(tx, { applicationId, firmId: draft.firm.id, userId: userIdOf(ctx), consents, at: ctx.now });
}

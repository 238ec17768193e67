import type { Context } from '#app/domain/accounts/context.ts';
import { isEmptyAnswer, prefillAnswers, type AnswerValue } from '#app/domain/applications/answers.ts';
import { canStartApplication } from '#app/domain/applications/application-policy.ts';
import { toDraftAnswers } from '#app/domain/applications/eligibility.ts';
import { findQuestion } from '#app/domain/applications/question-set.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { readEligibilityCode } from '#app/services/programmes/check-eligibility.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { writeDraftAnswer } from '#db/queries/answers.ts';
import { insertApplication } from '#db/queries/applications.ts';
import { findEligibilityCode } from '#db/queries/firm-registration.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openFirmDraft, type FirmDraft } from './firm-draft.ts';
import { profileOf } from './firm-profile.ts';

/**
 * Starts the firm's application for the present call, prefilled from its profile and its self-check; an application that
 * is there already is left as it is. A result code brought along now comes before that of the registration. Throws window_closed, not_allowed, or held for a firm that is not verified.
 */
export async function startApplication(ctx: Context, seed: { eligibilityCode: string | null } = { eligibilityCode: null }): Promise<{ applicationId: string }> {
  return onceMore(() => withActor(ctx, async (tx) => ({ applicationId: await ensureDraft(tx, ctx, await openFirmDraft(tx, ctx), seed.eligibilityCode) })));
}

/** Two first saves of one firm at once: the second finds what the first has made. */
export async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'application_one_live') throw error;
    return work();
  }
}

/** The id of the application of a draft, made now when there is none. */
export async function ensureDraft(tx: ActorTx, ctx: Context, draft: FirmDraft, givenCode: string | null = null): Promise<string> {
  const { firm, call, set } = draft;
  if (draft.application) return draft.application.id;
  assertAllowed(canStartApplication(ctx.actor, { firmId: firm.id }));
  if (firm.state === 'suspended') throw new AppError('held');
  if (firm.state !== 'active' && firm.state !== 'verified') throw new AppError('not_your_turn');
  if (!draft.canStart) throw new AppError('window_closed');
  const id = uuidv7(ctx.now);
  await insertApplication(tx, {
    id,
    firmId: firm.id,
    programmeYearId: call.year.id,
    settingsVersionId: call.year.settingsVersionId,
    questionSetId: draft.questionSetId,
    previousApplicationId: null,
    createdBy: ctx.actor.userId,
    at: ctx.now,
  });
  await recordEvent(tx, ctx, { machine: 'application', subjectType: 'application', subjectId: id, applicationId: id, firmId: firm.id, action: 'start', to: 'draft', versionAfter: 1, payload: { questionSet: set.version } });
  const given = givenCode ? readEligibilityCode(givenCode) : null;
  const registered = given ? null : await findEligibilityCode(tx, firm.id);
  const checked = given ?? (registered ? readEligibilityCode(registered) : null);
  const known: Record<string, AnswerValue> = { ...prefillAnswers(set, await profileOf(tx, ctx, firm)), ...(checked ? toDraftAnswers(checked.answers) : {}) };
  // Nobody has typed these: who opened the page before the start has seen them all the same.
  for (const [questionId, value] of Object.entries(known)) {
    const question = findQuestion(set, questionId);
    if (question && !isEmptyAnswer(value, question.kind)) await writeDraftAnswer(tx, { applicationId: id, firmId: firm.id, questionId, value, revision: 0, by: null, at: ctx.now });
  }
  return id;
}

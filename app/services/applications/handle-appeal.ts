import type { Context } from '#app/domain/accounts/context.ts';
import { appealMachine } from '#app/domain/applications/appeal-machine.ts';
import { canMoveAppeal } from '#app/domain/applications/appeal-policy.ts';
import { APPEAL_VERDICTS, INADMISSIBLE_CODES, type AppealVerdict, type InadmissibleCode } from '#app/domain/applications/appeal-rules.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { openAppeal, tellAppeal, type OpenAppeal } from '#app/services/applications/open-appeal.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findAppealMinutes, patchAppeal } from '#db/queries/appeals.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** Opens an appeal for a step of the headquarters; nobody who acted on the case before gets past this. */
async function openFor(tx: ActorTx, ctx: Context, id: string, transition: string): Promise<OpenAppeal> {
  const opened = await openAppeal(tx, ctx, id);
  assertAllowed(canMoveAppeal(ctx.actor, opened.subject, transition));
  return opened;
}

function move(tx: ActorTx, ctx: Context, { appeal }: OpenAppeal, transition: string, more: { reason?: string; reasonCode?: string; payload?: Record<string, unknown> } = {}) {
  return moveState(tx, ctx, appealMachine, { id: appeal.id, transition, applicationId: appeal.applicationId, firmId: appeal.firmId, ...more });
}

/** Takes a filed appeal up, by an officer who is new to the case. Throws AppError four_eyes, not_your_turn, transition_not_allowed. */
export async function checkAdmissibility(ctx: Context, input: { appealId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const opened = await openFor(tx, ctx, input.appealId, 'check_admissibility');
    await move(tx, ctx, opened, 'check_admissibility');
  });
}

/** Passes an admissible appeal to the reviewers; their days begin. Throws AppError four_eyes, not_your_turn, transition_not_allowed. */
export async function admitAppeal(ctx: Context, input: { appealId: string }): Promise<{ dueOn: string }> {
  return withActor(ctx, async (tx) => {
    const opened = await openFor(tx, ctx, input.appealId, 'admit');
    const { rules, appeal } = opened;
    const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.appeal, rules.holidays).dueOn;
    await move(tx, ctx, opened, 'admit');
    await patchAppeal(tx, appeal.id, { due_on: dueOn });
    await tellAppeal(tx, ctx, appeal, 'appeal_admitted', ['firm', 'senior_officers'], { dueOn });
    return { dueOn };
  });
}

/** Refuses to admit an appeal, with a code and a reason that the firm reads. Throws AppError invalid_input, four_eyes, not_your_turn, transition_not_allowed. */
export async function refuseAdmission(ctx: Context, input: { appealId: string; code: InadmissibleCode; reason: string }): Promise<void> {
  const reason = input.reason.trim();
  const fields: FieldErrors = {};
  if (!INADMISSIBLE_CODES.includes(input.code)) fields['code'] = ['errors.field.choose'];
  if (reason.length < 2) fields['reason'] = ['errors.reason_required'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  await withActor(
    ctx,
    async (tx) => {
      const opened = await openFor(tx, ctx, input.appealId, 'refuse_admission');
      // The row must carry the reason when its state changes; a check of the table asks for it.
      await patchAppeal(tx, opened.appeal.id, { admissibility_text: reason, decided_at: ctx.now });
      await move(tx, ctx, opened, 'refuse_admission', { reason, reasonCode: input.code });
      await tellAppeal(tx, ctx, opened.appeal, 'appeal_inadmissible', ['firm', 'senior_officers'], { reason });
    },
    { operation: 'applications.refuse_admission', content: input },
  );
}

/** Calls the firm to a hearing; the caller becomes the reviewer. Throws AppError invalid_input (a moment in the past, no place), four_eyes, not_your_turn, transition_not_allowed. */
export async function callHearing(ctx: Context, input: { appealId: string; at: Date; place: string }): Promise<void> {
  const place = input.place.trim();
  const fields: FieldErrors = {};
  if (input.at <= ctx.now) fields['on'] = ['appeals.hearing.past'];
  if (place.length < 2) fields['place'] = ['errors.field.required'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  await withActor(
    ctx,
    async (tx) => {
      const opened = await openFor(tx, ctx, input.appealId, 'hear');
      await patchAppeal(tx, opened.appeal.id, { reviewer_id: userIdOf(ctx), hearing_at: input.at, hearing_place: place });
      await move(tx, ctx, opened, 'hear', { payload: { at: input.at.toISOString() } });
      await tellAppeal(tx, ctx, opened.appeal, 'appeal_hearing', ['firm'], { hearingAt: input.at.toISOString(), place });
    },
    { operation: 'applications.call_hearing', content: { ...input, at: input.at.toISOString() } },
  );
}

export interface VerdictInput {
  readonly appealId: string;
  readonly verdict: AppealVerdict;
  readonly reason: string;
  /** Minutes of the hearing; needed after one was called, read by the headquarters only. */
  readonly minutes: string;
}

/**
 * Decides an appeal with a reason that the firm reads; the decider becomes the reviewer. After a called hearing its minutes are
 * needed, and the hearing must have been. Throws AppError invalid_input, incomplete (hearing to come), four_eyes, not_your_turn, transition_not_allowed.
 */
export async function decideAppeal(ctx: Context, input: VerdictInput): Promise<void> {
  const reason = input.reason.trim();
  const minutes = input.minutes.trim();
  await withActor(
    ctx,
    async (tx) => {
      const transition = APPEAL_VERDICTS[input.verdict];
      const opened = await openFor(tx, ctx, input.appealId, transition);
      const { appeal, rules } = opened;
      const fields: FieldErrors = {};
      if (reason.length < 2) fields['reason'] = ['errors.reason_required'];
      if (appeal.state === 'hearing' && !minutes && !(await findAppealMinutes(tx, appeal.id))) fields['minutes'] = ['appeals.decide.minutes_missing'];
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      if (appeal.state === 'hearing' && appeal.hearingAt && appeal.hearingAt > ctx.now) throw new AppError('incomplete', { fields: { '': ['appeals.decide.hearing_to_come'] } });
      await patchAppeal(tx, appeal.id, { reviewer_id: userIdOf(ctx), decision_text: reason, decided_at: ctx.now, ...(minutes ? { minutes } : {}) });
      await move(tx, ctx, opened, transition, { reason });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), appealMachine.states.upheld.promiseDays ?? 5, rules.holidays).dueOn;
      await tellAppeal(tx, ctx, appeal, `appeal_${input.verdict}`, ['firm', 'case_officer'], { reason, ...(input.verdict === 'dismissed' ? {} : { dueOn }) });
      if (input.verdict !== 'dismissed') await patchAppeal(tx, appeal.id, { due_on: dueOn });
    },
    { operation: 'applications.decide_appeal', content: input },
  );
}

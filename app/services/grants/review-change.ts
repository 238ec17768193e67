import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { canMoveChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { checkFields } from '#app/domain/grants/change-rules.ts';
import { canRebase } from '#app/domain/grants/change-values.ts';
import { hasDuty } from '#app/domain/workflow/decision.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { patchChange } from '#db/queries/change-requests.ts';
import { withActor } from '#db/transaction.ts';
import { getChangeCase, presentValues, type ChangeCase } from './change-case.ts';
import { notInForce } from './start-change.ts';
import { tellGrant } from './tell-grant.ts';

/** The longest time a firm is given for an answer, in days. */
const LONGEST_QUERY_DAYS = 60;

/** Reasons for which a change is denied; texts `changes.deny_code.<code>`. */
export const DENY_CODES = ['no_ground', 'purpose', 'proof', 'late', 'budget', 'other'] as const;
export type DenyCode = (typeof DENY_CODES)[number];

/** Refuses when the agreement changed under the request, or its rules do not hold any more. */
export function assertStillFits(opened: ChangeCase, now: Date): void {
  const { change, agreement, current, facts, settings } = opened;
  if (agreement.state !== 'in_force') throw notInForce();
  if (change.baseVersion !== current.number) throw new AppError('stale_version', { fields: { '': [canRebase(change.before, presentValues(opened)) ? 'changes.refused.base_moved' : 'changes.refused.base_conflict'] } });
  const issues = checkFields(change.kind, change.before, change.after, facts, toSeoulDate(now), settings);
  if (issues.length > 0) throw new AppError('incomplete', { fields: { '': issues.map((issue) => encodeMessage(issue.messageId, issue.params)) } });
}

/** An officer sends a question with a day by which the firm answers; the request is the firm's until then. */
export async function queryChange(ctx: Context, input: { id: string; version: number; question: string; dueOn: string }): Promise<null> {
  const question = input.question.trim();
  const today = toSeoulDate(ctx.now);
  if (question.length < 2) throw new AppError('invalid_input', { fields: { question: ['errors.reason_required'] } });
  if (input.dueOn <= today || input.dueOn > addDays(today, LONGEST_QUERY_DAYS)) throw new AppError('invalid_input', { fields: { dueOn: [encodeMessage('changes.rule.due_range', { from: addDays(today, 1), until: addDays(today, LONGEST_QUERY_DAYS) })] } });
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change, head } = opened;
      assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, 'query'));
      await moveState(tx, ctx, changeRequestMachine, { id: change.id, transition: 'query', expectedVersion: input.version, reason: question, applicationId: change.applicationId, firmId: change.firmId, payload: { dueOn: input.dueOn } });
      // The firm may name another account in its answer: finance looks again.
      await patchChange(tx, change.id, { dueOn: input.dueOn, bankCheckedBy: null, queries: [...change.queries, { text: question, dueOn: input.dueOn, at: ctx.now.toISOString(), byName: ctx.actor.name, values: change.after }] });
      await tellGrant(tx, ctx, head, 'change_queried', ['firm', 'consultant'], { page: 'change', changeId: change.id }, { reason: question, dueOn: input.dueOn });
      return null;
    },
    { operation: 'changes.query', content: input },
  );
}

/** An officer recommends a change with an opinion. Throws stale_version when the agreement moved on, incomplete when a rule refuses by now. */
export async function recommendChange(ctx: Context, input: { id: string; version: number; opinion: string }): Promise<null> {
  const opinion = input.opinion.trim();
  if (opinion.length < 5) throw new AppError('invalid_input', { fields: { opinion: ['errors.field.required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change, head } = opened;
      assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, 'recommend'));
      assertStillFits(opened, ctx.now);
      await moveState(tx, ctx, changeRequestMachine, { id: change.id, transition: 'recommend', expectedVersion: input.version, applicationId: change.applicationId, firmId: change.firmId, payload: { baseVersion: change.baseVersion } });
      await patchChange(tx, change.id, { recommended: { by: userIdOf(ctx), at: ctx.now, opinion } });
      await tellGrant(tx, ctx, head, 'change_recommended', ['seniors', ...(change.kind === 'bank_account' ? (['finance'] as const) : [])], { page: 'change', changeId: change.id });
      return null;
    },
    { operation: 'changes.recommend', content: input },
  );
}

/** A senior officer denies a change with a code and words to the firm. */
export async function denyChange(ctx: Context, input: { id: string; version: number; code: DenyCode; reason: string }): Promise<null> {
  const reason = input.reason.trim();
  if (reason.length < 5) throw new AppError('invalid_input', { fields: { reason: ['errors.reason_required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change, head } = opened;
      assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, 'deny'));
      await moveState(tx, ctx, changeRequestMachine, { id: change.id, transition: 'deny', expectedVersion: input.version, reason, reasonCode: input.code, applicationId: change.applicationId, firmId: change.firmId });
      await patchChange(tx, change.id, { denied: { code: input.code, text: reason }, dueOn: null });
      await tellGrant(tx, ctx, head, 'change_denied', ['firm', 'consultant', 'officers'], { page: 'change', changeId: change.id }, { reason });
      return null;
    },
    { operation: 'changes.deny', content: input },
  );
}

/**
 * Finance has checked the proposed account, with a call on the old number. Somebody else approves the change afterwards.
 */
export async function checkChangeAccount(ctx: Context, input: { id: string; note: string }): Promise<null> {
  const note = input.note.trim();
  if (note.length < 5) throw new AppError('invalid_input', { fields: { note: ['errors.field.required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change } = opened;
      assertAllowed(hasDuty(ctx.actor, ['finance_officer']));
      if (change.kind !== 'bank_account' || !['submitted', 'recommended'].includes(change.state) || change.bankCheckedBy) throw new AppError('transition_not_allowed');
      assertAllowed(isOtherPerson(ctx.actor.userId, [change.recommendedBy, change.signedBy]));
      await patchChange(tx, change.id, { bankCheckedBy: userIdOf(ctx) });
      await recordEvent(tx, ctx, { machine: 'change_request', subjectType: 'change_request', subjectId: change.id, applicationId: change.applicationId, firmId: change.firmId, action: 'check_account', reason: note, payload: { bankAccountId: change.after['bankAccountId'] } });
      return null;
    },
    { operation: 'changes.check_account', content: input },
  );
}

/**
 * Moves a request onto the current version, when none of its own fields was changed meanwhile. Throws stale_version when one
 * was: then the firm has to look at it again.
 */
export async function rebaseChange(ctx: Context, input: { id: string; version: number }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change, current } = opened;
      assertAllowed(hasDuty(ctx.actor, ['officer']));
      if (!['submitted', 'recommended'].includes(change.state)) throw new AppError('transition_not_allowed');
      if (change.version !== input.version) throw new AppError('stale_version');
      if (!canRebase(change.before, presentValues(opened))) throw new AppError('stale_version', { fields: { '': ['changes.refused.base_conflict'] } });
      await patchChange(tx, change.id, { baseVersion: current.number });
      await recordEvent(tx, ctx, { machine: 'change_request', subjectType: 'change_request', subjectId: change.id, applicationId: change.applicationId, firmId: change.firmId, action: 'rebase', payload: { from: change.baseVersion, to: current.number } });
      return null;
    },
    { operation: 'changes.rebase', content: input },
  );
}

/** The representative takes a request back before it is applied. */
export async function withdrawChange(ctx: Context, input: { id: string }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getChangeCase(tx, ctx, input.id, true);
      const { change, head } = opened;
      assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, 'withdraw'));
      await moveState(tx, ctx, changeRequestMachine, { id: change.id, transition: 'withdraw', applicationId: change.applicationId, firmId: change.firmId });
      if (change.state !== 'draft') await tellGrant(tx, ctx, head, 'change_withdrawn', ['officers', 'consultant'], { page: 'change', changeId: change.id });
      return null;
    },
    { operation: 'changes.withdraw', content: input },
  );
}

import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { AppError, encodeMessage, type FieldErrors } from '#app/domain/errors.ts';
import { canMoveChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { checkChange, isSmallChange } from '#app/domain/grants/change-rules.ts';
import { deltaOf } from '#app/domain/grants/change-values.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchChange } from '#db/queries/change-requests.ts';
import { asWorker, withActor, type ActorTx } from '#db/transaction.ts';
import { applyChange } from './apply-change.ts';
import { getChangeCase, hashChange, listProofs, type ChangeCase } from './change-case.ts';
import { checkSignCode, sendSignCode } from './sign-code.ts';
import { notInForce } from './start-change.ts';
import { tellGrant } from './tell-grant.ts';

export type SignTransition = 'submit' | 'notify_small_change' | 'answer';

/** What the signature does now: answer a query, notify a small change, or send the request. */
export function signTransition({ change, facts, settings }: Pick<ChangeCase, 'change' | 'facts' | 'settings'>): SignTransition {
  if (change.state === 'queried') return 'answer';
  return isSmallChange(change.kind, change.after, facts, settings) ? 'notify_small_change' : 'submit';
}

/** Everything that keeps a request from being signed today, by form field. */
export function problemsOf(opened: ChangeCase, proofs: number, now: Date): FieldErrors {
  const { change, facts, settings } = opened;
  const fields: FieldErrors = {};
  for (const issue of checkChange({ kind: change.kind, before: change.before, after: change.after, causeOn: change.causeOn, reason: change.reason, proofs, today: windowDay(change, now) }, facts, settings)) {
    (fields[issue.subject ?? ''] ??= []).push(encodeMessage(issue.messageId, issue.params));
  }
  return fields;
}

/** An answered query was asked in time when the request was; the windows count from the first signature. */
function windowDay(change: ChangeCase['change'], now: Date): string {
  return toSeoulDate(change.state === 'queried' && change.submittedAt ? change.submittedAt : now);
}

/** Mails the code with which the representative confirms the signature under a request. */
export async function sendChangeCode(ctx: Context, input: { id: string }): Promise<{ email: string }> {
  const { firmId, firmName } = await withActor(ctx, async (tx) => {
    const opened = await getChangeCase(tx, ctx, input.id);
    assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, signTransition(opened)));
    return opened.head;
  });
  return sendSignCode(ctx, { subjectType: 'change_request', subjectId: input.id, path: paths.firmChange(input.id), firmId, firmName });
}

export interface SignChangeInput {
  readonly id: string;
  /** SHA-256 of the request as it was shown, hex. */
  readonly hash: string;
  readonly code: string;
  /** Words to the headquarters that answer an open query. */
  readonly answer: string;
}

/**
 * The representative signs a request with the code from the mail: it goes to the headquarters, or is applied at once when it
 * is small enough to be notified. Throws invalid_input with what the rules refuse, stale_version when another text was shown.
 */
export async function signChange(ctx: Context, input: SignChangeInput): Promise<{ transition: SignTransition }> {
  const transition = await withActor(ctx, async (tx) => {
    const opened = await getChangeCase(tx, ctx, input.id);
    const wanted = signTransition(opened);
    const policy = canMoveChangeRequest(ctx.actor, opened.asChange, wanted);
    // A repeated request finds the step done; its stored answer comes from the second transaction.
    if (!policy.allowed && !(ctx.idempotencyKey && policy.code !== 'not_allowed')) throw new AppError(policy.code);
    if (wanted === 'answer' && input.answer.trim().length < 2) throw new AppError('invalid_input', { fields: { answer: ['errors.field.required'] } });
    if (policy.allowed) await assertSignable(tx, ctx, opened, input.hash);
    return wanted;
  });
  await checkSignCode(ctx, input.id, input.code);
  const content = { id: input.id, hash: input.hash };
  if (transition === 'notify_small_change') return signSmall(ctx, input);
  return withActor(ctx, (tx) => sign(tx, ctx, input), { operation: 'changes.sign', content });
}

/** The version of the agreement is written by the product, whose role may do so; the firm's own role may not. */
async function signSmall(ctx: Context, input: SignChangeInput): Promise<{ transition: SignTransition }> {
  await asWorker(async (tx) => {
    const opened = await getChangeCase(tx, ctx, input.id, true);
    // A repeated press of the same form finds its own notice applied.
    if (opened.change.state === 'applied' && ctx.idempotencyKey) return;
    assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, 'notify_small_change'));
    await assertSignable(tx, ctx, opened, input.hash);
    await patchChange(tx, opened.change.id, { signed: { by: userIdOf(ctx), hash: input.hash, at: ctx.now } });
    await applyChange(tx, ctx, await getChangeCase(tx, ctx, input.id), 'notify_small_change');
  }, ctx.requestId);
  return { transition: 'notify_small_change' };
}

async function sign(tx: ActorTx, ctx: Context, input: SignChangeInput): Promise<{ transition: SignTransition }> {
  const opened = await getChangeCase(tx, ctx, input.id, true);
  const { change, head, settings, rules } = opened;
  const transition = signTransition(opened);
  assertAllowed(canMoveChangeRequest(ctx.actor, opened.asChange, transition));
  await assertSignable(tx, ctx, opened, input.hash);
  const query = change.queries.at(-1);
  const isAnswer = transition === 'answer';
  const diff = isAnswer && query ? deltaOf(query.values, change.after) : [];
  await moveState(tx, ctx, changeRequestMachine, { id: change.id, transition, applicationId: change.applicationId, firmId: change.firmId, payload: { hash: input.hash, kind: change.kind, causeOn: change.causeOn, method: 'code', changed: diff.map(({ key }) => key) } });
  await patchChange(tx, change.id, {
    signed: { by: userIdOf(ctx), hash: input.hash, at: isAnswer && change.submittedAt ? change.submittedAt : ctx.now },
    dueOn: null,
    ...(isAnswer ? { answers: [...change.answers, { text: input.answer.trim(), at: ctx.now.toISOString(), byName: ctx.actor.name, diff }] } : {}),
  });
  const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.changeRequest, rules.holidays).dueOn;
  await tellGrant(tx, ctx, head, isAnswer ? 'change_answered' : 'change_submitted', isAnswer ? ['officers'] : ['officers', 'consultant'], { page: 'change', changeId: change.id }, { dueOn });
  return { transition };
}

async function assertSignable(tx: ActorTx, ctx: Context, opened: ChangeCase, hash: string): Promise<void> {
  const { change, agreement, current } = opened;
  if (agreement.state !== 'in_force') throw notInForce();
  if (change.baseVersion !== current.number) throw new AppError('stale_version', { fields: { '': ['changes.refused.base_firm'] } });
  const proofs = await listProofs(tx, change.id);
  if (hashChange(change, proofs) !== hash) throw new AppError('stale_version', { fields: { '': ['changes.refused.other_text'] } });
  const fields = problemsOf(opened, proofs.length, ctx.now);
  if (Object.keys(fields).length > 0) throw new AppError('incomplete', { fields: { '': Object.values(fields).flat() } });
}

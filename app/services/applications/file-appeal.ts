import type { Context } from '#app/domain/accounts/context.ts';
import { appealMachine } from '#app/domain/applications/appeal-machine.ts';
import { canAppealDecision, canFileAppeal, canMoveAppeal } from '#app/domain/applications/appeal-policy.ts';
import { appealWindow, type AppealedMachine } from '#app/domain/applications/appeal-rules.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { openAppeal, tellAppeal } from '#app/services/applications/open-appeal.ts';
import { assertAllowed, readRules, userIdOf } from '#app/services/applications/open-case.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { storeDocument } from '#app/services/documents/store-document.ts';
import { keepClock } from '#app/services/workflow/keep-clock.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAppeal, insertAppeal, listAppealTargets, type AppealTarget } from '#db/queries/appeals.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { insertDocumentUse } from '#db/queries/documents.ts';
import { findStoredResult } from '#db/queries/idempotency.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { firmIdOf } from './firm-draft.ts';

export interface AppealInput {
  readonly applicationId: string;
  readonly machine: AppealedMachine;
  /** What the firm asks for, in a sentence or two. */
  readonly summary: string;
  readonly grounds: string;
  readonly hearingWanted: boolean;
}

const SHORTEST_GROUNDS = 20;
const OPERATION = 'applications.file_appeal';

/**
 * Files an appeal of the own firm against a refused decision, with its files. Throws AppError invalid_input (summary or grounds
 * too short), not_found (no such decision), window_closed (the days since the delivery of the letter are over), conflict (already
 * appealed), not_allowed (not the representative), file_refused.
 */
export async function fileAppeal(ctx: Context, input: AppealInput, files: readonly Received[] = []): Promise<{ appealId: string; dueOn: string }> {
  const fields: FieldErrors = {};
  if (input.summary.trim().length < 2) fields['summary'] = ['errors.reason_required'];
  if (input.grounds.trim().length < SHORTEST_GROUNDS) fields['grounds'] = [`errors.field.too_short|${JSON.stringify({ minimum: SHORTEST_GROUNDS })}`];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  const firmId = firmIdOf(ctx);
  await withActor(ctx, async (tx) => {
    if (!(await wasDone(tx, ctx))) await openTarget(tx, ctx, firmId, input);
  });
  const documentIds: string[] = [];
  for (const received of files) documentIds.push((await storeDocument(ctx, received, { kind: 'appeal', firmId, applicationId: input.applicationId }, { field: 'files' })).documentId);
  return withActor(
    ctx,
    async (tx) => {
      const { target, rules } = await openTarget(tx, ctx, firmId, input);
      const id = uuidv7(ctx.now);
      const scope = { applicationId: target.applicationId, firmId };
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.appeal, rules.holidays).dueOn;
      await insertAppeal(tx, {
        id, target, summary: input.summary.trim(), grounds: input.grounds.trim(), hearingWanted: input.hearingWanted, documentIds,
        notifiedOn: target.deliveredAt ? toSeoulDate(target.deliveredAt) : null, filedBy: userIdOf(ctx), filedAt: ctx.now, dueOn,
      });
      for (const documentId of documentIds) await insertDocumentUse(tx, { documentId, subjectType: 'appeal', subjectId: id, purpose: 'grounds', ...scope, addedBy: ctx.actor.userId, addedAt: ctx.now });
      await recordEvent(tx, ctx, { machine: 'appeal', subjectType: 'appeal', subjectId: id, ...scope, action: 'file', to: 'filed', reason: input.summary.trim(), payload: { against: target.machine, state: target.state, files: documentIds.length }, versionAfter: 1 });
      await keepClock(tx, { machine: 'appeal', subjectId: id, ...scope, state: 'filed', spec: appealMachine.states.filed, at: ctx.now });
      const told = await findAppeal(tx, id);
      if (told) {
        await tellAppeal(tx, ctx, told, 'appeal_filed', ['officers', 'senior_officers'], { reason: input.summary.trim(), dueOn });
        await tellAppeal(tx, ctx, told, 'appeal_received', ['firm'], { dueOn });
      }
      return { appealId: id, dueOn };
    },
    { operation: OPERATION, content: input },
  );
}

/** True when this very form was taken before: a second press gets the answer of the first, not the refusal of another appeal. */
async function wasDone(tx: ActorTx, { actor, idempotencyKey }: Context): Promise<boolean> {
  return actor.userId !== null && idempotencyKey !== null && (await findStoredResult(tx, { key: idempotencyKey, userId: actor.userId, operation: OPERATION })) !== null;
}

async function openTarget(tx: ActorTx, ctx: Context, firmId: string, input: Pick<AppealInput, 'applicationId' | 'machine'>): Promise<{ target: AppealTarget; rules: ReturnType<typeof readRules> }> {
  assertAllowed(canFileAppeal(ctx.actor, { firmId, state: null, earlierActorIds: [] }));
  const target = (await listAppealTargets(tx, firmId, input.applicationId)).find((entry) => entry.machine === input.machine);
  if (!target) throw new AppError('not_found');
  const rules = readRules(await findCaseRules(tx, target.applicationId));
  const { isOpen } = windowOf(target, rules, ctx.now);
  assertAllowed(canAppealDecision({ machine: target.machine, state: target.state, isOpen, hasAppeal: target.hasAppeal }));
  return { target, rules };
}

/** Until when the decision may be appealed, under the rules of its programme year. */
export function windowOf(target: Pick<AppealTarget, 'deliveredAt' | 'namedOn'>, rules: ReturnType<typeof readRules>, now: Date): ReturnType<typeof appealWindow> {
  return appealWindow({ deliveredOn: target.deliveredAt ? toSeoulDate(target.deliveredAt) : null, namedOn: target.namedOn, days: rules.settings.appealDays, today: toSeoulDate(now), holidays: rules.holidays });
}

/** Takes an undecided appeal of the own firm back; the decision stays as it was. Throws AppError not_found, not_your_turn, transition_not_allowed once decided. */
export async function withdrawAppeal(ctx: Context, input: { appealId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { appeal, subject } = await openAppeal(tx, ctx, input.appealId);
      assertAllowed(canMoveAppeal(ctx.actor, subject, 'withdraw'));
      const reason = input.reason.trim();
      await moveState(tx, ctx, appealMachine, { id: appeal.id, transition: 'withdraw', reason: reason || undefined, applicationId: appeal.applicationId, firmId: appeal.firmId });
      await tellAppeal(tx, ctx, appeal, 'appeal_withdrawn', ['officers', 'senior_officers'], reason ? { reason } : {});
    },
    { operation: 'applications.withdraw_appeal', content: input },
  );
}

import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canWithdrawApplication } from '#app/domain/applications/application-policy.ts';
import { listWithdrawalEffects, type WithdrawalEffect } from '#app/domain/applications/withdrawal-effects.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { officerPeople, tell, tellFirmSide } from '#app/services/applications/tell.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { findTransition } from '#app/domain/workflow/machine.ts';
import { enqueue } from '#db/enqueue.ts';
import { findCaseParts, type CaseParts } from '#db/queries/case-states.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { withActor } from '#db/transaction.ts';
import { firmIdOf } from './firm-draft.ts';

const BEFORE_AGREEMENT: readonly string[] = ['drafting', 'declined', 'lapsed', 'offer_withdrawn'];

/** What a withdrawal ends, as the page lists it before it is confirmed. */
export interface WithdrawalEffects {
  readonly applicationId: string;
  readonly receiptNumber: string | null;
  readonly state: CaseParts['application']['state'];
  /** False once an agreement was offered: then a termination is the way. */
  readonly possible: boolean;
  /** What it ends, in the order of the page. */
  readonly effects: readonly WithdrawalEffect[];
  readonly isAgreed: boolean;
  readonly freesPlace: boolean;
}

/** Reads what a withdrawal of the own application would end. Throws not_found. */
export async function getWithdrawalEffects(ctx: Context, applicationId: string): Promise<WithdrawalEffects> {
  return withActor(ctx, async (tx) => {
    const parts = await findCaseParts(tx, applicationId);
    if (!parts || parts.firmId !== firmIdOf(ctx)) throw new AppError('not_found');
    return effectsOf(ctx, parts);
  });
}

function effectsOf(ctx: Context, parts: CaseParts): WithdrawalEffects {
  const allowed = canWithdrawApplication(ctx.actor, { firmId: parts.firmId, state: parts.application.state }).allowed;
  const admitted = parts.application.state === 'admitted';
  const agreed = parts.agreement !== null && !BEFORE_AGREEMENT.includes(parts.agreement.state);
  return {
    applicationId: parts.applicationId,
    receiptNumber: parts.receiptNumber,
    state: parts.application.state,
    possible: allowed && !agreed,
    effects: listWithdrawalEffects({
      application: parts.application.state, isSubmitted: parts.receiptNumber !== null, assignment: parts.assignment?.state ?? null, diagnosis: parts.diagnosis?.state ?? null, plan: parts.plan?.state ?? null,
      grantDecision: parts.grantDecision?.state ?? null,
    }),
    isAgreed: agreed,
    freesPlace: admitted,
  };
}

function endableAssignment(parts: CaseParts): string | null {
  const { assignment } = parts;
  return assignment && findTransition(assignmentMachine, 'cancel', assignment.state) ? assignment.id : null;
}

/**
 * Withdraws the own application for good. A consultant who was only asked is released in the same transaction; the work of a
 * selected firm is ended and its place given to the reserve list by a job that exists exactly if the withdrawal does. Throws
 * not_allowed (not the representative), reason_required, transition_not_allowed after the end or once agreed.
 */
export async function withdrawApplication(ctx: Context, input: { applicationId: string; reason: string }): Promise<{ applicationId: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const parts = await findCaseParts(tx, input.applicationId);
      if (!parts || parts.firmId !== firmIdOf(ctx)) throw new AppError('not_found');
      assertAllowed(canWithdrawApplication(ctx.actor, { firmId: parts.firmId, state: parts.application.state }));
      const effects = effectsOf(ctx, parts);
      if (!effects.possible) throw new AppError('transition_not_allowed');
      const scope = { applicationId: parts.applicationId, firmId: parts.firmId };
      await moveState(tx, ctx, applicationMachine, { id: parts.applicationId, transition: 'withdraw', reason: input.reason, ...scope });
      const assignmentId = endableAssignment(parts);
      if (assignmentId) await moveState(tx, asSystem(ctx), assignmentMachine, { id: assignmentId, transition: 'cancel', reason: input.reason, ...scope });
      const head = await findCaseHead(tx, parts.applicationId);
      if (effects.freesPlace || head?.reserveCallUntil) await enqueue(tx, 'free-place', { applicationId: parts.applicationId });
      if (head) {
        await tellFirmSide(tx, ctx, head, 'application_withdrawn', { reason: input.reason }, true);
        if (parts.receiptNumber) await tell(tx, ctx, head, 'application_withdrawn', await officerPeople(tx, head), { reason: input.reason });
      }
      return { applicationId: parts.applicationId };
    },
    { operation: 'applications.withdraw', content: input },
  );
}

import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canDecideApplication } from '#app/domain/applications/application-policy.ts';
import { REJECTION_CODES } from '#app/domain/applications/decision-codes.ts';
import { addDays, laterDate } from '#app/domain/calendar/civil-date.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, openCase, userIdOf, type OpenCase } from '#app/services/applications/open-case.ts';
import { officerPeople, tell, tellFirmSide } from '#app/services/applications/tell.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { patchCase, type CasePatch } from '#db/queries/cases.ts';
import { countReserveBefore, findPreparedStep, insertDecision, lockYear, nextReserveNumber, takePlace } from '#db/queries/decisions.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

export interface DecisionInput {
  readonly applicationId: string;
  readonly kind: 'admitted' | 'reserve' | 'rejected';
  /** Coded reason; needed to reject. */
  readonly reasonCode: string | null;
  /** Needed to reject, and to admit past somebody on the reserve list. */
  readonly reasonText: string;
  readonly feedback: string;
}

const TRANSITION = { admitted: 'admit', reserve: 'put_on_reserve', rejected: 'reject' } as const;

/**
 * Decides on a ranked application (or admits one from the reserve list). The deciding person is not the one who closed the
 * ranking; a place is taken from the quota in the same transaction. Throws AppError four_eyes, held (a hold on applying, when admitting), limit_exceeded (no place left),
 * invalid_input (missing code or reason, total below the pass mark), reason_required, transition_not_allowed, not_your_turn.
 */
export async function decideApplication(ctx: Context, input: DecisionInput): Promise<{ reserveNumber: number | null; appealUntil: string | null }> {
  const problems = problemsOf(input);
  if (Object.keys(problems).length > 0) throw new AppError('invalid_input', { fields: problems });
  return withActor(
    ctx,
    async (tx) => {
      const opened = await openCase(tx, input.applicationId);
      const { head, rules, subject } = opened;
      const prepared = await findPreparedStep(tx, head.id, 'rank');
      assertAllowed(canDecideApplication(ctx.actor, { ...subject, proposedBy: prepared?.actorId ?? null }, TRANSITION[input.kind]));
      if (input.kind !== 'rejected' && head.totalScore !== null && head.totalScore < rules.settings.passMark) throw new AppError('invalid_input', { fields: { kind: ['cases.decision.below_pass'] } });
      if (input.kind === 'admitted') await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'apply');
      const today = toSeoulDate(ctx.now);
      const patch = await placeOf(tx, opened, input, today);
      const appealUntil = input.kind === 'admitted' ? null : deadlineAfterDays(today, rules.settings.appealDays, rules.holidays).dueOn;
      const reason = input.reasonText.trim();
      await moveState(tx, ctx, applicationMachine, {
        id: head.id, transition: TRANSITION[input.kind], reason: reason || undefined, reasonCode: input.reasonCode ?? undefined, applicationId: head.id, firmId: head.firmId,
      });
      await patchCase(tx, head.id, { ...patch, decided_at: ctx.now });
      await insertDecision(tx, {
        applicationId: head.id, firmId: head.firmId, kind: input.kind, reasonCode: input.reasonCode, reasonText: reason || null, feedback: input.feedback.trim() || null,
        scoreTotal: head.totalScore, rankNumber: head.rankNumber, proposedBy: prepared?.actorId ?? null, proposedAt: prepared?.at ?? null,
        decidedBy: userIdOf(ctx), decidedAt: ctx.now, appealUntil, settingsVersionId: rules.settingsVersionId,
      });
      await tellDecision(tx, ctx, opened, input, patch, appealUntil);
      return { reserveNumber: patch.reserve_number ?? null, appealUntil };
    },
    { operation: 'applications.decide', content: input },
  );
}

/** Takes the place in the quota or on the reserve list; the year's row is locked, so that two decisions cannot share one. */
async function placeOf(tx: ActorTx, { head, rules }: OpenCase, input: DecisionInput, today: string): Promise<CasePatch> {
  if (input.kind === 'rejected') return { due_on: null };
  if (input.kind === 'reserve') {
    await lockYear(tx, head.programmeYearId);
    const until = laterDate(head.selectionClosesOn, addDays(today, rules.settings.reserveDays));
    return { due_on: until, reserve_number: await nextReserveNumber(tx, head.programmeYearId), reserve_until: until };
  }
  if (head.state === 'reserve' && head.reserveNumber !== null) {
    const before = await countReserveBefore(tx, head.programmeYearId, head.reserveNumber);
    if (before > 0 && input.reasonText.trim().length < 2) throw new AppError('invalid_input', { fields: { reasonText: ['cases.decision.order_reason'] } });
  }
  if (!(await takePlace(tx, head.programmeYearId))) throw new AppError('limit_exceeded', { fields: { kind: ['cases.decision.no_place'] } });
  return { due_on: deadlineAfterWorkingDays(today, rules.settings.matchDays, rules.holidays).dueOn, ...(head.reserveCallUntil === null ? {} : { reserve_call_until: null }) };
}

async function tellDecision(tx: ActorTx, ctx: Context, { head }: OpenCase, input: DecisionInput, patch: CasePatch, appealUntil: string | null): Promise<void> {
  const people = await officerPeople(tx, head);
  if (input.kind === 'admitted') {
    await tellFirmSide(tx, ctx, head, 'application_admitted', { dueOn: patch.due_on ?? '' }, true);
    await tell(tx, ctx, head, 'application_decided', people, {});
  } else if (input.kind === 'reserve') {
    await tellFirmSide(tx, ctx, head, 'application_reserved', { count: patch.reserve_number ?? 1, dueOn: patch.reserve_until ?? '' });
    await tell(tx, ctx, head, 'application_decided', people, {});
  } else {
    await tellFirmSide(tx, ctx, head, 'application_rejected', { dueOn: appealUntil ?? '', reason: `${input.reasonCode ?? ''} ${input.reasonText.trim()}`.trim() }, true, paths.firmAppeal());
    await tell(tx, ctx, head, 'application_decided', people, {});
  }
}

function problemsOf(input: DecisionInput): FieldErrors {
  const problems: FieldErrors = {};
  if (input.kind !== 'rejected') return problems;
  if (!REJECTION_CODES.some((entry) => entry.code === input.reasonCode)) problems['reasonCode'] = ['cases.decision.code_missing'];
  if (input.reasonText.trim().length < 2) problems['reasonText'] = ['cases.decision.reason_missing'];
  return problems;
}

import type { Context } from '#app/domain/accounts/context.ts';
import { asSystem } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { canProposeAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { roleOfField, toConsultingFields } from '#app/domain/assignments/field-names.ts';
import { rankConsultants, scoreConsultant, type AssignmentScore } from '#app/domain/assignments/proposal.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { totalManDays } from '#app/domain/programmes/settings.ts';
import { assertAllowed, openCase, userIdOf, type OpenCase } from '#app/services/applications/open-case.ts';
import { tell } from '#app/services/applications/tell.ts';
import { limitsOf, needOf, profileOf } from '#app/services/assignments/proposal-facts.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAssignment, insertAssignment, listAssignmentsOfCase, lockCase, patchOffer, replaceConsultant } from '#db/queries/assignments.ts';
import { listPool, type PoolMember } from '#db/queries/consultants.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

const LIVE = ['proposed', 'conflict_check', 'offered', 'accepted', 'objected', 'active', 'handover'];

export interface ProposalInput {
  readonly applicationId: string;
  readonly consultantId: string;
}

/** What became of a proposal: offered to the consultant, or stopped by a conflict that a senior officer may waive. */
export interface ProposalResult {
  readonly assignmentId: string;
  readonly state: 'offered' | 'conflict_found';
  readonly dueOn: string | null;
}

/**
 * Proposes a consultant, checks conflicts and offers, in one transaction. Throws AppError conflict (a live assignment exists,
 * or a hard limit of the pool), held (a hold on assigning), limit_exceeded (too many tries), transition_not_allowed (the firm is
 * not selected), invalid_input (unknown consultant), not_your_turn.
 */
export async function proposeAssignment(ctx: Context, input: ProposalInput): Promise<ProposalResult> {
  return withActor(
    ctx,
    async (tx) => {
      await lockCase(tx, input.applicationId);
      const opened = await openCase(tx, input.applicationId);
      const { head, rules, subject } = opened;
      assertAllowed(canProposeAssignment(ctx.actor, subject));
      if (head.state !== 'admitted') throw new AppError('transition_not_allowed');
      await assertNotHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign');
      const history = await listAssignmentsOfCase(tx, head.id);
      if (history.some((entry) => LIVE.includes(entry.state))) throw new AppError('conflict', { fields: { '': ['errors.conflict.consultant_asked'] } });
      const stopped = history.find((entry) => entry.state === 'conflict_found') ?? null;
      const tries = history.filter((entry) => entry.id !== stopped?.id).length;
      if (tries >= rules.settings.assignmentTriesMax) throw new AppError('limit_exceeded', { details: { maximum: rules.settings.assignmentTriesMax } });

      const { chosen, score, alternatives } = await choose(tx, ctx, opened, input.consultantId);
      const id = stopped?.id ?? uuidv7(ctx.now);
      const facts = { consultantId: chosen.id, score: score.score, reasons: score.reasons, alternatives, proposedBy: userIdOf(ctx) };
      const subjectOf = { applicationId: head.id, firmId: head.firmId };
      if (stopped) {
        await moveState(tx, ctx, assignmentMachine, { id, transition: 'choose_another', ...subjectOf, payload: { consultantId: chosen.id } });
        await replaceConsultant(tx, id, facts);
      } else {
        const role = roleOfField(toConsultingFields(head.wantedFields).find((field) => toConsultingFields(chosen.fields).includes(field)) ?? 'process');
        await insertAssignment(tx, { id, ...subjectOf, role, manDaysHalf: Math.round(totalManDays(rules.settings) * 2), tryNumber: tries + 1, at: ctx.now, ...facts });
        await recordEvent(tx, ctx, { machine: 'assignment', subjectType: 'assignment', subjectId: id, ...subjectOf, action: 'propose', to: 'proposed', payload: { consultantId: chosen.id, score: score.score }, versionAfter: 1 });
      }
      const system = asSystem(ctx);
      await moveState(tx, system, assignmentMachine, { id, transition: 'check_conflicts', ...subjectOf });
      if (chosen.softHits.length > 0) {
        await patchOffer(tx, id, { conflict_hits: chosen.softHits });
        await moveState(tx, system, assignmentMachine, { id, transition: 'find_conflict', ...subjectOf, payload: { hits: chosen.softHits } });
        return { assignmentId: id, state: 'conflict_found' as const, dueOn: null };
      }
      await moveState(tx, system, assignmentMachine, { id, transition: 'offer', ...subjectOf });
      return { assignmentId: id, state: 'offered' as const, dueOn: await sendOffer(tx, ctx, opened, id, chosen.id, chosen.name) };
    },
    { operation: 'assignments.propose', content: input },
  );
}

/** Waives a soft conflict with a reason and offers; hard conflicts never come this far. Throws AppError held, reason_required, not_your_turn, transition_not_allowed. */
export async function waiveConflict(ctx: Context, input: { applicationId: string; assignmentId: string; reason: string }): Promise<{ dueOn: string }> {
  return withActor(ctx, async (tx) => {
    await lockCase(tx, input.applicationId);
    const opened = await openCase(tx, input.applicationId);
    const row = await findAssignment(tx, input.assignmentId);
    if (!row || row.applicationId !== opened.head.id) throw new AppError('not_found');
    if (ctx.actor.duty !== 'senior_officer') throw new AppError('not_your_turn');
    await assertNotHeld(tx, { firmId: row.firmId, applicationId: row.applicationId }, 'assign');
    await moveState(tx, ctx, assignmentMachine, { id: row.id, transition: 'waive_conflict', reason: input.reason, applicationId: opened.head.id, firmId: opened.head.firmId });
    await patchOffer(tx, row.id, { waiver_text: input.reason.trim(), waived_by: userIdOf(ctx) });
    const [member] = await listPool(tx, opened.head.firmId, toSeoulDate(ctx.now), row.consultantId);
    return { dueOn: await sendOffer(tx, ctx, opened, row.id, row.consultantId, member?.name ?? '') };
  });
}

async function choose(tx: ActorTx, ctx: Context, { head, rules }: OpenCase, consultantId: string): Promise<{ chosen: PoolMember; score: AssignmentScore; alternatives: { consultantId: string; score: number }[] }> {
  const today = toSeoulDate(ctx.now);
  const limits = limitsOf(rules);
  const pool = await listPool(tx, head.firmId, today);
  const chosen = pool.find((member) => member.id === consultantId);
  if (!chosen) throw new AppError('invalid_input', { fields: { consultantId: ['assignments.propose.unknown'] } });
  const need = needOf(head, pool);
  const score = scoreConsultant(profileOf(chosen, head, today, limits), need, limits);
  if (score.blocks.length > 0) throw new AppError('conflict', { fields: { consultantId: score.blocks } });
  const ranked = rankConsultants(pool.map((member) => profileOf(member, head, today, limits)), need, limits);
  return { chosen, score, alternatives: ranked.filter((entry) => entry.consultantId !== consultantId).slice(0, 5).map((entry) => ({ consultantId: entry.consultantId, score: entry.score })) };
}

async function sendOffer(tx: ActorTx, ctx: Context, { head, rules }: OpenCase, assignmentId: string, consultantId: string, consultantName: string): Promise<string> {
  const { dueOn } = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.assignmentAcceptDays, rules.holidays);
  await patchOffer(tx, assignmentId, { offered_at: ctx.now, due_on: dueOn });
  const recipient = await findConsultantRecipient(tx, consultantId);
  await tell(tx, ctx, head, 'assignment_offered', recipient ? [recipient] : [], { consultantName, dueOn });
  return dueOn;
}

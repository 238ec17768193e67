import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { assignmentMachine } from '#app/domain/assignments/assignment-machine.ts';
import { roleOfField, toConsultingFields } from '#app/domain/assignments/field-names.ts';
import { rankConsultants, scoreConsultant, type AssignmentScore } from '#app/domain/assignments/proposal.ts';
import { countTries } from '#app/domain/assignments/tries.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { totalManDays } from '#app/domain/programmes/settings.ts';
import { userIdOf, type OpenCase } from '#app/services/applications/open-case.ts';
import { tell } from '#app/services/applications/tell.ts';
import { limitsOf, needOf, profileOf } from '#app/services/assignments/proposal-facts.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { insertAssignment, patchOffer, replaceConsultant, type AssignmentRow } from '#db/queries/assignments.ts';
import { listPool, type PoolMember } from '#db/queries/consultants.ts';
import { findConsultantRecipient } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** What became of a proposal: offered to the consultant, or stopped by a conflict that a senior officer may waive. */
export interface ProposalResult {
  readonly assignmentId: string;
  readonly state: 'offered' | 'conflict_found';
  readonly dueOn: string | null;
}

/** States in which somebody is being asked or works already; one who hands over is being replaced. */
const TAKEN = ['proposed', 'conflict_check', 'offered', 'accepted', 'objected', 'active'];

/**
 * Scores a consultant, makes the assignment, checks conflicts and offers. While one is handing over, the new assignment takes
 * over role and the days that are left. The case is locked by the caller. Throws AppError conflict, limit_exceeded, invalid_input.
 */
export async function makeProposal(tx: ActorTx, ctx: Context, opened: OpenCase, history: readonly AssignmentRow[], consultantId: string): Promise<ProposalResult> {
  const { head, rules } = opened;
  if (history.some((entry) => TAKEN.includes(entry.state))) throw new AppError('conflict', { fields: { '': ['errors.conflict.consultant_asked'] } });
  const stopped = history.find((entry) => entry.state === 'conflict_found') ?? null;
  const replaced = history.find((entry) => entry.state === 'handover') ?? null;
  if (replaced?.consultantId === consultantId) throw new AppError('invalid_input', { fields: { consultantId: ['assignments.propose.same'] } });
  if (countTries(history) >= rules.settings.assignmentTriesMax) throw new AppError('limit_exceeded', { details: { maximum: rules.settings.assignmentTriesMax } });

  const { chosen, score, alternatives } = await choose(tx, ctx, opened, consultantId);
  const id = stopped?.id ?? uuidv7(ctx.now);
  const facts = { consultantId: chosen.id, score: score.score, reasons: score.reasons, alternatives, proposedBy: userIdOf(ctx) };
  const subjectOf = { applicationId: head.id, firmId: head.firmId };
  if (stopped) {
    await moveState(tx, ctx, assignmentMachine, { id, transition: 'choose_another', ...subjectOf, payload: { consultantId: chosen.id } });
    await replaceConsultant(tx, id, facts);
  } else {
    const role = replaced?.role ?? roleOfField(toConsultingFields(head.wantedFields).find((field) => toConsultingFields(chosen.fields).includes(field)) ?? 'process');
    const manDaysHalf = Math.round(totalManDays(rules.settings) * 2) - history.filter((entry) => entry.startedOn !== null).reduce((sum, entry) => sum + entry.usedDaysHalf, 0);
    await insertAssignment(tx, { id, ...subjectOf, role, manDaysHalf: Math.max(0, manDaysHalf), tryNumber: countTries(history) + 1, replacesId: replaced?.id ?? null, at: ctx.now, ...facts });
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

/** Gives an offer its due day and tells the consultant. */
export async function sendOffer(tx: ActorTx, ctx: Context, { head, rules }: OpenCase, assignmentId: string, consultantId: string, consultantName: string): Promise<string> {
  const { dueOn } = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.assignmentAcceptDays, rules.holidays);
  await patchOffer(tx, assignmentId, { offered_at: ctx.now, due_on: dueOn });
  const recipient = await findConsultantRecipient(tx, consultantId);
  await tell(tx, ctx, head, 'assignment_offered', recipient ? [recipient] : [], { consultantName, dueOn });
  return dueOn;
}

import type { Context } from '#app/domain/accounts/context.ts';
import { canMoveAssignment, canProposeAssignment } from '#app/domain/assignments/assignment-policy.ts';
import { countTries } from '#app/domain/assignments/tries.ts';
import { rankConsultants, scoreConsultant, type AssignmentScore } from '#app/domain/assignments/proposal.ts';
import { toConsultingFields } from '#app/domain/assignments/field-names.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { totalManDays } from '#app/domain/programmes/settings.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { openCase } from '#app/services/applications/open-case.ts';
import { limitsOf, needOf, profileOf } from '#app/services/assignments/proposal-facts.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';
import { isHeld } from '#app/services/workflow/assert-not-held.ts';
import { listAssignmentsOfCase } from '#db/queries/assignments.ts';
import { listPool, type PoolMember } from '#db/queries/consultants.ts';
import { withActor } from '#db/transaction.ts';

/** How many possible consultants the page shows. */
const SHOWN = 8;

const LIVE: readonly string[] = ['proposed', 'conflict_check', 'conflict_found', 'offered', 'accepted', 'objected', 'active'];

export interface ProposalLine {
  readonly member: PoolMember;
  readonly score: AssignmentScore;
}

/** Possible consultants for a firm, best first with their reasons, who is ruled out and why, and what happened before. */
export async function listProposals(ctx: Context, applicationId: string) {
  return withActor(ctx, async (tx) => {
    const { head, rules, subject } = await openCase(tx, applicationId);
    if (ctx.actor.role !== 'officer') throw new AppError('not_allowed');
    const today = toSeoulDate(ctx.now);
    const limits = limitsOf(rules);
    const pool = await listPool(tx, head.firmId, today);
    const history = await listAssignmentsOfCase(tx, head.id);
    const working = history.find((entry) => entry.state === 'active') ?? history.find((entry) => entry.state === 'handover') ?? null;
    const handover = history.find((entry) => entry.state === 'handover') ?? null;
    const may = (transition: string) => working !== null && canMoveAssignment(ctx.actor, { ...subject, state: working.state, consultantId: working.consultantId }, transition).allowed;
    const need = needOf(head, pool);
    const members = new Map(pool.map((member) => [member.id, member]));
    const profiles = pool.map((member) => profileOf(member, head, today, limits));
    const tried = new Set(history.filter((entry) => ['declined', 'expired', 'cancelled'].includes(entry.state)).map((entry) => entry.consultantId));
    const line = (score: AssignmentScore): ProposalLine[] => {
      const member = members.get(score.consultantId);
      return member ? [{ member, score }] : [];
    };
    const ranked = rankConsultants(profiles, need, limits);
    const possible = [...ranked.filter((entry) => !tried.has(entry.consultantId)), ...ranked.filter((entry) => tried.has(entry.consultantId))].flatMap(line);
    // Who works there or hands over is not chosen again.
    const choices = possible.filter((entry) => entry.member.id !== working?.consultantId);
    const blocked = profiles.map((profile) => scoreConsultant(profile, need, limits)).filter((entry) => entry.blocks.length > 0).sort((left, right) => right.score - left.score).flatMap(line);
    const dueOn = deadlineAfterWorkingDays(today, rules.settings.assignmentAcceptDays, rules.holidays).dueOn;
    await recordView(tx, ctx, { applicationId: head.id, firmId: head.firmId, page: 'officer_assign' });
    return {
      head,
      fields: toConsultingFields(head.wantedFields),
      possible: choices.slice(0, SHOWN),
      possibleCount: choices.length,
      blocked: blocked.slice(0, SHOWN),
      history,
      live: history.find((entry) => LIVE.includes(entry.state)) ?? null,
      handover,
      triesLeft: Math.max(0, rules.settings.assignmentTriesMax - countTries(working?.state === 'active' ? [] : history)),
      manDays: totalManDays(rules.settings),
      dueOn,
      isHeld: await isHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign'),
      mayReplace: working?.state === 'active' && may('replace'),
      mayEnd: working !== null && may('end'),
      mayPropose: canProposeAssignment(ctx.actor, subject).allowed && head.state === 'admitted',
      letter: previewNotice('assignment_offered', { consultantName: '○○○', firmName: head.firmName, receiptNumber: head.receiptNumber ?? '', dueOn }, ctx.actor.locale),
    };
  });
}

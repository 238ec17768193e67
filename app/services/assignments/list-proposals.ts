import type { Context } from '#app/domain/accounts/context.ts';
import { canProposeAssignment } from '#app/domain/assignments/assignment-policy.ts';
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
    const blocked = profiles.map((profile) => scoreConsultant(profile, need, limits)).filter((entry) => entry.blocks.length > 0).sort((left, right) => right.score - left.score).flatMap(line);
    const dueOn = deadlineAfterWorkingDays(today, rules.settings.assignmentAcceptDays, rules.holidays).dueOn;
    await recordView(tx, ctx, { applicationId: head.id, firmId: head.firmId, page: 'officer_assign' });
    return {
      head,
      fields: toConsultingFields(head.wantedFields),
      possible: possible.slice(0, SHOWN),
      possibleCount: possible.length,
      blocked: blocked.slice(0, SHOWN),
      history,
      live: history.find((entry) => ['proposed', 'conflict_check', 'conflict_found', 'offered', 'accepted', 'objected', 'active', 'handover'].includes(entry.state)) ?? null,
      triesLeft: Math.max(0, rules.settings.assignmentTriesMax - history.filter((entry) => entry.state !== 'conflict_found').length),
      manDays: totalManDays(rules.settings),
      dueOn,
      isHeld: await isHeld(tx, { firmId: head.firmId, applicationId: head.id }, 'assign'),
      mayPropose: canProposeAssignment(ctx.actor, subject).allowed && head.state === 'admitted',
      letter: previewNotice('assignment_offered', { consultantName: '○○○', firmName: head.firmName, receiptNumber: head.receiptNumber ?? '', dueOn }, ctx.actor.locale),
    };
  });
}

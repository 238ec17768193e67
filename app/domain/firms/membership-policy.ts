import type { Actor } from '#app/domain/accounts/actor.ts';
import { SCREENING_OFFICERS } from '#app/domain/accounts/duty-groups.ts';
import type { MembershipState } from '#app/domain/firms/membership-machine.ts';
import { canWriteAs } from '#app/domain/workflow/case-access.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { all, allowIf, type Decision } from '#app/domain/workflow/decision.ts';

/** Officers bring the end of a running follow-up forward, partner headquarters in their own group. */
export function canShortenMembership(actor: Actor, subject: CaseSubject & { readonly state: MembershipState }): Decision {
  return all(canWriteAs(actor, subject, SCREENING_OFFICERS), allowIf(subject.state === 'eligible' || subject.state === 'active', 'transition_not_allowed'));
}

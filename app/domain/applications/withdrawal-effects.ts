import type { ApplicationState } from '#app/domain/applications/application-states.ts';

/** The states that decide what a withdrawal ends. */
export interface WithdrawalFacts {
  readonly application: ApplicationState;
  readonly isSubmitted: boolean;
  readonly assignment: string | null;
  readonly diagnosis: string | null;
  readonly plan: string | null;
  readonly grantDecision: string | null;
}

/** What a withdrawal does; each has a text `applications.withdraw.effect_<effect>`. */
export const WITHDRAWAL_EFFECTS = ['end', 'draft', 'review', 'correction', 'evaluation', 'reserve', 'place', 'assignment', 'consultant', 'plan', 'grant', 'funds', 'officer', 'kept', 'again'] as const;
export type WithdrawalEffect = (typeof WITHDRAWAL_EFFECTS)[number];

const BY_STATE: Readonly<Partial<Record<ApplicationState, WithdrawalEffect>>> = {
  draft: 'draft',
  ready_for_sign_off: 'draft',
  submitted: 'review',
  screening: 'review',
  resubmitted: 'review',
  ineligible_proposed: 'review',
  correction_requested: 'correction',
  eligible: 'evaluation',
  evaluation: 'evaluation',
  ranked: 'evaluation',
  reserve: 'reserve',
  admitted: 'place',
};

const ASKED = ['proposed', 'conflict_check', 'conflict_found', 'offered', 'accepted', 'objected'];
const WORKING = ['active', 'handover'];
const UNDECIDED = ['submitted', 'review', 'clarification', 'recommended', 'second_review', 'reserve'];
const GRANTED = ['approved', 'approved_conditional', 'partial'];

/** What the withdrawal of an application ends, in the order in which the page lists it: first the step it stands in, then the work around it. */
export function listWithdrawalEffects(facts: WithdrawalFacts): WithdrawalEffect[] {
  const { assignment, grantDecision } = facts;
  const own = BY_STATE[facts.application];
  const chosen = new Set<WithdrawalEffect>(['end', ...(own ? [own] : []), ...(facts.isSubmitted ? (['officer'] as const) : []), 'kept', 'again']);
  if (facts.application === 'admitted') {
    if (assignment && ASKED.includes(assignment)) chosen.add('assignment');
    if (assignment && WORKING.includes(assignment)) chosen.add('consultant');
    if (facts.diagnosis || facts.plan) chosen.add('plan');
    if (grantDecision && UNDECIDED.includes(grantDecision)) chosen.add('grant');
    if (grantDecision && GRANTED.includes(grantDecision)) chosen.add('funds');
  }
  return WITHDRAWAL_EFFECTS.filter((effect) => chosen.has(effect));
}

import type { MachineName } from '#app/domain/workflow/machine.ts';
import type { StateOf } from '#app/domain/workflow/machines.ts';

type NextActions = { readonly [N in MachineName]?: Readonly<Partial<Record<StateOf<N>, string>>> };

/** The transition that leads on from a waiting state; ids are `<machine>.<transition>`. */
const NEXT_ACTIONS: NextActions = {
  firm: {
    invited: 'start',
    registering: 'submit',
    registry_check: 'pass_registry_check',
    needs_attention: 'verify_by_document',
    verified: 'prove_authority',
  },
  application: {
    draft: 'request_sign_off',
    ready_for_sign_off: 'submit',
    submitted: 'pick_up',
    screening: 'pass_eligibility',
    correction_requested: 'answer_correction',
    resubmitted: 'pick_up',
    ineligible_proposed: 'confirm_ineligible',
    eligible: 'assign_evaluators',
    evaluation: 'rank',
    ranked: 'admit',
    reserve: 'admit',
  },
  assignment: {
    proposed: 'check_conflicts',
    conflict_check: 'offer',
    conflict_found: 'choose_another',
    offered: 'accept',
    accepted: 'agree',
    objected: 'overrule_objection',
  },
  diagnosis: {
    not_started: 'open',
    self_in_progress: 'submit_self',
    self_submitted: 'schedule_onsite',
    onsite_scheduled: 'complete_onsite',
    onsite_done: 'validate',
    validated: 'agree',
    disputed: 'answer_dispute',
  },
  kpi_card: { draft: 'co_sign', co_signed: 'freeze' },
  plan: {
    draft: 'sign',
    firm_signed: 'endorse',
    endorsed: 'send',
    submitted: 'approve',
    returned: 'reopen',
  },
  grant_decision: {
    submitted: 'assign',
    review: 'recommend',
    clarification: 'answer',
    recommended: 'approve',
    second_review: 'approve',
    reserve: 'approve',
  },
  agreement: {
    drafting: 'offer',
    offered: 'accept',
    accepted: 'countersign',
    countersigned: 'put_in_force',
    conditions_pending: 'put_in_force',
    on_hold: 'lift',
  },
  tranche: {
    claim_open: 'claim',
    submitted: 'verify',
    queried: 'answer',
    verified: 'recommend',
    level1: 'approve',
    level2: 'order_payment',
    queued: 'send_to_bank',
    sent: 'confirm_paid',
    failed: 'resend',
  },
  interim_check: {
    scheduled: 'report',
    self_reported: 'check',
    checked: 'pass',
    passed_with_actions: 'confirm_actions',
    failed: 'propose_remedy',
    remedy: 'recheck',
    rechecked: 'pass',
  },
  completion: {
    due: 'submit',
    submitted: 'inspect',
    returned: 'submit',
    inspected: 'accept',
    not_accepted: 'open_repair',
  },
  verification: {
    not_open: 'open_window',
    window_open: 'send_readings',
    data_in: 'start_review',
    evidence_review: 'verify',
    queried: 'answer',
    disputed: 'rule_adjusted',
    verified: 'close',
    adjusted: 'close',
    not_verified: 'close',
  },
  settlement: {
    not_open: 'open',
    opened: 'submit',
    submitted: 'match',
    auto_matched: 'hand_over',
    accountant_review: 'draft_result',
    queried: 'answer',
    draft_result: 'accept_result',
    objection: 'decide_objection',
    final: 'close',
    refund_due: 'close',
    final_payment_due: 'close',
  },
  recovery: {
    suspected: 'investigate',
    investigation: 'give_prior_notice',
    prior_notice: 'give_opinion',
    opinion: 'decide_recover',
    decided_recover: 'demand',
    demanded: 'record_paid',
    instalments: 'record_paid',
    overdue: 'record_paid',
    referred: 'record_paid',
    voluntary_return: 'set_amount',
  },
  membership: { eligible: 'accept_terms' },
};

/** The main action out of a state as `<machine>.<transition>`, or null where nobody has to act. */
export function findNextAction(machine: MachineName, state: string): string | null {
  const actions: Readonly<Record<string, string>> | undefined = NEXT_ACTIONS[machine];
  const name = actions?.[state];
  return name === undefined ? null : `${machine}.${name}`;
}

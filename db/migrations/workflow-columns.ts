import { type RawBuilder, sql } from 'kysely';

/**
 * The states each machine may hold, as the database knows them. A test compares the list with the machines of the domain;
 * a state is added by a new migration that replaces the check constraint.
 */
export const MACHINE_STATES = {
  firm: ['invited', 'registering', 'registry_check', 'needs_attention', 'verified', 'active', 'suspended', 'merged', 'closed'],
  application: [
    'draft', 'ready_for_sign_off', 'submitted', 'screening', 'correction_requested', 'resubmitted', 'ineligible_proposed', 'ineligible', 'eligible',
    'evaluation', 'ranked', 'admitted', 'reserve', 'rejected', 'returned_unassessed', 'withdrawn', 'expired',
  ],
  assignment: [
    'proposed', 'conflict_check', 'conflict_found', 'offered', 'accepted', 'active', 'handover', 'ended', 'declined', 'expired', 'objected', 'cancelled',
  ],
  diagnosis: [
    'not_started', 'self_in_progress', 'self_submitted', 'onsite_scheduled', 'onsite_done', 'validated', 'disputed', 'agreed', 'superseded',
  ],
  kpi_card: ['draft', 'co_signed', 'frozen', 'rebaseline_requested', 'retired'],
  reading: ['recorded', 'confirmed', 'flagged', 'verified', 'rejected', 'corrected'],
  plan: ['draft', 'firm_signed', 'endorsed', 'submitted', 'returned', 'approved', 'amended', 'closed'],
  grant_decision: [
    'submitted', 'review', 'clarification', 'recommended', 'second_review', 'approved', 'approved_conditional', 'partial', 'refused', 'reserve', 'lapsed',
  ],
  agreement: [
    'drafting', 'offered', 'accepted', 'countersigned', 'conditions_pending', 'in_force', 'on_hold', 'completed', 'terminated', 'rescinded', 'declined',
    'lapsed', 'offer_withdrawn',
  ],
  change_request: ['draft', 'submitted', 'queried', 'recommended', 'approved', 'applied', 'denied', 'withdrawn', 'lapsed'],
  tranche: [
    'planned', 'claim_open', 'submitted', 'queried', 'verified', 'level1', 'level2', 'queued', 'sent', 'paid', 'reconciled', 'held', 'failed', 'cancelled',
    'reversed', 'recovered',
  ],
  visit: [
    'planned', 'confirmed', 'checked_in', 'logged', 'firm_confirmed', 'not_disputed', 'disputed', 'accepted', 'fee_claimed', 'fee_paid', 'cancelled',
    'no_show', 'late_logged', 'void',
  ],
  interim_check: ['scheduled', 'self_reported', 'checked', 'passed', 'passed_with_actions', 'failed', 'remedy', 'rechecked', 'terminated'],
  completion: ['not_due', 'due', 'submitted', 'returned', 'inspected', 'accepted', 'not_accepted'],
  verification: ['not_open', 'window_open', 'data_in', 'evidence_review', 'queried', 'verified', 'adjusted', 'not_verified', 'disputed', 'closed'],
  settlement: [
    'not_open', 'opened', 'submitted', 'auto_matched', 'accountant_review', 'queried', 'draft_result', 'objection', 'final', 'refund_due',
    'final_payment_due', 'closed',
  ],
  recovery: [
    'suspected', 'investigation', 'prior_notice', 'opinion', 'decided_recover', 'decided_warn', 'dismissed', 'demanded', 'instalments', 'overdue', 'paid',
    'referred', 'voluntary_return',
  ],
  appeal: ['filed', 'admissibility', 'inadmissible', 'review', 'hearing', 'upheld', 'partly_upheld', 'dismissed', 'implemented', 'withdrawn'],
  hold: ['requested', 'active', 'lifted', 'expired', 'extended'],
  membership: ['eligible', 'active', 'ending', 'ended'],
  follow_up_request: ['filed', 'triaged', 'offered', 'scheduled', 'delivered', 'closed', 'refused', 'cancelled'],
  wrongdoing_report: ['received', 'screened', 'assigned', 'inquiry', 'finding', 'no_finding', 'closed'],
} as const satisfies Record<string, readonly string[]>;

/** Name of a machine that moves a table. */
export type GuardedMachine = keyof typeof MACHINE_STATES;

/** The table a machine moves, where the two names differ. */
export const MACHINE_TABLES: Readonly<Record<GuardedMachine, string>> = {
  firm: 'firm',
  application: 'application',
  assignment: 'assignment',
  diagnosis: 'assessment',
  kpi_card: 'kpi_card',
  reading: 'kpi_reading',
  plan: 'plan',
  grant_decision: 'grant_decision',
  agreement: 'agreement',
  change_request: 'change_request',
  tranche: 'tranche',
  visit: 'visit',
  interim_check: 'interim_check',
  completion: 'completion',
  verification: 'verification',
  settlement: 'settlement',
  recovery: 'recovery',
  appeal: 'appeal',
  hold: 'hold',
  membership: 'membership',
  follow_up_request: 'follow_up_request',
  wrongdoing_report: 'wrongdoing_report',
};

/** Column definitions state, state_since, version with their checks, for the inside of a `create table`. */
export function workflowColumns(machine: GuardedMachine, initial: string): RawBuilder<unknown> {
  const list = MACHINE_STATES[machine].map((state) => `'${state}'`).join(', ');
  return sql.raw(
    `state text not null default '${initial}' constraint ${MACHINE_TABLES[machine]}_state_check check (state in (${list})),
    state_since timestamptz(3) not null default now(),
    version integer not null default 1 constraint ${MACHINE_TABLES[machine]}_version_check check (version > 0)`,
  );
}

/** The trigger that refuses a state change which `allowed_transition` does not list. */
export function workflowTrigger(machine: GuardedMachine): RawBuilder<unknown> {
  return sql.raw(
    `create trigger check_state before insert or update on ${MACHINE_TABLES[machine]} for each row execute function guard_state('${machine}');`,
  );
}

/** Triggers that refuse update, delete and truncate of rows that were submitted, signed, frozen or booked. */
export function immutableTriggers(table: string): RawBuilder<unknown> {
  return sql.raw(
    `create trigger immutable_row before update or delete on ${table} for each row execute function refuse_change();
    create trigger immutable_table before truncate on ${table} for each statement execute function refuse_change();`,
  );
}

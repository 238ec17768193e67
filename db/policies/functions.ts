import type { ActorRole } from './roles.ts';

const ACTING = ['firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin', 'worker'] as const satisfies readonly ActorRole[];
const TELLING = [...ACTING, 'auth', 'public'] as const satisfies readonly ActorRole[];

/** Who may call the functions that run with the rights of portal_definer. Trigger functions are called by nobody. */
export const DEFINER_FUNCTIONS: Readonly<Record<string, readonly ActorRole[]>> = {
  firm_recipients: TELLING,
  officer_recipients: TELLING,
  consultant_recipient: TELLING,
  parent_recipients: TELLING,
  evaluator_recipients: TELLING,
  user_recipient: TELLING,
  person_name: ACTING,
  live_assignment_firm: ACTING,
  search_firms: ACTING,
  handover_brief: ['consultant'],
  firm_number_taken: TELLING,
  public_outcomes: TELLING,
  public_kpi_outcomes: TELLING,
  public_outcome_figures: TELLING,
  live_consultants: TELLING,
  decision_delivered_at: ['firm', 'officer', 'auditor', 'admin', 'worker'],
  appeal_hands: ['officer', 'auditor', 'admin', 'worker'],
  calendar_visits: TELLING,
  calendar_exists: TELLING,
  wrongdoing_status: TELLING,
  take_receipt_number: ['firm', 'officer', 'worker'],
  bank_account_number: ['officer'],
};

/** What portal_definer may do besides reading every table. */
export const DEFINER_WRITES: Readonly<Record<string, string>> = {
  chain_head: 'insert, update',
  record_seal: 'insert',
  receipt_counter: 'insert, update',
  ledger_account: 'update (balance_won)',
  agreement: 'update (version)',
  consultant: 'update (live_count)',
};

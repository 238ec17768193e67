import { type AccessTable, caseTable, each, released, rows } from './access.ts';

const readable = { can: 's' } as const;
const MOVE = ['state', 'state_since', 'version'];

/** Grants, agreements, payments, ledger, settlement, recovery. */
export const moneyAccess: AccessTable = {
  grant_decision: caseTable({
    firm: { can: 'su', change: [...MOVE, 'questions'] },
    consultant: { can: 'si', give: ['id', 'application_id', 'firm_id', 'settings_version_id', 'requested_won', 'state', 'state_since'] },
    officer: { can: 'siu', keep: ['id', 'application_id', 'firm_id', 'requested_won', 'created_at'] },
    parent: { can: 's', rows: released('totals'), see: ['id', 'application_id', 'firm_id', 'state', 'state_since', 'amount_won', 'approved_at'] },
  }),
  bank_account: {
    firm: { can: 'siu', rows: rows.ownFirm, hide: ['number_cipher', 'key_id', 'number_hash'], change: ['document_id'] },
    officer: { can: 'su', rows: rows.officerFirm, hide: ['number_cipher', 'key_id'], change: ['status', 'verified_by', 'verified_at', 'usable_from'] },
    auditor: { can: 's', rows: rows.all, hide: ['number_cipher', 'key_id'] },
    worker: { can: 's', rows: rows.all, hide: ['number_cipher', 'key_id'] },
  },
  agreement: caseTable({
    firm: { can: 'su', change: [...MOVE, 'accepted_at', 'bank_account_id', 'ended_at', 'end_code', 'end_reason'] },
    consultant: { can: 's', hide: ['bank_account_id'] },
    officer: { can: 'siu', keep: ['id', 'application_id', 'firm_id', 'grant_decision_id', 'created_at'] },
    evaluator: { can: 's', hide: ['bank_account_id'] },
    parent: { can: 's', rows: released('totals'), see: ['id', 'application_id', 'firm_id', 'state', 'state_since', 'number', 'amount_won', 'paid_won', 'starts_on', 'ends_on'] },
  }),
  agreement_version: caseTable({ firm: readable, consultant: readable, officer: { can: 'si' } }, 'si'),
  agreement_signature: caseTable({
    firm: { can: 'si', adds: `${rows.ownFirm} and user_id = (select app_user_id()) and party = 'firm' and (select app_duty()) = 'representative'` },
    officer: { can: 'si', adds: `user_id = (select app_user_id()) and party = 'officer' and (select app_duty()) = 'senior_officer'` },
    parent: { can: 'si', rows: released('totals'), adds: `user_id = (select app_user_id()) and party = 'parent' and (${released('totals')})` },
  }, 's'),
  budget_line: caseTable({ firm: readable, consultant: readable, officer: { can: 'si' }, evaluator: readable }, 'si'),
  change_request: caseTable({
    firm: { can: 'siu', keep: ['recommended_by', 'recommended_at', 'approved_by', 'approved_at', 'applied_version_id', 'opinion', 'opinion_by', 'queries', 'bank_checked_by', 'deny_code', 'deny_text'] },
    consultant: { can: 'siu', keep: ['recommended_by', 'recommended_at', 'approved_by', 'approved_at', 'applied_version_id', 'queries', 'answers', 'signed_by', 'signed_hash', 'bank_checked_by', 'deny_code', 'deny_text'] },
    officer: { can: 'su', keep: ['requested_by', 'submitted_at', 'values_after', 'reason', 'cause_on', 'answers', 'signed_by', 'signed_hash'] },
  }),
  contribution: {
    parent: { can: 's', rows: rows.ownOrganisation },
    officer: { can: 'siu', rows: `(select app_duty()) <> 'partner_officer'`, keep: ['id', 'organisation_id', 'programme_year_id', 'created_by'] },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 'su', rows: rows.all },
  },
  tranche: caseTable({
    firm: { can: 'su', change: [...MOVE, 'requested_won', 'requested_by', 'requested_at', 'signed_by', 'bank_account_id', 'note'] },
    consultant: readable,
    officer: { can: 'siu', keep: ['id', 'application_id', 'firm_id', 'agreement_id', 'requested_by', 'requested_at', 'signed_by'] },
    parent: { can: 's', rows: released('totals'), see: ['id', 'agreement_id', 'application_id', 'firm_id', 'state', 'state_since', 'number', 'kind', 'planned_won', 'paid_won', 'paid_at'] },
  }),
  tranche_line: {
    firm: { can: 'siud', rows: rows.ownFirm, keep: ['allowed_won', 'disallow_code', 'query_text'], give: ['id', 'tranche_id', 'agreement_id', 'firm_id', 'budget_line_id', 'title', 'basis', 'supplier_name', 'supplier_number', 'proof_kind', 'proof_on', 'invoice_number', 'serial_number', 'amount_won', 'own_share_won', 'document_ids'] },
    officer: { can: 'su', rows: rows.officerFirm, change: ['allowed_won', 'disallow_code', 'query_text'] },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 's', rows: rows.all },
  },
  payment_batch: {
    officer: { can: 'si', rows: `(select app_duty()) in ('finance_officer', 'senior_officer')`, adds: `(select app_duty()) = 'finance_officer' and created_by = (select app_user_id())` },
    auditor: { can: 's', rows: rows.all },
    worker: { can: 's', rows: rows.all },
  },
  ledger_account: {
    firm: { can: 's', rows: rows.ownFirm },
    parent: { can: 's', rows: rows.ownOrganisation },
    officer: { can: 'si', rows: `(select app_duty()) <> 'partner_officer'`, give: ['id', 'kind', 'programme_year_id', 'organisation_id', 'firm_id', 'agreement_id', 'may_be_negative'] },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 'si', rows: rows.all, give: ['id', 'kind', 'programme_year_id', 'organisation_id', 'firm_id', 'agreement_id', 'may_be_negative'] },
  },
  ledger_transfer: {
    officer: { can: 'si', rows: `(select app_duty()) <> 'partner_officer'`, adds: `(select app_duty()) in ('senior_officer', 'finance_officer', 'officer') and recorded_by = (select app_user_id())` },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 'si', rows: rows.all },
  },
  ledger_line: {
    officer: { can: 'si', rows: `(select app_duty()) <> 'partner_officer'` },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 'si', rows: rows.all },
  },
  settlement: caseTable({
    firm: { can: 'su', change: [...MOVE, 'spent_won', 'own_share_won', 'interest_won', 'objection', 'submitted_by', 'submitted_at'] },
    officer: { can: 'siu', keep: ['id', 'application_id', 'firm_id', 'agreement_id', 'submitted_by', 'submitted_at'] },
    parent: { can: 's', rows: released('totals'), see: ['id', 'application_id', 'firm_id', 'agreement_id', 'state', 'state_since', 'allowed_won', 'closed_at'] },
  }),
  settlement_line: caseTable({
    firm: { can: 'siud', keep: ['allowed_won', 'disallow_code', 'query_text', 'match_score'] },
    officer: { can: 'su', change: ['allowed_won', 'disallow_code', 'query_text', 'match_score'] },
  }),
  recovery: caseTable({
    firm: { can: 'su', reads: `${rows.ownFirm} and state not in ('suspected', 'investigation')`, change: [...MOVE, 'opinion'] },
    officer: { can: 'siu', keep: ['id', 'application_id', 'firm_id', 'created_at'] },
  }),
};

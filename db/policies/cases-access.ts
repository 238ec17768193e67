import { type AccessTable, caseTable, onId, released, rows } from './access.ts';

const readable = { can: 's' } as const;

/** Applications, selection, assignments, assessments, plans, indicators. */
export const casesAccess: AccessTable = {
  application: {
    firm: { can: 'siu', rows: rows.ownFirm, keep: ['id', 'firm_id', 'programme_year_id', 'organisation_id', 'assigned_officer_id', 'total_score', 'rank_number', 'reserve_until', 'reserve_called_at', 'reserve_call_until', 'decided_at', 'created_by', 'created_at'] },
    consultant: { can: 's', rows: onId(rows.consultantCaseRead, 'application_id') },
    officer: { can: 'su', rows: `(select app_duty()) <> 'partner_officer' or organisation_id = (select app_organisation_id())`, keep: ['id', 'firm_id', 'programme_year_id', 'receipt_number', 'submitted_at', 'submitted_by', 'current_version_id', 'created_by', 'created_at'] },
    evaluator: { can: 's', rows: onId(rows.evaluatorListed, 'application_id') },
    parent: { can: 's', rows: released('application'), see: ['id', 'firm_id', 'programme_year_id', 'state', 'state_since', 'version', 'receipt_number', 'submitted_at', 'decided_at', 'is_affiliated', 'wanted_fields', 'created_at'] },
    auditor: { can: 's', rows: rows.all },
    admin: { can: 's', rows: rows.all },
    worker: { can: 'siu', rows: rows.all },
  },
  application_draft_answer: { ...caseTable({ firm: { can: 'siud' } }, 's'), admin: { can: 's', rows: 'false' } },
  application_version: caseTable({ firm: { can: 'si' }, consultant: readable, officer: readable, evaluator: readable }, 's'),
  submission_attempt: caseTable({ firm: { can: 'si' }, officer: readable }, 'si'),
  application_document: caseTable({ firm: { can: 'sid' }, consultant: readable, officer: readable, evaluator: readable }, 's'),
  application_consent: {
    ...caseTable({ firm: { can: 'si', rows: `user_id = (select app_user_id()) or firm_id = (select app_firm_id())` }, officer: readable }, 's'),
    auth: { can: 'i', adds: rows.all },
    consultant: { can: 'si', rows: rows.ownUser },
    parent: { can: 'si', rows: rows.ownUser },
    evaluator: { can: 'si', rows: rows.ownUser },
  },
  correction_request: caseTable({
    firm: { can: 'su', change: ['answered_at', 'answered_by', 'answered_version_id', 'answer_note'] },
    officer: { can: 'siu', keep: ['id', 'application_id', 'firm_id', 'answered_version_id'] },
  }),
  eligibility_check: caseTable({ officer: { can: 'siu' } }),
  evaluation_assignment: {
    ...caseTable({ officer: { can: 'siu', keep: ['conflict_declaration', 'conflict_note', 'declared_at', 'id', 'application_id', 'firm_id', 'evaluator_id'] } }),
    evaluator: { can: 'su', rows: 'evaluator_id = (select app_user_id())', change: ['conflict_declaration', 'conflict_note', 'declared_at', 'opened_at', 'released_at', 'release_reason'] },
  },
  evaluation_score: {
    ...caseTable({ officer: readable }),
    evaluator: { can: 'siu', rows: `evaluator_id = (select app_user_id()) and ${rows.evaluatorCase}` },
  },
  decision: caseTable({ firm: readable, officer: { can: 'si' } }, 'si'),
  case_note: { ...caseTable({ officer: { can: 'si', adds: `author_id = (select app_user_id()) and (${rows.officerCase})` } }, 's'), admin: { can: 's', rows: 'false' } },
  assignment: {
    ...caseTable({
      firm: { can: 'su', hide: ['conflict_hits', 'alternatives', 'waiver_text'], change: ['state', 'state_since', 'version', 'objection_text', 'objected_at', 'started_on', 'due_on', 'ended_on', 'end_reason', 'readable_until'] },
      officer: { can: 'siu' },
      evaluator: { can: 's', see: ['id', 'application_id', 'firm_id', 'consultant_id', 'state', 'role', 'readable_until'] },
    }),
    consultant: {
      can: 'su',
      rows: rows.ownConsultant,
      hide: ['alternatives'],
      change: ['state', 'state_since', 'version', 'answered_at', 'decline_code', 'decline_text', 'started_on', 'used_days_half', 'handover_note', 'due_on'],
    },
    parent: { can: 's', rows: released('plan'), see: ['id', 'application_id', 'firm_id', 'consultant_id', 'state', 'role', 'started_on', 'ended_on', 'readable_until'] },
  },
  assessment: caseTable({
    firm: { can: 'siu', keep: ['confirmed_score', 'validated_at', 'validated_by', 'ruling', 'is_double_rated', 'report'] },
    consultant: { can: 'siu', keep: ['own_score', 'submitted_at', 'submitted_by', 'agreed_at', 'agreed_by', 'ruling'] },
    officer: { can: 'siu', keep: ['own_score', 'submitted_by', 'agreed_by'] },
    evaluator: readable,
    parent: { can: 's', rows: released('plan'), see: ['id', 'application_id', 'firm_id', 'kind', 'state', 'state_since', 'roadmap_version', 'own_score', 'confirmed_score', 'agreed_at'] },
  }),
  assessment_answer: caseTable({
    firm: { can: 'siu', keep: ['confirmed_level', 'confirmed_note', 'evidence_grade'] },
    consultant: { can: 'siu', keep: ['own_level', 'own_evidence', 'is_not_applicable'] },
    officer: readable,
    evaluator: readable,
  }),
  plan: caseTable({
    firm: { can: 'siu', keep: ['approved_at', 'approved_by', 'endorsed_at', 'endorsed_by', 'opinion', 'risks', 'return_items', 'return_rounds'] },
    consultant: { can: 'siu', keep: ['approved_at', 'approved_by', 'signed_at', 'signed_by', 'return_items', 'return_rounds'] },
    officer: { can: 'su', change: ['state', 'state_since', 'version', 'revision', 'return_items', 'return_rounds', 'approved_at', 'approved_by', 'submitted_at'] },
    evaluator: readable,
    parent: { can: 's', rows: released('plan'), see: ['id', 'application_id', 'firm_id', 'state', 'state_since', 'revision', 'summary', 'total_won', 'approved_at'] },
  }),
  plan_task: caseTable({
    firm: { can: 'siud' },
    consultant: { can: 'siu', keep: ['amount_won', 'own_share_won'] },
    officer: { can: 'su', change: ['status', 'outcome', 'progress_percent', 'drop_reason', 'kpi_card_id', 'updated_at', 'updated_by', 'revision', 'start_month', 'end_month', 'amount_won', 'own_share_won', 'title', 'description', 'budget_category'] },
    evaluator: readable,
    parent: { can: 's', rows: released('plan'), see: ['id', 'plan_id', 'application_id', 'firm_id', 'position', 'area_code', 'activity_code', 'title', 'owner_name', 'start_month', 'end_month', 'kpi_card_id', 'expected_effect', 'progress_percent', 'status', 'outcome'] },
  }),
  plan_version: caseTable({ firm: { can: 'si' }, consultant: { can: 'si' }, officer: { can: 'si' } }, 'si'),
  cost_effect: caseTable({
    firm: { can: 'siu', keep: ['confirmed_by', 'confirmed_at'] },
    consultant: { can: 'su', change: ['confirmed_by', 'confirmed_at'] },
    officer: { can: 'su', change: ['confirmed_by', 'confirmed_at'] },
    evaluator: readable,
  }),
  kpi_card: caseTable({
    firm: { can: 'siud', keep: ['consultant_signed_at', 'consultant_signed_by', 'id', 'firm_id', 'application_id'] },
    consultant: { can: 'siu', keep: ['firm_signed_at', 'firm_signed_by', 'id', 'firm_id', 'application_id'] },
    officer: { can: 'su', keep: ['firm_signed_at', 'firm_signed_by', 'consultant_signed_at', 'consultant_signed_by', 'id', 'firm_id', 'application_id'] },
    evaluator: readable,
    parent: { can: 's', rows: released('kpi') },
  }),
  kpi_baseline: caseTable({ firm: { can: 'si' }, consultant: { can: 'si' }, officer: { can: 'si' }, evaluator: readable, parent: { can: 's', rows: released('kpi') } }, 'si'),
  kpi_reading: caseTable({
    firm: { can: 'siu', keep: ['grade', 'verified_by', 'verified_at', 'id', 'firm_id', 'application_id', 'kpi_card_id'] },
    consultant: { can: 'siu', keep: ['id', 'firm_id', 'application_id', 'kpi_card_id', 'recorded_by'] },
    officer: { can: 'siu', keep: ['id', 'firm_id', 'application_id', 'kpi_card_id', 'recorded_by'] },
    evaluator: { can: 'su', change: ['state', 'state_since', 'version', 'grade', 'verified_by', 'verified_at'] },
    parent: { can: 's', rows: released('kpi'), see: ['id', 'kpi_card_id', 'application_id', 'firm_id', 'state', 'state_since', 'kind', 'month', 'numerator', 'denominator', 'value', 'grade'] },
  }),
};

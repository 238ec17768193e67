import { type AccessTable, caseTable, each, released, rows, SIGNED_IN } from './access.ts';

const readable = { can: 's' } as const;
const MOVE = ['state', 'state_since', 'version'];
const FEE = ['fee_won', 'fee_paid_by', 'fee_paid_at', 'accepted_by', 'accepted_at'];
const IDENTITY = ['id', 'application_id', 'firm_id'];
const APPEALED = ['against_machine', 'against_id', 'against_state', 'against_decided_at', 'summary', 'grounds', 'hearing_wanted', 'document_ids', 'decision_notified_on'];

/** Visits, checks, outcomes, holds, follow-up, reports, notices. */
export const fieldAccess: AccessTable = {
  visit: {
    ...caseTable({
      firm: { can: 'siu', keep: [...IDENTITY, ...FEE, 'consultant_id', 'assignment_id', 'man_days_half', 'findings', 'next_steps', 'promises', 'logged_at', 'logged_by', 'device_id', 'device_recorded_at', 'fee_claimed_at'] },
      officer: { can: 'su', keep: [...IDENTITY, 'consultant_id', 'assignment_id', 'findings', 'next_steps', 'purpose', 'attendees', 'logged_by', 'firm_confirmed_by', 'device_id'] },
      evaluator: readable,
      parent: { can: 's', rows: released('plan'), see: [...IDENTITY, 'state', 'state_since', 'consultant_id', 'visit_on', 'kind', 'place_kind', 'man_days_half'] },
    }),
    consultant: { can: 'siu', rows: rows.ownConsultant, keep: [...IDENTITY, ...FEE, 'consultant_id', 'assignment_id', 'firm_confirmed_at', 'firm_confirmed_by'] },
  },
  calendar_feed: {
    consultant: { can: 'sid', rows: rows.ownConsultant, see: ['consultant_id', 'created_by', 'created_at'] },
    auditor: { can: 's', rows: rows.all, see: ['consultant_id', 'created_by', 'created_at'] },
  },
  visit_task: {
    firm: { can: 'si', rows: rows.ownFirm, adds: `${rows.ownFirm} and visit_id in (select v.id from visit v where v.state = 'planned')` },
    consultant: { can: 'siud', rows: rows.consultantFirm, reads: rows.consultantFirmRead },
    officer: { can: 's', rows: rows.officerFirm },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 's', rows: rows.all },
  },
  visit_photo: {
    firm: { can: 's', rows: rows.ownFirm },
    consultant: { can: 'siud', rows: rows.consultantFirm, reads: rows.consultantFirmRead },
    officer: { can: 's', rows: rows.officerFirm },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 'su', rows: rows.all },
  },
  visit_confirmation: caseTable({ firm: { can: 'si' }, consultant: readable, officer: readable }, 'si'),
  visit_revision: caseTable({ firm: readable, consultant: { can: 'si' }, officer: readable }, 'si'),
  interim_check: caseTable({
    firm: { can: 'su', change: [...MOVE, 'report', 'progress_percent', 'spent_won', 'reported_by', 'reported_at', 'remedy_plan'] },
    consultant: readable,
    officer: { can: 'siu', keep: [...IDENTITY, 'report', 'reported_by', 'reported_at'] },
    evaluator: { can: 'su', change: [...MOVE, 'check_form', 'checked_by', 'checked_at'] },
  }),
  completion: caseTable({
    firm: { can: 'su', change: [...MOVE, 'report', 'summary', 'jobs_created', 'own_investment_won', 'satisfaction', 'assets', 'report_hash', 'submitted_by', 'submitted_at'] },
    consultant: { can: 'su', change: ['consultant_opinion', 'opinion_by'] },
    officer: { can: 'siu', keep: [...IDENTITY, 'report', 'summary', 'assets', 'report_hash', 'submitted_by', 'submitted_at', 'consultant_opinion', 'opinion_by', 'satisfaction'] },
    evaluator: { can: 'su', change: [...MOVE, 'inspected_by', 'inspected_at', 'inspection'] },
    parent: { can: 's', rows: released('completion'), see: [...IDENTITY, 'state', 'state_since', 'summary', 'jobs_created', 'submitted_at', 'decided_at'] },
  }),
  verification: caseTable({
    firm: { can: 'su', change: [...MOVE, 'stated_value', 'numerator', 'denominator', 'answers', 'dispute_text'] },
    consultant: readable,
    officer: { can: 'siu', keep: [...IDENTITY, 'stated_value', 'answers', 'dispute_text'] },
    evaluator: readable,
    parent: { can: 's', rows: released('kpi'), see: [...IDENTITY, 'kpi_card_id', 'state', 'state_since', 'verified_value', 'grade', 'closed_at'] },
  }),
  appeal: caseTable({
    firm: {
      can: 'siu', hide: ['minutes'], change: [...MOVE],
      give: [...IDENTITY, ...MOVE, ...APPEALED, 'filed_by', 'filed_at', 'due_on'],
    },
    officer: { can: 'su', keep: [...IDENTITY, ...APPEALED, 'filed_by', 'filed_at'] },
  }),
  hold: {
    firm: { can: 's', rows: rows.ownFirm },
    consultant: { can: 's', rows: `${rows.consultantFirmRead} or consultant_id = (select app_consultant_id())` },
    officer: { can: 'siu', rows: rows.officerFirm },
    ...each(['auditor', 'admin'], { can: 's', rows: rows.all }),
    worker: { can: 'siu', rows: rows.all },
  },
  membership: caseTable({
    firm: { can: 'su', change: [...MOVE, 'accepted_by', 'accepted_at'] },
    consultant: { can: 'su', change: ['minutes_used'] },
    officer: { can: 'siu' },
  }),
  follow_up_request: {
    ...caseTable({
      firm: { can: 'siu', change: [...MOVE, 'text', 'topic', 'rating', 'closed_at'] },
      officer: { can: 'siu', keep: [...IDENTITY, 'text', 'rating', 'filed_by'] },
    }),
    consultant: { can: 'su', rows: rows.ownConsultant, change: [...MOVE, 'answer_text', 'minutes_debited', 'closed_at'] },
  },
  follow_up_pulse: caseTable({ firm: { can: 'su', change: ['answers', 'answered_at', 'answered_by'] }, officer: { can: 'si' }, consultant: readable }),
  survey_answer: {
    firm: { can: 'si', rows: rows.ownFirm },
    ...each(['officer', 'auditor', 'admin', 'worker'], { can: 's', rows: rows.all }),
  },
  wrongdoing_report: {
    ...each(['public', 'firm', 'consultant', 'parent', 'evaluator', 'admin'], { can: 'i', adds: `state = 'received'` }),
    officer: { can: 'siu', rows: rows.officersOnly, adds: `state = 'received'`, keep: ['id', 'number', 'code_hash', 'text', 'category', 'received_at'], hide: ['code_hash'] },
    auditor: { can: 's', rows: rows.all, hide: ['code_hash'] },
    worker: { can: 'si', rows: rows.all },
  },
  wrongdoing_message: {
    ...each(['public', 'firm', 'consultant', 'parent', 'evaluator', 'admin'], { can: 'i', adds: `side = 'reporter' and author_id is null` }),
    officer: { can: 'si', rows: rows.officersOnly },
    auditor: { can: 's', rows: rows.all },
  },
  wrongdoing_reporter: {
    ...each(['public', 'firm', 'consultant', 'parent', 'evaluator', 'admin', 'officer'], { can: 'i', adds: rows.all }),
    auditor: { can: 's', rows: rows.all },
  },
  notice: {
    public: { can: 'i', adds: rows.all },
    auth: { can: 'i', adds: rows.all },
    ...each(['firm', 'consultant', 'officer', 'parent', 'evaluator'], { can: 'siu', rows: rows.recipient, adds: rows.all, change: ['read_at'] }),
    ...each(['auditor', 'admin'], { can: 'siu', rows: rows.recipient, reads: rows.all, adds: rows.all, change: ['read_at'] }),
    worker: { can: 'siu', rows: rows.all },
  },
  mail_delivery: {
    ...each(['public', 'auth', ...SIGNED_IN], { can: 'i', adds: rows.all }),
    officer: { can: 'si', rows: rows.all },
    auditor: { can: 's', rows: rows.all },
    admin: { can: 'siu', rows: rows.all, change: ['status', 'send_after'] },
    worker: { can: 'siu', rows: rows.all },
  },
  mail_attempt: { ...each(['officer', 'auditor', 'admin'], { can: 's', rows: rows.all }), worker: { can: 'si', rows: rows.all } },
  clock_segment: {
    ...caseTable({ firm: { can: 'siu', adds: rows.ownFirm }, officer: { can: 'siu' } }, 'siud'),
    consultant: { can: 'siu', rows: rows.consultantFirm },
    evaluator: { can: 'siu', rows: rows.evaluatorCase },
    parent: { can: 'i', adds: rows.all },
  },
};

import { type AccessTable, caseTable, each, onId, released, rows } from './access.ts';

const CONFIRMED_BY_STAFF = ['registry_reply', 'registry_checked_at', 'merged_into_id', 'restricted_until', 'restriction_reason', 'retain_until', 'id', 'created_by', 'created_at'];
const readers = each(['auditor', 'admin'], { can: 's', rows: rows.all });
const listedFirm = `id in (select e.firm_id from evaluation_assignment e where e.evaluator_id = (select app_user_id()) and e.released_at is null)`;

/** Firms, their people, consultants, documents. */
export const firmsAccess: AccessTable = {
  firm: {
    firm: { can: 'su', rows: onId(rows.ownFirm, 'firm_id'), keep: CONFIRMED_BY_STAFF },
    consultant: { can: 's', rows: onId(rows.consultantFirmRead, 'firm_id') },
    officer: { can: 'siu', rows: onId(rows.officerFirm, 'firm_id'), adds: rows.all },
    evaluator: { can: 's', rows: listedFirm },
    parent: {
      can: 'si',
      rows: released('profile', 'id'),
      adds: `state = 'invited'`,
      see: ['id', 'state', 'state_since', 'version', 'business_number', 'name', 'name_en', 'representative_name', 'founded_on', 'firm_type', 'size', 'ksic_code', 'main_product',
        'is_root_industry', 'root_technology_code', 'region_code', 'employees', 'smart_factory_level', 'certifications', 'phone', 'website', 'created_at', 'search_text'],
    },
    ...readers,
    auth: { can: 'siu', rows: rows.all, see: ['id', 'state', 'version', 'business_number', 'name'] },
    worker: { can: 'siu', rows: rows.all },
  },
  firm_member: {
    firm: { can: 'siu', rows: rows.ownFirm },
    consultant: { can: 's', rows: rows.consultantFirmRead },
    officer: { can: 'siu', rows: rows.officerFirm },
    admin: { can: 'siu', rows: rows.all },
    auditor: { can: 's', rows: rows.all },
    auth: { can: 'siu', rows: rows.all, change: ['duty', 'left_at'] },
    worker: { can: 's', rows: rows.all },
  },
  join_request: {
    firm: { can: 'su', rows: `${rows.ownFirm} and (select app_duty()) = 'representative'`, change: ['status', 'reason', 'decided_by', 'decided_at'] },
    auth: { can: 'si', rows: rows.all },
    ...readers,
    worker: { can: 's', rows: rows.all },
  },
  representative_change: {
    firm: { can: 'si', rows: rows.ownFirm, adds: `${rows.ownFirm} and status = 'requested'` },
    officer: { can: 'su', rows: rows.officerFirm },
    auth: { can: 'su', rows: rows.all, change: ['status', 'new_user_id', 'reason', 'decided_by', 'decided_at'] },
    ...readers,
    worker: { can: 's', rows: rows.all },
  },
  firm_financial: {
    firm: { can: 'siu', rows: rows.ownFirm },
    consultant: { can: 's', rows: rows.consultantFirmRead },
    officer: { can: 's', rows: rows.officerFirm },
    evaluator: { can: 's', rows: rows.evaluatorFirm },
    ...readers,
    worker: { can: 's', rows: rows.all },
  },
  supply_relation: {
    firm: { can: 'siu', rows: rows.ownFirm, keep: ['confirmed_by', 'confirmed_at'] },
    consultant: { can: 's', rows: rows.consultantFirmRead },
    officer: { can: 'siu', rows: rows.officerFirm, adds: rows.all, keep: ['released_scopes'] },
    evaluator: { can: 's', rows: rows.evaluatorFirm },
    parent: { can: 'siu', rows: `parent_id = (select app_organisation_id())`, change: ['confirmed_by', 'confirmed_at', 'ended_on'], give: ['id', 'firm_id', 'parent_id', 'tier1_id', 'tier', 'since_on', 'confirmed_by', 'confirmed_at'] },
    ...readers,
    worker: { can: 's', rows: rows.all },
  },
  consultant: {
    firm: { can: 's', rows: `id in (select s.consultant_id from assignment s where s.firm_id = (select app_firm_id()))`, hide: ['declaration', 'day_rate_won', 'barred_until', 'latitude', 'longitude'] },
    consultant: { can: 'su', rows: 'id = (select app_consultant_id())', keep: ['id', 'user_id', 'status', 'live_count', 'organisation_id', 'barred_until', 'created_at'] },
    officer: { can: 'siu', rows: rows.all },
    ...readers,
    auth: { can: 'siu', rows: rows.all },
    worker: { can: 'su', rows: rows.all },
  },
  consultant_certificate: {
    consultant: { can: 'siud', rows: rows.ownConsultant, keep: ['verified_by', 'verified_at'], give: ['id', 'consultant_id', 'name', 'issuer', 'number', 'issued_on', 'expires_on', 'document_id'] },
    officer: { can: 'siu', rows: rows.all },
    firm: { can: 's', rows: `consultant_id in (select s.consultant_id from assignment s where s.firm_id = (select app_firm_id()))`, see: ['id', 'consultant_id', 'name', 'issuer', 'issued_on', 'expires_on'] },
    ...readers,
    worker: { can: 's', rows: rows.all },
  },
  consultant_absence: {
    consultant: { can: 'siud', rows: rows.ownConsultant },
    ...each(['officer', 'auditor', 'admin', 'worker'], { can: 's', rows: rows.all }),
  },
  document: {
    firm: { can: 'siu', rows: rows.ownFirm, change: ['removed_at', 'issued_on', 'expires_on', 'kind', 'application_id', 'status', 'status_reason'] },
    consultant: {
      can: 'siu',
      rows: `${rows.consultantFirm} or owner_user_id = (select app_user_id()) or uploaded_by = (select app_user_id())`,
      reads: `${rows.consultantFirmRead} or owner_user_id = (select app_user_id()) or uploaded_by = (select app_user_id())`,
      change: ['removed_at', 'status', 'status_reason'],
    },
    officer: { can: 'siu', rows: `${rows.officerFirm} or uploaded_by = (select app_user_id())`, change: ['removed_at', 'issued_on', 'expires_on', 'status', 'status_reason', 'application_id'] },
    evaluator: { can: 'siu', rows: `uploaded_by = (select app_user_id())`, reads: `${rows.evaluatorFirm} or uploaded_by = (select app_user_id())`, change: ['removed_at', 'status', 'status_reason'] },
    parent: { can: 'siu', rows: `owner_user_id = (select app_user_id()) or uploaded_by = (select app_user_id())`, change: ['removed_at', 'status', 'status_reason'] },
    ...readers,
    worker: { can: 'siu', rows: rows.all },
  },
  document_use: {
    firm: { can: 'sid', rows: rows.ownFirm },
    consultant: { can: 'sid', rows: `${rows.consultantFirm} or added_by = (select app_user_id())`, reads: `${rows.consultantFirmRead} or added_by = (select app_user_id())` },
    officer: { can: 'sid', rows: `${rows.officerFirm} or added_by = (select app_user_id())` },
    evaluator: { can: 's', rows: rows.evaluatorFirm },
    ...readers,
    worker: { can: 'sid', rows: rows.all },
  },
  recommendation: {
    ...caseTable({ firm: { can: 'si', adds: `${rows.ownFirm} and status = 'asked'` }, officer: { can: 'si' }, evaluator: { can: 's' } }),
    parent: { can: 'su', rows: rows.ownOrganisation, change: ['status', 'statement', 'answered_by', 'answered_at'] },
  },
};

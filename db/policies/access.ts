import type { ActorRole } from './roles.ts';

/**
 * What one role may do with one table. Letters: s select, i insert, u update, d delete.
 * `rows` is the predicate of its row-level policy (for reading and writing alike), `reads` / `adds` replace it for select / insert.
 */
export interface Access {
  readonly can: string;
  readonly rows?: string;
  readonly reads?: string;
  readonly adds?: string;
  /** Columns that may be read, all when absent. */
  readonly see?: readonly string[];
  /** Columns that may not be read. */
  readonly hide?: readonly string[];
  /** Columns that may be updated, all when absent. */
  readonly change?: readonly string[];
  /** Columns that may not be updated. */
  readonly keep?: readonly string[];
  /** Columns that may be given on insert, all when absent. */
  readonly give?: readonly string[];
}

export type TableAccess = Readonly<Partial<Record<ActorRole, Access>>>;
export type AccessTable = Readonly<Record<string, TableAccess>>;

// Settings are read inside a sub-select, so that they are evaluated once per statement and the comparison can use an index.
const USER = '(select app_user_id())';
const FIRM = '(select app_firm_id())';
const CONSULTANT = '(select app_consultant_id())';
const ORGANISATION = '(select app_organisation_id())';
const DUTY = '(select app_duty())';

/** A consultant sees a case from the offer until the hand-over. */
const LIVE_ASSIGNMENT = `s.consultant_id = ${CONSULTANT} and s.state in ('offered', 'accepted', 'objected', 'active', 'handover')`;

/** A replaced consultant reads it until the last day that the hand-over gave. */
const READ_ASSIGNMENT = `s.consultant_id = ${CONSULTANT} and (s.state in ('offered', 'accepted', 'objected', 'active', 'handover') or s.state = 'ended' and s.readable_until >= (now() at time zone 'Asia/Seoul')::date)`;

export const rows = {
  all: 'true',
  ownFirm: `firm_id = ${FIRM}`,
  ownUser: `user_id = ${USER}`,
  ownOrganisation: `organisation_id = ${ORGANISATION}`,
  ownConsultant: `consultant_id = ${CONSULTANT}`,
  recipient: `recipient_id = ${USER}`,
  author: `actor_id is null or actor_id = ${USER}`,
  creator: `created_by = ${USER}`,
  consultantCase: `application_id in (select s.application_id from assignment s where ${LIVE_ASSIGNMENT})`,
  consultantFirm: `firm_id in (select s.firm_id from assignment s where ${LIVE_ASSIGNMENT})`,
  consultantCaseRead: `application_id in (select s.application_id from assignment s where ${READ_ASSIGNMENT})`,
  consultantFirmRead: `firm_id in (select s.firm_id from assignment s where ${READ_ASSIGNMENT})`,
  officerCase: `${DUTY} <> 'partner_officer' or application_id in (select a.id from application a where a.organisation_id = ${ORGANISATION})`,
  officerFirm: `${DUTY} <> 'partner_officer' or firm_id in (select a.firm_id from application a where a.organisation_id = ${ORGANISATION})`,
  evaluatorCase: `application_id in (select e.application_id from evaluation_assignment e where e.evaluator_id = ${USER} and e.released_at is null and e.conflict_declaration = 'none')`,
  evaluatorListed: `application_id in (select e.application_id from evaluation_assignment e where e.evaluator_id = ${USER} and e.released_at is null)`,
  evaluatorFirm: `firm_id in (select e.firm_id from evaluation_assignment e where e.evaluator_id = ${USER} and e.released_at is null and e.conflict_declaration = 'none')`,
  officersOnly: `${DUTY} in ('officer', 'senior_officer')`,
} as const;

/** Rows of the firms linked to the parent company that released this scope to it. */
export function released(scope: 'profile' | 'application' | 'plan' | 'kpi' | 'completion' | 'totals', column = 'firm_id'): string {
  return `${column} in (select r.firm_id from supply_relation r where r.parent_id = ${ORGANISATION} and r.ended_on is null and '${scope}' = any (r.released_scopes))`;
}

/** The same predicate for a table whose own key is the application or the firm. */
export function onId(predicate: string, column: 'application_id' | 'firm_id'): string {
  return predicate.replace(new RegExp(`(?<![.\\w])${column}(?= (=|in) )`, 'g'), 'id');
}

type CaseShare = Partial<Record<'firm' | 'consultant' | 'officer' | 'evaluator' | 'parent', Access>>;

/** Access to a table with application_id and firm_id: own firm, assigned consultant, officers of the group, readers of everything. */
export function caseTable(share: CaseShare, worker = 'siu'): TableAccess {
  const scoped = (role: keyof CaseShare, predicate: string, reads?: string): TableAccess => (share[role] ? { [role]: { rows: predicate, ...(reads && !share[role].rows ? { reads } : {}), ...share[role] } } : {});
  return {
    ...scoped('firm', rows.ownFirm),
    ...scoped('consultant', rows.consultantCase, rows.consultantCaseRead),
    ...scoped('officer', rows.officerCase),
    ...scoped('evaluator', rows.evaluatorCase),
    ...scoped('parent', rows.ownFirm),
    auditor: { can: 's', rows: rows.all },
    admin: { can: 's', rows: rows.all },
    worker: { can: worker, rows: rows.all },
  };
}

/** Readable for everybody; written only by those named. Such a table needs no row-level security. */
export function reference(writers: TableAccess = {}): TableAccess {
  const readers = ['public', 'auth', 'firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin', 'worker'] as const;
  return { ...Object.fromEntries(readers.map((role) => [role, { can: 's' }])), ...writers };
}

/** The same access for several roles. */
export function each(roles: readonly ActorRole[], access: Access): TableAccess {
  return Object.fromEntries(roles.map((role) => [role, access]));
}

/** Roles of people who have signed in. */
export const SIGNED_IN = ['firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin'] as const satisfies readonly ActorRole[];

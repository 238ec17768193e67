/** Kind of account; equals the database role `portal_<role>`. */
export type Role =
  | 'public'
  | 'firm'
  | 'consultant'
  | 'officer'
  | 'parent'
  | 'evaluator'
  | 'auditor'
  | 'admin'
  | 'worker';

/** What a person does within a role; every transition lists the duties that may make it. */
export type Duty =
  | 'representative'
  | 'manager'
  | 'firm_finance'
  | 'shop_floor'
  | 'firm_reader'
  | 'helper'
  | 'consultant'
  | 'officer'
  | 'senior_officer'
  | 'finance_officer'
  | 'partner_officer'
  | 'parent_manager'
  | 'evaluator'
  | 'auditor'
  | 'admin'
  | 'system'
  | 'visitor';

/** Language of the portal. */
export type Locale = 'ko' | 'en';

/** Who acts, with the scope (firm, consultant, organisation) that row-level security uses too. */
export interface Actor {
  userId: string | null;
  role: Role;
  duty: Duty;
  firmId: string | null;
  consultantId: string | null;
  organisationId: string | null;
  name: string;
  locale: Locale;
}

/** All roles, in the order in which the account page offers them. */
export const ROLES = [
  'public',
  'firm',
  'consultant',
  'officer',
  'parent',
  'evaluator',
  'auditor',
  'admin',
  'worker',
] as const satisfies readonly Role[];

/** The duties that belong to each role; a duty belongs to exactly one role. */
export const DUTIES_BY_ROLE = {
  public: ['visitor'],
  firm: ['representative', 'manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper'],
  consultant: ['consultant'],
  officer: ['officer', 'senior_officer', 'finance_officer', 'partner_officer'],
  parent: ['parent_manager'],
  evaluator: ['evaluator'],
  auditor: ['auditor'],
  admin: ['admin'],
  worker: ['system'],
} as const satisfies Record<Role, readonly Duty[]>;

/** All duties. */
export const DUTIES: readonly Duty[] = ROLES.flatMap((role): readonly Duty[] => DUTIES_BY_ROLE[role]);

/** First page after signing in, per role. */
export const HOME_BY_ROLE = {
  public: '/',
  firm: '/firm',
  consultant: '/consultant',
  officer: '/officer',
  parent: '/parent',
  evaluator: '/evaluator',
  auditor: '/auditor',
  admin: '/admin',
  worker: '/',
} as const satisfies Record<Role, string>;

/** The duties a role may hold. */
export function dutiesOf(role: Role): readonly Duty[] {
  return DUTIES_BY_ROLE[role];
}

const ROLE_BY_DUTY = new Map<Duty, Role>(
  ROLES.flatMap((role) => dutiesOf(role).map((duty): [Duty, Role] => [duty, role])),
);

/** The role a duty belongs to. */
export function roleOf(duty: Duty): Role {
  return ROLE_BY_DUTY.get(duty) ?? 'public';
}

/** True for a text that names a role. */
export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

/** True for a text that names a duty. */
export function isDuty(value: string): value is Duty {
  return (DUTIES as readonly string[]).includes(value);
}

/** True for people of a firm, helpers included. */
export function isFirmDuty(duty: Duty): boolean {
  return roleOf(duty) === 'firm';
}

/** True for every officer, those of partner headquarters included. */
export function isOfficerDuty(duty: Duty): boolean {
  return roleOf(duty) === 'officer';
}

/** True for officers of the Central Headquarters, who see every group. */
export function isCentralOfficerDuty(duty: Duty): boolean {
  return duty === 'officer' || duty === 'senior_officer' || duty === 'finance_officer';
}

/** True for the only duty that may sign in the name of a firm. */
export function maySign(duty: Duty): boolean {
  return duty === 'representative';
}

/** The actor of a request without a session. */
export function visitorActor(locale: Locale): Actor {
  return {
    userId: null,
    role: 'public',
    duty: 'visitor',
    firmId: null,
    consultantId: null,
    organisationId: null,
    name: '',
    locale,
  };
}

/** The actor of jobs and scheduled rules. */
export function systemActor(locale: Locale = 'ko'): Actor {
  return { ...visitorActor(locale), role: 'worker', duty: 'system', name: 'system' };
}

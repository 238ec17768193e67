import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import { isAccountKind } from './kinds.ts';

/** Parts of the work that people choose their mails by, in the order of a case. */
export const NOTICE_GROUPS = ['application', 'assignment', 'diagnosis', 'money', 'indicators', 'visits', 'results', 'settlement', 'deadlines', 'other'] as const;

export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/** A mail for each notice at once, one mail a day, or the inbox alone. */
export const NOTICE_CHOICES = ['mail', 'digest', 'inbox'] as const;

export type NoticeChoice = (typeof NOTICE_CHOICES)[number];

const BEGINNINGS: Readonly<Record<NoticeGroup, readonly string[]>> = {
  application: ['application_', 'correction_', 'eligibility_', 'evaluation_', 'evaluator_', 'ineligible_', 'score_', 'screening_', 'reserve_', 'sign_off_', 'appeal_'],
  assignment: ['assignment_', 'consultant_', 'objection_', 'successor_', 'handover_'],
  diagnosis: ['diagnosis_', 'plan_'],
  money: ['grant_', 'agreement_', 'bank_account_', 'advance_', 'tranche_', 'payment_', 'change_'],
  indicators: ['kpi_', 'reading_', 'readings_'],
  visits: ['visit_'],
  results: ['interim_', 'completion_', 'verification_'],
  settlement: ['settlement_', 'refund_', 'recovery_', 'membership_'],
  deadlines: ['deadline_'],
  other: [],
};

/** The group of a kind; null for notices about the account, which belong to none. */
export function groupOfKind(kind: string): NoticeGroup | null {
  if (isAccountKind(kind)) return null;
  return NOTICE_GROUPS.find((group) => BEGINNINGS[group].some((start) => kind.startsWith(start))) ?? 'other';
}

const GROUPS_OF_ROLE: Readonly<Record<Role, readonly NoticeGroup[]>> = {
  firm: NOTICE_GROUPS,
  officer: NOTICE_GROUPS,
  consultant: ['assignment', 'diagnosis', 'money', 'indicators', 'visits', 'results', 'deadlines', 'other'],
  parent: ['application', 'money', 'results', 'settlement', 'other'],
  evaluator: ['application', 'results', 'deadlines', 'other'],
  auditor: ['other'],
  admin: ['deadlines', 'other'],
  public: [],
  worker: [],
};

/** The groups from which people of a role are told anything. */
export function groupsOfRole(role: Role): readonly NoticeGroup[] {
  return GROUPS_OF_ROLE[role];
}

/** What people with one part in a firm want to know at once; the rest comes once a day. */
const AT_ONCE: Readonly<Partial<Record<Duty, readonly NoticeGroup[]>>> = {
  firm_finance: ['money', 'settlement', 'deadlines'],
  shop_floor: ['indicators', 'visits', 'deadlines'],
  firm_reader: [],
};

/** What officers hear of many times a day from all their cases together. */
const ONCE_A_DAY: readonly NoticeGroup[] = ['indicators', 'visits', 'other'];

/** How a person is told who has not chosen anything. */
export function defaultChoice(duty: Duty, group: NoticeGroup): NoticeChoice {
  const atOnce = AT_ONCE[duty];
  if (atOnce) return atOnce.includes(group) ? 'mail' : 'digest';
  const isOfficer = duty === 'officer' || duty === 'partner_officer' || duty === 'senior_officer' || duty === 'finance_officer';
  return isOfficer && ONCE_A_DAY.includes(group) ? 'digest' : 'mail';
}

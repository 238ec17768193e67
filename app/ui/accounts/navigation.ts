import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import { HOME_BY_ROLE } from '#app/domain/accounts/actor.ts';
import { paths } from '#app/http/paths.ts';
import type { MessageId } from '#app/i18n/message-ids.ts';

export interface NavEntry {
  readonly to: string;
  readonly label: MessageId;
  readonly match?: string;
}

const PUBLIC: readonly NavEntry[] = [
  { to: paths.home(), label: 'pages.nav.call' },
  { to: paths.check(), label: 'pages.nav.check' },
  { to: paths.outcomes(), label: 'pages.nav.outcomes' },
];

const FIRM: readonly NavEntry[] = [
  { to: paths.firm(), label: 'pages.nav.firm_home' },
  { to: paths.firmApplication(), label: 'pages.nav.application' },
  { to: paths.firmAssessment(), label: 'pages.nav.assessment' },
  { to: paths.firmPlan(), label: 'pages.nav.plan' },
  { to: paths.firmAgreement(), label: 'pages.nav.agreement' },
  { to: paths.firmVisits(), label: 'pages.nav.visits' },
  { to: paths.firmKpis(), label: 'pages.nav.kpis' },
];

const OFFICER: readonly NavEntry[] = [
  { to: paths.officer(), label: 'pages.nav.my_work' },
  { to: paths.officerApplications(), label: 'pages.nav.applications' },
  { to: paths.officerFirms(), label: 'pages.nav.firms' },
  { to: paths.officerPayments(), label: 'pages.nav.payments' },
  { to: paths.officerChanges(), label: 'pages.nav.changes' },
];

const BY_ROLE: Readonly<Record<Role, readonly NavEntry[]>> = {
  public: PUBLIC,
  worker: PUBLIC,
  firm: FIRM,
  officer: OFFICER,
  consultant: [
    { to: paths.consultant(), label: 'pages.nav.my_firms' },
    { to: paths.consultantVisits(), label: 'pages.nav.visits' },
  ],
  parent: [{ to: paths.parent(), label: 'pages.nav.linked_firms' }, { to: paths.outcomes(), label: 'pages.nav.outcomes' }],
  evaluator: [{ to: paths.evaluator(), label: 'pages.nav.evaluations' }],
  auditor: [{ to: paths.auditor(), label: 'pages.nav.audit' }, { to: paths.officerFirms(), label: 'pages.nav.firms' }, { to: paths.outcomes(), label: 'pages.nav.outcomes' }],
  admin: [{ to: paths.admin(), label: 'pages.nav.administration' }, { to: paths.officerFirms(), label: 'pages.nav.firms' }],
};

/** Main menu of a role; visitors see the public pages. */
export function navigationFor(role: Role | null): readonly NavEntry[] {
  return BY_ROLE[role ?? 'public'];
}

/** First page of a role. */
export function homeFor(role: Role): string {
  return HOME_BY_ROLE[role];
}

/** Message id of what a duty is called. */
export function dutyLabel(duty: Duty): MessageId {
  return `pages.duty.${duty}` as MessageId;
}

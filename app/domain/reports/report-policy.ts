import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import { wrongdoingReportMachine, type WrongdoingReportState } from '#app/domain/reports/wrongdoing-report-machine.ts';
import { ALLOWED, all, allowIf, any, deny, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';
import { canTransition } from '#app/domain/workflow/machine.ts';

const CENTRAL: readonly Duty[] = ['officer', 'senior_officer', 'finance_officer'];

/** What an export or a report covers; `organisationId` is the group or the parent company, null for everything. */
export interface ReportScope {
  organisationId: string | null;
  /** Costs, budgets and payments line by line. */
  withCosts: boolean;
}

/** Published figures are for everybody. */
export function canViewPublicReport(_actor: Actor): Decision {
  return ALLOWED;
}

/** Reports on open cases: central everything, partner headquarters their group, a parent its linked firms without costs. */
export function canViewReport(actor: Actor, scope: ReportScope): Decision {
  return any(
    hasDuty(actor, [...CENTRAL, 'auditor']),
    all(hasDuty(actor, ['partner_officer']), isOwnOrganisation(actor, scope)),
    all(hasDuty(actor, ['parent_manager']), isOwnOrganisation(actor, scope), allowIf(!scope.withCosts)),
    actor.duty === 'visitor' ? deny('not_signed_in') : deny(),
  );
}

/** Exports follow the reports; each is logged with a reason. */
export function canExportReport(actor: Actor, scope: ReportScope): Decision {
  return canViewReport(actor, scope);
}

/** Figures are released as a snapshot by a senior officer. */
export function canPublishReport(actor: Actor): Decision {
  return hasDuty(actor, ['senior_officer']);
}

/** Reports of wrongdoing are handled by senior officers; the auditor reads them. */
export function canViewWrongdoingReport(actor: Actor): Decision {
  return hasDuty(actor, ['senior_officer', 'auditor']);
}

/** Nobody reads the reporter's identity in the portal; it lies in a sealed table with its own key. */
export function canViewReporterIdentity(actor: Actor): Decision {
  return deny(actor.duty === 'visitor' ? 'not_signed_in' : 'not_allowed');
}

/** Any transition of a report of wrongdoing; nobody handles a report about him- or herself. */
export function canMoveWrongdoingReport(
  actor: Actor,
  subject: { state: WrongdoingReportState | null; concernedUserIds: readonly string[] },
  transition: string,
): Decision {
  const decision = canTransition(wrongdoingReportMachine, { from: subject.state, name: transition, duty: actor.duty });
  if (!decision.allowed) return deny(decision.code);
  if (subject.state === null) return ALLOWED;
  return allowIf(actor.userId !== null && !subject.concernedUserIds.includes(actor.userId), 'four_eyes');
}

function isOwnOrganisation(actor: Actor, scope: ReportScope): Decision {
  return allowIf(actor.organisationId !== null && actor.organisationId === scope.organisationId);
}

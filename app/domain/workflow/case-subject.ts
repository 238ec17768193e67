import { isCentralOfficerDuty, isFirmDuty, type Actor } from '#app/domain/accounts/actor.ts';

/** The facts about a case that decide who may see it; every policy subject extends them. */
export interface CaseSubject {
  firmId: string;
  /** The partner headquarters whose group the firm belongs to. */
  organisationId?: string | null;
  /** Parent companies linked to the firm. */
  linkedParentOrganisationIds?: readonly string[];
  /** Consultants with a live assignment at the firm, the offered ones included. */
  assignedConsultantIds?: readonly string[];
  /** Those of them who may do something there: one who was only asked, or was replaced, reads. All of them when left out. */
  workingConsultantIds?: readonly string[];
  /** Users who were assigned as evaluators and declared no conflict of interest. */
  evaluatorUserIds?: readonly string[];
}

/** Whether a consultant only reads a case: asked and not begun, or replaced. False for everybody else. */
export function onlyReads(actor: Actor, subject: CaseSubject): boolean {
  return actor.duty === 'consultant' && subject.workingConsultantIds !== undefined && !contains(subject.workingConsultantIds, actor.consultantId);
}

/** How an actor stands to a case; `null` means not at all. */
export type Relation =
  | 'own_firm'
  | 'assigned_consultant'
  | 'linked_parent'
  | 'own_group'
  | 'central'
  | 'assigned_evaluator'
  | 'auditor'
  | 'administrator'
  | null;

/** The one relation of an actor to a case (a person has one duty). Empty ids never match. */
export function relationOf(actor: Actor, subject: CaseSubject): Relation {
  if (isFirmDuty(actor.duty)) return actor.firmId !== null && actor.firmId === subject.firmId ? 'own_firm' : null;
  if (isCentralOfficerDuty(actor.duty)) return 'central';
  switch (actor.duty) {
    case 'consultant':
      return contains(subject.assignedConsultantIds, actor.consultantId) ? 'assigned_consultant' : null;
    case 'parent_manager':
      return contains(subject.linkedParentOrganisationIds, actor.organisationId) ? 'linked_parent' : null;
    case 'partner_officer':
      return actor.organisationId !== null && actor.organisationId === subject.organisationId ? 'own_group' : null;
    case 'evaluator':
      return contains(subject.evaluatorUserIds, actor.userId) ? 'assigned_evaluator' : null;
    case 'auditor':
      return 'auditor';
    case 'admin':
      return 'administrator';
    default:
      return null;
  }
}

function contains(ids: readonly string[] | undefined, id: string | null): boolean {
  return id !== null && (ids ?? []).includes(id);
}

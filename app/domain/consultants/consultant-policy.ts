import type { Actor } from '#app/domain/accounts/actor.ts';
import { allowIf, any, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';

/** The facts about a consultant's record. */
export interface ConsultantSubject {
  consultantId: string;
  /** Firms with an assignment that was offered to, accepted by or active with this consultant. */
  firmIds: readonly string[];
}

/** The pool is listed by the headquarters (central and partner), the auditor and the administrator. */
export function canListConsultants(actor: Actor): Decision {
  return hasDuty(actor, ['officer', 'senior_officer', 'finance_officer', 'partner_officer', 'auditor', 'admin']);
}

/** A firm reads the profile of its own consultant, a consultant the own one. */
export function canViewConsultant(actor: Actor, subject: ConsultantSubject): Decision {
  return any(
    canListConsultants(actor),
    isSelf(actor, subject),
    allowIf(actor.role === 'firm' && actor.firmId !== null && subject.firmIds.includes(actor.firmId)),
  );
}

/** Only the consultant writes the own profile, availability and declaration of interests. */
export function canEditConsultantProfile(actor: Actor, subject: ConsultantSubject): Decision {
  return isSelf(actor, subject);
}

/** Declared interests (relatives, shares, former employers) are for the person, the Central Headquarters and the auditor. */
export function canViewDeclarations(actor: Actor, subject: ConsultantSubject): Decision {
  return any(isSelf(actor, subject), hasDuty(actor, ['officer', 'senior_officer', 'auditor']));
}

/** Certifying, capping the load and striking off is decided by a senior officer. */
export function canDecideOnConsultant(actor: Actor): Decision {
  return hasDuty(actor, ['senior_officer']);
}

function isSelf(actor: Actor, subject: ConsultantSubject): Decision {
  return allowIf(actor.duty === 'consultant' && actor.consultantId !== null && actor.consultantId === subject.consultantId);
}

import type { Actor } from '#app/domain/accounts/actor.ts';
import { ALLOWED, hasDuty, type Decision } from '#app/domain/workflow/decision.ts';

/** What can be set: the programme year's rules, or the lists the whole portal uses. */
export type SettingKind = 'programme' | 'codes' | 'holidays';

/** Calls, the roadmap text and the public calendar are for everybody. */
export function canViewProgramme(actor: Actor, subject: { published: boolean }): Decision {
  return subject.published ? ALLOWED : hasDuty(actor, ['officer', 'senior_officer', 'finance_officer', 'auditor', 'admin']);
}

/** Calls, question sets, score sheets and texts are written by the Central Headquarters. */
export function canEditProgramme(actor: Actor): Decision {
  return hasDuty(actor, ['officer', 'senior_officer']);
}

/** Programme settings by the Central Headquarters or the administrator; codes and holidays by the administrator. */
export function canEditSettings(actor: Actor, kind: SettingKind): Decision {
  return hasDuty(actor, kind === 'programme' ? ['senior_officer', 'admin'] : ['admin']);
}

/** Settings with their history. */
export function canViewSettings(actor: Actor): Decision {
  return hasDuty(actor, ['officer', 'senior_officer', 'finance_officer', 'auditor', 'admin']);
}

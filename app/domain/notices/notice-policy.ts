import type { Actor } from '#app/domain/accounts/actor.ts';
import { deny, type Decision } from '#app/domain/workflow/decision.ts';

/** Switching the mails of single cases off: those who follow cases from their pages. Which cases, the database rows say. */
export function canMuteCase(actor: Actor): Decision {
  return actor.role === 'firm' || actor.role === 'consultant' || actor.role === 'officer' ? { allowed: true } : deny();
}

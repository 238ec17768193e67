/** One database role per kind of actor; the application takes one of them in each transaction. */
export const ACTOR_ROLES = ['public', 'auth', 'firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin', 'worker'] as const;

export type ActorRole = (typeof ACTOR_ROLES)[number];

/** The role the application logs in as: no inheritance, no table rights, only the right to take an actor's role. */
export const APP_ROLE = 'portal_app';

/** Owner of the functions that see more than their caller; nobody logs in or switches to it. */
export const DEFINER_ROLE = 'portal_definer';

/** Name of the database role of a kind of actor. */
export function roleName(role: ActorRole): string {
  return `portal_${role}`;
}

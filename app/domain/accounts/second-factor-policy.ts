import { type Duty, roleOf } from './actor.ts';

/**
 * Whether a duty needs a second factor to work at all: officers, administrators and consultants, and the
 * auditor, who reads everything. For everybody else it is offered (documented relaxation of ASVS 6.3.3).
 */
export function isSecondFactorRequired(duty: Duty): boolean {
  return ['officer', 'admin', 'consultant', 'auditor'].includes(roleOf(duty));
}

/** What stands between a session and the work: nothing, the code of its second factor, or setting one up. */
export type Standing = 'open' | 'needs_code' | 'needs_set_up';

interface Proven {
  /** 2 once the session has shown its second factor. */
  readonly authLevel: number;
  /** Whether the person has a confirmed second factor. */
  readonly hasFactor: boolean;
}

/**
 * Whether a session opens pages. In the demonstration nobody is made to set up a second factor, so that its accounts open
 * with one press; who sets one up there is asked for it all the same.
 */
export function standingOf({ authLevel, hasFactor, duty, demo }: Proven & { readonly duty: Duty; readonly demo: boolean }): Standing {
  if (authLevel >= 2) return 'open';
  if (hasFactor) return 'needs_code';
  return !demo && isSecondFactorRequired(duty) ? 'needs_set_up' : 'open';
}

/** What a person still has to show before a sensitive step. */
export type MissingProof = 'none' | 'code' | 'password' | 'set_up';

/**
 * The proof a sensitive step lacks. `isFresh`: one was given within ten minutes, by the clock of the database. `needsFactor`:
 * a password is not enough for this step. The single relaxation of the demonstration: there an account without a second
 * factor passes, so that a walk is not stopped; with one it is asked as anywhere.
 */
export function missingProof({ authLevel, hasFactor, isFresh, needsFactor, demo }: Proven & { readonly isFresh: boolean; readonly needsFactor: boolean; readonly demo: boolean }): MissingProof {
  if (isFresh && (authLevel >= 2 || (!hasFactor && !needsFactor))) return 'none';
  if (hasFactor) return 'code';
  if (demo) return 'none';
  return needsFactor ? 'set_up' : 'password';
}

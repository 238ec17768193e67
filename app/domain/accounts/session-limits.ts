import type { Role } from './actor.ts';

/** Idle and absolute life of a session, and how many a person may have side by side; staff are cut off sooner (ASVS 7.1). */
export const SESSION_LIMITS = {
  idleMinutes: { staff: 30, other: 120 },
  absoluteHours: { staff: 10, other: 24 },
  parallel: { staff: 1, other: 5 },
} as const;

/** Whether the stricter limits hold: officers, auditors and administrators see the data of many. */
export function hasStaffSession(role: Role): boolean {
  return role === 'officer' || role === 'admin' || role === 'auditor';
}

/** The limits of one kind of account. */
export function sessionLimitsOf(role: Role): { idleMinutes: number; absoluteHours: number; parallel: number } {
  const kind = hasStaffSession(role) ? 'staff' : 'other';
  return { idleMinutes: SESSION_LIMITS.idleMinutes[kind], absoluteHours: SESSION_LIMITS.absoluteHours[kind], parallel: SESSION_LIMITS.parallel[kind] };
}

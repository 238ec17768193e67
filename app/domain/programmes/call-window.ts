/** Where a call stands at a moment. `grace` is the time after the deadline in which a begun submission still counts. */
export type CallPhase = 'before' | 'open' | 'grace' | 'closed';

/** The phase of a call; the exact closing minute is still open. */
export function callPhase(call: { readonly opensAt: Date; readonly closesAt: Date; readonly graceMinutes: number }, now: Date): CallPhase {
  if (now < call.opensAt) return 'before';
  if (now <= call.closesAt) return 'open';
  return now.getTime() <= call.closesAt.getTime() + call.graceMinutes * 60_000 ? 'grace' : 'closed';
}

/** Whether an application may be sent at this moment. */
export function acceptsSubmissions(phase: CallPhase): boolean {
  return phase === 'open' || phase === 'grace';
}

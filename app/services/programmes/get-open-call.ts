import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { workingDaysBetween } from '#app/domain/calendar/working-days.ts';
import type { CallPhase } from '#app/domain/programmes/call-window.ts';
import { totalManDays, type PromiseStep } from '#app/domain/programmes/settings.ts';
import { findPublishedOutcome, type PublishedOutcome } from '#db/queries/published-outcomes.ts';
import { listStepTimes, type StepTime } from '#db/queries/step-times.ts';
import { asWorker, withActor } from '#db/transaction.ts';
import { findCall, type CallYear } from './call-year.ts';

/** Waits that the public page reports: the promise beside the state whose clock measures it. */
const STEPS: readonly { readonly step: PromiseStep; readonly machine: string; readonly state: string; readonly side: 'officer' | 'firm' | 'consultant' | 'finance' }[] = [
  { step: 'screening', machine: 'application', state: 'screening', side: 'officer' },
  { step: 'correctionAnswer', machine: 'application', state: 'correction_requested', side: 'firm' },
  { step: 'assignmentAccept', machine: 'assignment', state: 'offered', side: 'consultant' },
  { step: 'firstVisit', machine: 'diagnosis', state: 'onsite_scheduled', side: 'consultant' },
  { step: 'planReview', machine: 'plan', state: 'submitted', side: 'officer' },
  { step: 'grantDecision', machine: 'grant_decision', state: 'review', side: 'officer' },
  { step: 'offerSign', machine: 'agreement', state: 'offered', side: 'firm' },
  { step: 'claimCheck', machine: 'tranche', state: 'submitted', side: 'officer' },
  { step: 'approvedToPaid', machine: 'tranche', state: 'queued', side: 'finance' },
];

export interface PromisedStep {
  readonly step: PromiseStep;
  readonly side: 'officer' | 'firm' | 'consultant' | 'finance';
  readonly promiseDays: number;
  readonly medianDays: number | null;
  readonly keptPercent: number | null;
  readonly n: number;
}

/** What the public page says about the call. */
export interface OpenCall {
  readonly number: number;
  readonly label: { readonly ko: string; readonly en: string };
  readonly phase: CallPhase;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly selectionClosesOn: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  /** Working days of the whole call, those passed with today, and those left. */
  readonly callDays: { readonly total: number; readonly used: number; readonly left: number };
  readonly grantMinWon: number;
  readonly grantMaxWon: number;
  readonly ownShareMinPercent: number;
  readonly advanceCapPercent: number;
  readonly quota: number;
  readonly unaffiliatedSharePercent: number;
  readonly manDays: { readonly total: number; readonly diagnosis: number; readonly coaching: number; readonly closing: number };
  readonly steps: readonly PromisedStep[];
  readonly outcome: PublishedOutcome | null;
}

const CACHE_MS = 5 * 60_000;
let cached: { at: number; times: StepTime[] } | null = null;

// Only counts and medians leave this function, so it may look at all cases; they change slowly.
async function stepTimes(now: Date): Promise<StepTime[]> {
  if (cached && Math.abs(now.getTime() - cached.at) < CACHE_MS) return cached.times;
  const times = await asWorker((tx) => listStepTimes(tx));
  cached = { at: now.getTime(), times };
  return times;
}

/** The call as everybody may read it, with promised and real days and the last published result; null when none is planned. */
export async function getOpenCall(ctx: Context): Promise<OpenCall | null> {
  const found = await withActor(ctx, async (tx) => {
    const call = await findCall(tx, ctx.now);
    return call ? { call, outcome: await findPublishedOutcome(tx) } : null;
  });
  if (!found) return null;
  return composeCall(found.call, await stepTimes(ctx.now), found.outcome);
}

/** The call with what is derived from it; `times` are the real days of the waits it promises. */
export function composeCall(call: CallYear, times: readonly StepTime[], outcome: PublishedOutcome | null): OpenCall {
  const { year, settings, holidays, today } = call;
  const opensOn = toSeoulDate(year.callOpensAt);
  const closesOn = toSeoulDate(year.callClosesAt);
  const total = workingDaysBetween(opensOn, closesOn, holidays) + 1;
  const left = Math.max(0, workingDaysBetween(today, closesOn, holidays));
  const promised = STEPS.map(({ step, machine, state, side }) => {
    const time = times.find((entry) => entry.machine === machine && entry.state === state);
    return { step, side, promiseDays: settings.promises[step], medianDays: time?.medianDays ?? null, keptPercent: time?.inPromisePercent ?? null, n: time?.n ?? 0 };
  });
  return {
    number: year.number,
    label: year.label,
    phase: call.phase,
    opensAt: year.callOpensAt,
    closesAt: year.callClosesAt,
    selectionClosesOn: year.selectionClosesOn,
    startsOn: year.startsOn,
    endsOn: year.endsOn,
    today,
    callDays: { total, used: Math.min(total, Math.max(0, total - left)), left },
    grantMinWon: settings.grantMinWon,
    grantMaxWon: settings.grantMaxWon,
    ownShareMinPercent: settings.ownShareMinPercent,
    advanceCapPercent: settings.advanceCapPercent,
    quota: year.quota,
    unaffiliatedSharePercent: year.unaffiliatedSharePercent,
    manDays: { total: totalManDays(settings), ...settings.manDays },
    steps: promised,
    outcome,
  };
}

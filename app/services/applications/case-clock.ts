import { applicationStates, type ApplicationState } from '#app/domain/applications/application-states.ts';
import { readRuler } from '#app/domain/calendar/ruler.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { workingDaysBetween } from '#app/domain/calendar/working-days.ts';
import type { StepPromises } from '#app/domain/programmes/settings.ts';
import type { Side } from '#app/domain/workflow/machine.ts';
import type { CaseRules } from '#app/services/applications/open-case.ts';

/** Working days used against the promise of the present state. */
export interface CaseClock {
  readonly used: number;
  readonly promise: number | null;
}

const PROMISES: Readonly<Partial<Record<ApplicationState, keyof StepPromises>>> = {
  submitted: 'screening',
  screening: 'screening',
  resubmitted: 'screening',
  correction_requested: 'correctionAnswer',
  eligible: 'evaluation',
  evaluation: 'evaluation',
};

/** The clock of a waiting application up to its due day; null where nobody has to act. */
export function clockOf(waiting: { state: ApplicationState; since: Date; dueOn: string | null }, now: Date, rules: CaseRules): CaseClock | null {
  if (applicationStates[waiting.state].side === 'none') return null;
  return clockUntil(waiting, PROMISES[waiting.state] ?? null, now, rules);
}

/** Working days from a moment up to a due day (else the promise of the step), and those used so far. */
export function clockUntil(waiting: { since: Date; dueOn: string | null }, step: keyof StepPromises | null, now: Date, rules: CaseRules): CaseClock {
  const since = toSeoulDate(waiting.since);
  const promise = waiting.dueOn !== null ? Math.max(1, workingDaysBetween(since, waiting.dueOn, rules.holidays)) : step ? rules.settings.promises[step] : null;
  const reading = readRuler({ since, today: toSeoulDate(now), promisedDays: promise ?? 0, holidays: rules.holidays });
  // A due day on which no office was open since counts as passed all the same.
  const late = waiting.dueOn !== null && promise !== null && waiting.dueOn < toSeoulDate(now);
  return { used: late ? Math.max(reading.used, promise + 1) : reading.used, promise };
}

/** Working days one side has used over the whole case. */
export interface SideClock {
  readonly side: Extract<Side, 'officer' | 'firm' | 'evaluator'>;
  readonly used: number;
  readonly promise: number;
  readonly running: boolean;
}

const SIDES = { officer: 'screening', firm: 'correctionAnswer', evaluator: 'evaluation' } as const satisfies Record<SideClock['side'], keyof StepPromises>;

/** Sums the working days of each side from the moves of an application (oldest first), up to the decision. */
export function sideClocks(moves: readonly { to: string | null; at: Date }[], state: ApplicationState, now: Date, rules: CaseRules): SideClock[] {
  const used = { officer: 0, firm: 0, evaluator: 0 };
  const ordered = moves.filter((move): move is { to: ApplicationState; at: Date } => move.to !== null && Object.hasOwn(applicationStates, move.to));
  ordered.forEach((move, index) => {
    const { side } = applicationStates[move.to];
    if (side !== 'officer' && side !== 'firm' && side !== 'evaluator') return;
    if (move.to === 'draft' || move.to === 'ready_for_sign_off' || move.to === 'reserve') return;
    const until = ordered[index + 1]?.at ?? now;
    used[side] += Math.max(0, workingDaysBetween(toSeoulDate(move.at), toSeoulDate(until), rules.holidays));
  });
  const present = applicationStates[state].side;
  return (Object.keys(SIDES) as SideClock['side'][])
    .map((side) => ({ side, used: used[side], promise: rules.settings.promises[SIDES[side]], running: side === present && state !== 'reserve' }))
    .filter((clock) => clock.running || clock.used > 0 || clock.side === 'officer');
}

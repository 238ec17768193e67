import type { Duty } from '#app/domain/accounts/actor.ts';

/** A text in both languages of the portal. */
export interface Text {
  ko: string;
  en: string;
}

/** Whose turn it is in a state; clocks run on this side only. */
export type Side = 'firm' | 'consultant' | 'officer' | 'partner' | 'evaluator' | 'finance' | 'outside' | 'none';

/** Who is told about a transition. */
export type Audience =
  | 'firm'
  | 'consultant'
  | 'officers'
  | 'senior_officers'
  | 'finance'
  | 'evaluators'
  | 'parent'
  | 'reporter';

/** All machines of the workflow. */
export const MACHINE_NAMES = [
  'firm',
  'application',
  'assignment',
  'diagnosis',
  'kpi_card',
  'reading',
  'plan',
  'grant_decision',
  'agreement',
  'change_request',
  'tranche',
  'visit',
  'interim_check',
  'completion',
  'verification',
  'settlement',
  'recovery',
  'appeal',
  'hold',
  'membership',
  'follow_up_request',
  'wrongdoing_report',
] as const;

/** Name of a machine, as stored in `allowed_transition.machine` and in events. */
export type MachineName = (typeof MACHINE_NAMES)[number];

/** One state: the internal label, what the firm reads, whose turn it is, and the promise in working days. */
export interface StateSpec {
  label: Text;
  publicLabel: Text;
  side: Side;
  promiseDays?: number;
  /** The life of the aggregate is over here; only an appeal, an undo or a reopening leads out. */
  terminal?: true;
}

/** One transition; `null` in `from` creates the aggregate, a missing `reasonRequired` means no reason is asked. */
export interface TransitionSpec<S extends string = string> {
  name: string;
  from: readonly (S | null)[];
  to: S;
  by: readonly Duty[];
  guards?: readonly string[];
  reasonRequired?: true;
  tells: readonly Audience[];
  label: Text;
}

/** A state machine as data. */
export interface Machine<S extends string = string> {
  name: MachineName;
  states: Readonly<Record<S, StateSpec>>;
  transitions: readonly TransitionSpec<S>[];
}

/** Answer of {@link canTransition}. */
export type TransitionDecision<S extends string = string> =
  | { allowed: true; to: S }
  | { allowed: false; code: 'transition_not_allowed' | 'not_your_turn' };

/** Builds a bilingual text. */
export function text(ko: string, en: string): Text {
  return { ko, en };
}

/**
 * Keeps the literal state names and checks the table once: every `from` and `to` is declared, a name
 * occurs once per from-state, and every transition has somebody who may make it. Throws on a faulty table.
 */
export function defineMachine<const S extends string>(machine: {
  name: MachineName;
  states: Readonly<Record<S, StateSpec>>;
  transitions: readonly TransitionSpec<NoInfer<S>>[];
}): Machine<S> {
  const seen = new Set<string>();
  for (const transition of machine.transitions) {
    const where = `${machine.name}.${transition.name}`;
    if (transition.from.length === 0) throw new Error(`${where} has no from-state`);
    if (transition.by.length === 0) throw new Error(`${where} has no duty`);
    for (const state of [...transition.from, transition.to]) {
      if (state !== null && !Object.hasOwn(machine.states, state)) {
        throw new Error(`${where} names the undeclared state ${state}`);
      }
    }
    for (const from of transition.from) {
      const key = `${from ?? ''}|${transition.name}`;
      if (seen.has(key)) throw new Error(`${where} occurs twice from ${from ?? 'nothing'}`);
      seen.add(key);
    }
  }
  return machine;
}

/** True when the text is a state of the machine. */
export function isState<S extends string>(machine: Machine<S>, value: string): value is S {
  return Object.hasOwn(machine.states, value);
}

/** The description of a state. Throws for a state the machine does not know. */
export function getState<S extends string>(machine: Machine<S>, state: string): StateSpec {
  if (!isState(machine, state)) throw new Error(`${machine.name} has no state ${state}`);
  return machine.states[state];
}

/** The state names in the order of the table. */
export function statesOf<S extends string>(machine: Machine<S>): readonly S[] {
  return Object.keys(machine.states) as S[];
}

/** True when the aggregate's life is over in this state. */
export function isTerminal<S extends string>(machine: Machine<S>, state: string): boolean {
  return isState(machine, state) && machine.states[state].terminal === true;
}

/** The transition of this name that leaves `from` (`null`: creates the aggregate), or null. */
export function findTransition<S extends string>(
  machine: Machine<S>,
  name: string,
  from: string | null,
): TransitionSpec<S> | null {
  return (
    machine.transitions.find(
      (transition) => transition.name === name && (transition.from as readonly (string | null)[]).includes(from),
    ) ?? null
  );
}

/** Whether a duty may make the named transition from a state; guards are the use-case's part. */
export function canTransition<S extends string>(
  machine: Machine<S>,
  attempt: { from: string | null; name: string; duty: Duty },
): TransitionDecision<S> {
  const transition = findTransition(machine, attempt.name, attempt.from);
  if (transition === null) return { allowed: false, code: 'transition_not_allowed' };
  if (!transition.by.includes(attempt.duty)) return { allowed: false, code: 'not_your_turn' };
  return { allowed: true, to: transition.to };
}

/** The transitions a duty may make from a state: the buttons of a page. */
export function listTransitions<S extends string>(
  machine: Machine<S>,
  from: string | null,
  duty: Duty,
): readonly TransitionSpec<S>[] {
  return machine.transitions.filter(
    (transition) => (transition.from as readonly (string | null)[]).includes(from) && transition.by.includes(duty),
  );
}

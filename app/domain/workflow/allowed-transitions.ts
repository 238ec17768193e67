import type { MachineName } from '#app/domain/workflow/machine.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';

/** One row of the database table `allowed_transition`; `from` is null where the aggregate is created. */
export interface AllowedTransition {
  machine: MachineName;
  from: string | null;
  to: string;
  name: string;
}

/** All moves of all machines, one row per from-state. Two names may join the same pair of states. */
export const ALLOWED_TRANSITIONS: readonly AllowedTransition[] = MACHINES.flatMap((machine) =>
  machine.transitions.flatMap((transition) =>
    transition.from.map((from) => ({ machine: machine.name, from, to: transition.to, name: transition.name })),
  ),
);

/** The distinct pairs of states, as the database trigger checks them. */
export const ALLOWED_MOVES: readonly Omit<AllowedTransition, 'name'>[] = [
  ...new Map(ALLOWED_TRANSITIONS.map(({ machine, from, to }) => [`${machine}|${from ?? ''}|${to}`, { machine, from, to }])).values(),
];

/** A state in which an aggregate may be created. */
export interface InitialState {
  machine: MachineName;
  state: string;
}

/** The states reachable from nothing, each once. */
export const INITIAL_STATES: readonly InitialState[] = MACHINES.flatMap((machine) =>
  [...new Set(machine.transitions.filter((transition) => transition.from.includes(null)).map((transition) => transition.to))].map(
    (state) => ({ machine: machine.name, state }),
  ),
);

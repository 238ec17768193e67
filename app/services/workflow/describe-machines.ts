import type { Side, Text } from '#app/domain/workflow/machine.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';

/** A state as the help page explains it. */
export interface DescribedState {
  readonly state: string;
  readonly label: Text;
  readonly meaning: Text;
  readonly side: Side;
  readonly promiseDays: number | null;
  /** What can happen from here, in words. */
  readonly next: readonly Text[];
}

export interface DescribedMachine {
  readonly name: string;
  readonly states: readonly DescribedState[];
}

const SHOWN = ['firm', 'application', 'assignment', 'diagnosis', 'plan', 'grant_decision', 'agreement', 'tranche', 'completion', 'settlement'] as const;

/** The steps of a case as they are built into the product: help and behaviour come from the same tables. */
export function describeMachines(): DescribedMachine[] {
  return SHOWN.flatMap((name) => {
    const machine = MACHINES.find((entry) => entry.name === name);
    if (!machine) return [];
    const states = Object.entries(machine.states).map(([state, spec]) => ({
      state,
      label: spec.label,
      meaning: spec.publicLabel,
      side: spec.side,
      promiseDays: spec.promiseDays ?? null,
      next: machine.transitions.filter((transition) => (transition.from as readonly (string | null)[]).includes(state)).map((transition) => transition.label),
    }));
    return [{ name, states }];
  });
}

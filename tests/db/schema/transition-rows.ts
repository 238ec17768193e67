import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MACHINES } from '#app/domain/workflow/machines.ts';

/** Rows of the database table `allowed_transition` as the machines of the domain define them. */
export const transitionRows = MACHINES.flatMap((machine) =>
  machine.transitions.flatMap((transition) =>
    transition.from.map((from) => ({ machine: machine.name, name: transition.name, from, to: transition.to, by: [...transition.by] })),
  ),
);

/** Text of db/seeds/transitions.json, one row per line. */
export function renderTransitions(): string {
  return `[\n${transitionRows.map((row) => ` ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}

if (import.meta.main) writeFileSync(fileURLToPath(new URL('../../../db/seeds/transitions.json', import.meta.url)), renderTransitions());

import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { workingDaysBetween } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { getState, listTransitions, statesOf, type Machine, type Text } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';
import { COUNT_CAP, lineOf, type CaseLine } from '#app/services/applications/list-cases.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { countCasesOf, listCaseRows, type CaseFilter } from '#db/queries/case-list.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { countQueues, listQueueRows, QUEUE_MACHINES, type QueueMachine, type QueueRow } from '#db/queries/case-work.ts';
import { withActor } from '#db/transaction.ts';

/** Rows shown of each queue. */
const ROWS_PER_QUEUE = 5;

/** Work of one kind that waits for the reader: the state, how many, and the ones that wait longest. */
export interface WorkQueue {
  readonly machine: QueueMachine;
  readonly state: string;
  readonly label: Text;
  readonly count: number;
  readonly rows: readonly (QueueRow & { readonly waited: number })[];
}

/** The states in which the reader can move a machine on: what his or her queues are made of. */
function ownStates(duty: Context['actor']['duty']): Partial<Record<QueueMachine, string[]>> {
  return Object.fromEntries(
    QUEUE_MACHINES.map((name) => {
      const machine: Machine = machines[name];
      const waiting = statesOf(machine).filter((state) => {
        const { side, terminal } = getState(machine, state);
        return !terminal && (side === 'officer' || side === 'finance') && listTransitions(machine, state, duty).length > 0;
      });
      return [name, waiting];
    }),
  );
}

/** The home of an officer: own turn, overdue, waiting for others, and the queues of the later steps. */
export async function getWork(ctx: Context) {
  if (ctx.actor.role !== 'officer') throw new AppError('not_allowed');
  const today = toSeoulDate(ctx.now);
  const me = { userId: ctx.actor.userId, duty: ctx.actor.duty };
  return withActor(ctx, async (tx) => {
    const rules = readRules(await findCurrentRules(tx));
    const turn: CaseFilter = { view: 'turn', me, today };
    const [mine = 0, overdue = 0, firm = 0, evaluation = 0, match = 0] = await countCasesOf(
      tx,
      [turn, { view: 'all', me, today, overdue: true }, { view: 'firm', me, today }, { view: 'evaluation', me, today }, { view: 'match', me, today }],
      COUNT_CAP,
    );
    const rows = await listCaseRows(tx, turn, { key: 'due', direction: 'asc' }, { limit: 6, boundary: null, towards: 'next' });
    const counts = await countQueues(tx, ownStates(ctx.actor.duty));
    const waiting = await listQueueRows(tx, counts, ROWS_PER_QUEUE);
    const queues = QUEUE_MACHINES.flatMap((machine) =>
      counts
        .filter((entry) => entry.machine === machine)
        .map(({ state, count }): WorkQueue => ({
          machine,
          state,
          label: getState(machines[machine] as Machine, state).label,
          count,
          rows: waiting.filter((row) => row.machine === machine && row.state === state).map((row) => ({ ...row, waited: workingDaysBetween(toSeoulDate(row.since), today, rules.holidays) })),
        })),
    );
    return { counts: { mine, overdue, firm, evaluation, match }, lines: rows.map((row): CaseLine => lineOf(row, null, ctx.now, rules)), queues };
  });
}

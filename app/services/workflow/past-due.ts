import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { Machine } from '#app/domain/workflow/machine.ts';
import { listHeldScopes } from '#db/queries/holds.ts';
import { countDelivered, findPastDue, listPastDue, type DueCase, type DueKind } from '#db/queries/due-cases.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import type { ActorTx } from '#db/transaction.ts';
import { forEachRow } from './each-case.ts';

export interface DueRule {
  readonly kind: DueKind;
  readonly machine: Machine;
  /** A step counts when its due day lies before this day; today when left out. */
  readonly before?: string;
  /** Silence counts only against somebody who was told: so many notices of these kinds must have arrived since the step began. */
  readonly told?: { readonly kinds: readonly string[]; readonly times: number };
}

/** Runs `work` for each step whose day is over, with the row of its aggregate locked and read again. Returns how many moved. */
export async function forEachPastDue(ctx: Context, rule: DueRule, work: (tx: ActorTx, row: DueCase) => Promise<boolean>): Promise<number> {
  const before = rule.before ?? toSeoulDate(ctx.now);
  return forEachRow(
    ctx,
    (tx, page) => listPastDue(tx, rule.kind, before, page),
    async (tx, { id }) => {
      await lockAggregate(tx, rule.machine.name, id);
      const row = await findPastDue(tx, rule.kind, id, before);
      if (!row) return false;
      // The clocks of a case that stands still stand still too.
      if ((await listHeldScopes(tx, row)).includes('all')) return false;
      if (rule.told && (await countDelivered(tx, { applicationId: row.applicationId, kinds: rule.told.kinds, since: row.since })) < rule.told.times) return false;
      return work(tx, row);
    },
  );
}

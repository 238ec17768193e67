import type { Context } from '#app/domain/accounts/context.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import type { DueCase } from '#db/queries/due-cases.ts';
import type { ActorTx } from '#db/transaction.ts';
import { tellGrant } from './tell-grant.ts';

/**
 * Daily rule: requests whose question was not answered in time lapse, once the question reached the firm, and so do all open
 * ones when the agreement ended. Returns how many lapsed.
 */
export async function lapseChanges(ctx: Context): Promise<number> {
  const told = { kinds: ['change_queried', 'deadline_near'], times: 1 };
  const lapse = (tx: ActorTx, row: DueCase) => lapseOne(tx, ctx, row);
  const unanswered = await forEachPastDue(ctx, { kind: 'change_answer', machine: changeRequestMachine, told }, lapse);
  return unanswered + (await forEachPastDue(ctx, { kind: 'change_end', machine: changeRequestMachine }, lapse));
}

async function lapseOne(tx: ActorTx, ctx: Context, row: DueCase): Promise<boolean> {
  const head = await findCaseHead(tx, row.applicationId);
  if (!head) return false;
  await moveState(tx, ctx, changeRequestMachine, { id: row.id, transition: 'lapse', applicationId: head.id, firmId: head.firmId, payload: { dueOn: row.dueOn } });
  await tellGrant(tx, ctx, head, 'change_lapsed', ['firm', 'officers'], { page: 'change', changeId: row.id }, { dueOn: row.dueOn });
  return true;
}

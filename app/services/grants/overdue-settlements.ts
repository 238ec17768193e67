import type { Context } from '#app/domain/accounts/context.ts';
import { recoveryMachine } from '#app/domain/grants/recovery-machine.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { paths } from '#app/http/paths.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';

/** Daily rule: questions on a settlement that were not answered in time are judged by the papers on file. Returns how many went on. */
export function reviewOnFile(ctx: Context): Promise<number> {
  const told = { kinds: ['settlement_queried', 'deadline_near'], times: 1 };
  return forEachPastDue(ctx, { kind: 'settlement_answer', machine: settlementMachine, told }, async (tx, row) => {
    const { head } = await openOutcomeCase(tx, ctx, row.applicationId);
    await moveState(tx, ctx, settlementMachine, { id: row.id, transition: 'review_on_file', applicationId: row.applicationId, firmId: row.firmId, payload: { dueOn: row.dueOn } });
    await tellCase(tx, ctx, head, {
      kind: 'settlement_on_file', to: ['firm', 'officers'], values: { dueOn: row.dueOn }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'settlement', subjectId: row.id,
    });
    return true;
  });
}

/** Daily rule: money to be paid back that did not come by its day is marked as overdue. Returns how many were marked. */
export function markOverdueRecoveries(ctx: Context): Promise<number> {
  return forEachPastDue(ctx, { kind: 'recovery_payment', machine: recoveryMachine }, async (tx, row) => {
    const { head } = await openOutcomeCase(tx, ctx, row.applicationId);
    await moveState(tx, ctx, recoveryMachine, { id: row.id, transition: 'mark_overdue', applicationId: row.applicationId, firmId: row.firmId, payload: { dueOn: row.dueOn } });
    await tellCase(tx, ctx, head, {
      kind: 'recovery_overdue', to: ['firm', 'finance', 'officers'], values: { dueOn: row.dueOn }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: row.id,
    });
    return true;
  });
}

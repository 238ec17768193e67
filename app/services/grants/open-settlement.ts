import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { paths } from '#app/http/paths.ts';
import { agreementOf, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findSettlement, insertSettlement, patchSettlement } from '#db/queries/settlements.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** Opens the settlement of a case, after the acceptance or a termination; one that is open already stays. For use inside another use-case. */
export async function openSettlement(tx: ActorTx, ctx: Context, { head, rules }: OpenOutcomeCase): Promise<{ id: string; dueOn: string }> {
  const agreement = agreementOf(head);
  const dueOn = deadlineAfterDays(toSeoulDate(ctx.now), rules.settings.settlementDueDays, rules.holidays).dueOn;
  const known = await findSettlement(tx, head.id);
  if (known && known.state !== 'not_open') return { id: known.id, dueOn: known.dueOn ?? dueOn };
  const id = known?.id ?? uuidv7(ctx.now);
  if (!known) {
    await insertSettlement(tx, { id, applicationId: head.id, firmId: head.firmId, agreementId: agreement.id, at: ctx.now });
    await recordEvent(tx, asSystem(ctx), { machine: 'settlement', subjectType: 'settlement', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'schedule', to: 'not_open' });
  }
  await moveState(tx, asSystem(ctx), settlementMachine, { id, transition: 'open', applicationId: head.id, firmId: head.firmId, payload: { dueOn } });
  await patchSettlement(tx, id, { due_on: dueOn });
  await tellCase(tx, ctx, head, { kind: 'settlement_opened', to: ['firm', 'officers'], values: { dueOn }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'settlement', subjectId: id });
  return { id, dueOn };
}

import type { Context } from '#app/domain/accounts/context.ts';
import { canMoveAgreement } from '#app/domain/grants/agreement-policy.ts';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { holdMachine } from '#app/domain/workflow/hold-machine.ts';
import { canActivateHold, canLiftHold } from '#app/domain/workflow/hold-policy.ts';
import type { Hold } from '#app/domain/workflow/hold-record.ts';
import { canReadAs, canMoveCase } from '#app/domain/workflow/case-access.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { openOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { listHolds } from '#db/queries/holds.ts';
import { withActor } from '#db/transaction.ts';

export type HoldStep = 'lift' | 'activate' | 'extend' | 'refuse';

export interface HoldPage {
  readonly head: OutcomeCase;
  readonly holds: readonly (Hold & { readonly steps: readonly HoldStep[] })[];
  readonly canPlace: boolean;
  readonly canTerminate: boolean;
}

/** Holds of a case and what the reader may do about them, and whether the agreement may be ended. Throws AppError not_found, not_allowed. */
export async function getHoldPage(ctx: Context, applicationId: string): Promise<HoldPage> {
  return withActor(ctx, async (tx) => {
    const { head, subject } = await openOutcomeCase(tx, ctx, applicationId);
    assertAllowed(canReadAs(ctx.actor, subject, ['own_group', 'central', 'auditor', 'administrator']));
    const holds = await listHolds(tx, head.firmId, head.id);
    const senior = (state: Hold['state'], name: 'extend' | 'refuse') => canMoveCase(ctx.actor, holdMachine, subject, { from: state, name }).allowed;
    return {
      head,
      holds: holds.map((hold) => {
        const own = { ...subject, state: hold.state, requestedBy: hold.placedBy };
        const steps: HoldStep[] = [];
        if (canLiftHold(ctx.actor, own).allowed) steps.push('lift');
        if (canActivateHold(ctx.actor, own).allowed) steps.push('activate');
        if (senior(hold.state, 'extend')) steps.push('extend');
        if (senior(hold.state, 'refuse')) steps.push('refuse');
        return { ...hold, steps };
      }),
      canPlace: ['officer', 'senior_officer', 'finance_officer'].includes(ctx.actor.duty),
      canTerminate: head.agreement !== null && canMoveAgreement(ctx.actor, { ...subject, state: head.agreement.state }, 'terminate_for_cause').allowed,
    };
  });
}

import type { Context } from '#app/domain/accounts/context.ts';
import type { OutcomeCase, CaseTask } from '#app/domain/outcomes/outcome-case.ts';
import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import { canMoveInterimCheck, canViewInterimCheck } from '#app/domain/plans/plan-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { openFirmCase, openOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { findInterimCheck } from '#db/queries/interim-checks.ts';
import { listCaseTasks } from '#db/queries/outcome-case.ts';
import { withActor } from '#db/transaction.ts';

const STEPS = ['schedule', 'report', 'check', 'recheck', 'pass', 'pass_with_actions', 'fail', 'propose_remedy', 'confirm_actions'] as const;

export interface InterimPage {
  readonly head: OutcomeCase;
  readonly check: InterimCheck | null;
  readonly tasks: readonly CaseTask[];
  readonly passPercent: number;
  /** Steps the reader may take now. */
  readonly steps: readonly (typeof STEPS)[number][];
}

/** The interim check of a case, or of the firm's own case without an id. Throws AppError not_found, not_allowed. */
export async function getInterimPage(ctx: Context, applicationId?: string): Promise<InterimPage> {
  return withActor(ctx, async (tx) => {
    const { head, rules, subject } = applicationId ? await openOutcomeCase(tx, ctx, applicationId) : await openFirmCase(tx, ctx);
    const check = await findInterimCheck(tx, head.id);
    assertAllowed(canViewInterimCheck(ctx.actor, { ...subject, state: check?.state ?? null }));
    const reschedules = check?.state === 'scheduled';
    const steps = STEPS.filter((name) => canMoveInterimCheck(ctx.actor, { ...subject, state: name === 'schedule' && reschedules ? null : (check?.state ?? null) }, name).allowed);
    return { head, check, tasks: (await listCaseTasks(tx, head.id)).filter((task) => task.status !== 'dropped'), passPercent: rules.settings.interimPassPercent, steps };
  });
}

import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { Recovery, Settlement } from '#app/domain/grants/settlement-record.ts';
import type { InterimCheck } from '#app/domain/plans/interim-record.ts';
import type { Hold } from '#app/domain/workflow/hold-record.ts';
import { getCompletionPage, type CompletionPage } from '#app/services/outcomes/get-completion-page.ts';
import { openOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { listHolds } from '#db/queries/holds.ts';
import { findInterimCheck } from '#db/queries/interim-checks.ts';
import { findRecovery } from '#db/queries/recoveries.ts';
import { findSettlement } from '#db/queries/settlements.ts';
import { withActor } from '#db/transaction.ts';

export interface OutcomePageContent extends Pick<CompletionPage, 'head' | 'completion' | 'verifications' | 'canOpenVerification'> {
  readonly interim: InterimCheck | null;
  readonly settlement: Settlement | null;
  readonly recovery: Recovery | null;
  readonly holds: readonly Hold[];
  readonly canCloseVerification: boolean;
}

/** Everything of a case from the interim check to the settlement, for the office. Throws AppError not_found, not_allowed. */
export async function getOutcomePage(ctx: Context, applicationId: string): Promise<OutcomePageContent> {
  const { head, completion, verifications, canOpenVerification } = await getCompletionPage(ctx, applicationId);
  const decides = ctx.actor.duty === 'officer' || ctx.actor.duty === 'senior_officer';
  return withActor(ctx, async (tx) => {
    const { rules } = await openOutcomeCase(tx, ctx, applicationId);
    const today = toSeoulDate(ctx.now);
    const closable = verifications.some(
      (entry) =>
        (entry.state === 'verified' || entry.state === 'adjusted' || entry.state === 'not_verified') &&
        (entry.reviewedAt === null || today > deadlineAfterDays(toSeoulDate(entry.reviewedAt), rules.settings.objectionDays, rules.holidays).dueOn),
    );
    return {
      head, completion, verifications, canOpenVerification,
      interim: await findInterimCheck(tx, head.id),
      settlement: await findSettlement(tx, head.id),
      recovery: await findRecovery(tx, head.id),
      holds: await listHolds(tx, head.firmId, head.id),
      canCloseVerification: decides && closable,
    };
  });
}

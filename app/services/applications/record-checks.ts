import type { Context } from '#app/domain/accounts/context.ts';
import { canScreenApplication } from '#app/domain/applications/application-policy.ts';
import { findEligibilityItem } from '#app/domain/applications/eligibility-checklist.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { assertAllowed, openCase, userIdOf } from '#app/services/applications/open-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listChecks, upsertChecks, type CheckOutcome } from '#db/queries/screening.ts';
import { withActor } from '#db/transaction.ts';

export interface CheckInput {
  readonly itemCode: string;
  readonly outcome: CheckOutcome;
  readonly evidence: string;
}

/**
 * Keeps results of the eligibility checklist. A failed point and one that does not apply need their evidence in words.
 * Unchanged points are left alone. Throws AppError not_found, not_your_turn (only while screening) or invalid_input.
 */
export async function recordChecks(ctx: Context, input: { applicationId: string; checks: readonly CheckInput[] }): Promise<{ recorded: number }> {
  const fields: FieldErrors = {};
  for (const check of input.checks) {
    if (!findEligibilityItem(check.itemCode)) throw new AppError('invalid_input');
    const needsWords = check.outcome === 'fail' || check.outcome === 'not_applicable';
    if (needsWords && check.evidence.trim().length < 2) fields[`checks.${check.itemCode}.evidence`] = ['cases.checks.evidence_missing'];
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  return withActor(ctx, async (tx) => {
    const { head, subject } = await openCase(tx, input.applicationId);
    assertAllowed(canScreenApplication(ctx.actor, subject));
    if (head.state !== 'screening') throw new AppError('not_your_turn');
    const known = new Map((await listChecks(tx, head.id)).map((check) => [check.itemCode, check]));
    const changed = input.checks
      .map((check) => ({ ...check, evidence: check.evidence.trim() || null }))
      .filter((check) => {
        const before = known.get(check.itemCode);
        return before ? before.outcome !== check.outcome || before.evidence !== check.evidence : check.outcome !== 'open' || check.evidence !== null;
      });
    if (changed.length === 0) return { recorded: 0 };
    await upsertChecks(tx, { applicationId: head.id, firmId: head.firmId, checkedBy: userIdOf(ctx), at: ctx.now }, changed);
    await recordEvent(tx, ctx, {
      subjectType: 'eligibility_check',
      subjectId: head.id,
      applicationId: head.id,
      action: 'record_checks',
      payload: { results: Object.fromEntries(changed.map((check) => [check.itemCode, check.outcome])) },
    });
    return { recorded: changed.length };
  });
}

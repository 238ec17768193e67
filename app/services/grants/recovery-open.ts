import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { recoveryMachine } from '#app/domain/grants/recovery-machine.ts';
import { canMoveRecovery } from '#app/domain/grants/settlement-policy.ts';
import type { Recovery } from '#app/domain/grants/settlement-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { openOutcomeCase, tellCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findRecovery, insertRecovery, patchRecovery } from '#db/queries/recoveries.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

/** Where a suspicion comes from. */
export const RECOVERY_SOURCES = ['settlement', 'report', 'asset_check', 'duplicate', 'firm', 'other'] as const;
export type RecoverySource = (typeof RECOVERY_SOURCES)[number];

const ENDED: readonly string[] = ['paid', 'dismissed', 'decided_warn'];

/** The recovery of a case. Throws AppError not_found when there is none. */
export async function getRecovery(tx: ActorTx, applicationId: string): Promise<Recovery> {
  const recovery = await findRecovery(tx, applicationId);
  if (!recovery) throw new AppError('not_found');
  return recovery;
}

/** Opens a suspicion that grant money has to be recovered. Throws AppError conflict while another recovery of the case runs, not_allowed, reason_required. */
export async function suspectMisuse(ctx: Context, input: { applicationId: string; source: RecoverySource; facts: string }): Promise<void> {
  if (!input.facts.trim()) throw new AppError('reason_required', { fields: { facts: ['errors.reason_required'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: null }, 'suspect'));
      const known = await findRecovery(tx, head.id);
      if (known && !ENDED.includes(known.state)) throw new AppError('conflict', { fields: { '': ['errors.conflict.recovery_running'] } });
      const id = uuidv7(ctx.now);
      await insertRecovery(tx, { id, applicationId: head.id, firmId: head.firmId, agreementId: head.agreement?.id ?? null, state: 'suspected', source: input.source, facts: input.facts.trim(), at: ctx.now });
      await recordEvent(tx, ctx, { machine: 'recovery', subjectType: 'recovery', subjectId: id, applicationId: head.id, firmId: head.firmId, action: 'suspect', to: 'suspected', payload: { source: input.source } });
      await tellCase(tx, ctx, head, { kind: 'recovery_suspected', to: ['senior_officers'], paths: { officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: id });
    },
    { operation: 'grants.suspect-misuse', content: input },
  );
}

/** Starts the investigation; the person who leads it cannot decide later. Throws AppError four_eyes (advised the firm), not_your_turn. */
export async function investigate(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
    const recovery = await getRecovery(tx, head.id);
    if (subject.advisorUserIds.includes(userIdOf(ctx))) throw new AppError('four_eyes');
    assertAllowed(canMoveRecovery(ctx.actor, { ...subject, state: recovery.state }, 'investigate'));
    await moveState(tx, ctx, recoveryMachine, { id: recovery.id, transition: 'investigate', applicationId: head.id, firmId: head.firmId });
    await patchRecovery(tx, recovery.id, { investigated_by: userIdOf(ctx) });
    await tellCase(tx, ctx, head, { kind: 'recovery_investigation', to: ['officers', 'finance'], paths: { officer: paths.officerSettlement(head.id) }, subjectType: 'recovery', subjectId: recovery.id });
  });
}

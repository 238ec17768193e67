import type { Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { canSignAgreement } from '#app/domain/grants/agreement-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { insertSignature } from '#db/queries/agreement-parts.ts';
import { findAgreementVersion, patchAgreement } from '#db/queries/agreements.ts';
import { withActor } from '#db/transaction.ts';
import { getAgreementCase, subjectOf } from './grant-case.ts';
import { checkSignCode, sendSignCode } from './sign-code.ts';
import { tellGrant } from './tell-grant.ts';

/** Mails the code with which the representative confirms the signature under the offered version. */
export async function sendAgreementCode(ctx: Context, input: { applicationId: string }): Promise<{ email: string }> {
  const { versionId, firmId, firmName } = await withActor(ctx, async (tx) => {
    const { head, agreement } = await getAgreementCase(tx, ctx, input.applicationId);
    assertAllowed(canSignAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state }));
    if (!agreement.currentVersionId) throw new AppError('not_found');
    return { versionId: agreement.currentVersionId, firmId: head.firmId, firmName: head.firmName };
  });
  return sendSignCode(ctx, { subjectType: 'agreement_version', subjectId: versionId, path: paths.firmAgreement(), firmId, firmName });
}

export interface AcceptInput {
  readonly applicationId: string;
  /** SHA-256 of the document as it was shown, hex: another document under the same offer is not what was read. */
  readonly documentHash: string;
  readonly code: string;
  readonly ip: string | null;
}

/**
 * The representative signs the offered version: the code from the mail, the hash that was shown, one signature per side.
 * Throws invalid_input beside `code`, stale_version when the document is another one by now, expired after the offer's end.
 */
export async function acceptAgreement(ctx: Context, input: AcceptInput): Promise<{ signedAt: Date }> {
  const versionId = await withActor(ctx, async (tx) => {
    const { head, agreement } = await getAgreementCase(tx, ctx, input.applicationId);
    const policy = canSignAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state });
    // A repeated request finds the agreement accepted already; its stored answer comes from the second transaction.
    if (!policy.allowed && !(agreement.state === 'accepted' && ctx.idempotencyKey && policy.code !== 'not_allowed')) throw new AppError(policy.code);
    return agreement.currentVersionId;
  });
  if (!versionId) throw new AppError('not_found');
  await checkSignCode(ctx, versionId, input.code);
  return withActor(
    ctx,
    async (tx) => {
      const { head, agreement, settings, rules } = await getAgreementCase(tx, ctx, input.applicationId);
      assertAllowed(canSignAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state }));
      if (agreement.offerEndsOn && toSeoulDate(ctx.now) > agreement.offerEndsOn) throw new AppError('expired');
      const version = agreement.currentVersionId ? await findAgreementVersion(tx, agreement.currentVersionId) : null;
      if (!version?.documentHash || version.id !== versionId || version.documentHash !== input.documentHash) throw new AppError('stale_version');
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition: 'accept', applicationId: head.id, firmId: head.firmId, payload: { versionId: version.id, documentHash: version.documentHash } });
      const signed = await insertSignature(tx, {
        versionId: version.id,
        agreementId: agreement.id,
        applicationId: head.id,
        firmId: head.firmId,
        party: 'firm',
        userId: userIdOf(ctx),
        signerName: ctx.actor.name,
        duty: 'representative',
        documentHash: version.documentHash,
        ip: input.ip,
        at: ctx.now,
      });
      if (!signed) throw new AppError('conflict', { fields: { '': ['errors.conflict.already_signed'] } });
      await patchAgreement(tx, agreement.id, { acceptedAt: ctx.now });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), settings.promises.offerSign, rules.holidays).dueOn;
      await tellGrant(tx, ctx, head, 'agreement_accepted', ['seniors', 'officers'], { page: 'agreement' }, { amount: agreement.amountWon, dueOn });
      return { signedAt: ctx.now };
    },
    { operation: 'agreements.accept', content: { applicationId: input.applicationId, documentHash: input.documentHash } },
  );
}

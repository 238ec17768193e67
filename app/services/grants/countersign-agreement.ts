import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { canCountersignAgreement, canMoveAgreement } from '#app/domain/grants/agreement-policy.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { addDocument } from '#app/services/documents/store-document.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { insertSignature, listSignatures } from '#db/queries/agreement-parts.ts';
import { findAgreementVersion, patchAgreement, takeAgreementNumber } from '#db/queries/agreements.ts';
import { findNewestBankAccount } from '#db/queries/bank-accounts.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { drawAgreement, type AgreementContent } from './agreement-content.ts';
import { enterForce, isBankReady } from './enter-force.ts';
import { getAgreementCase, subjectOf } from './grant-case.ts';
import { assertComplete, listMissing } from './offer-agreement.ts';
import { storePdf } from './save-agreement-draft.ts';
import { tellGrant } from './tell-grant.ts';

type AgreementCase = Awaited<ReturnType<typeof getAgreementCase>>;

/**
 * A senior officer who did not recommend the grant signs for the headquarters. The agreement gets its number and a copy
 * with both signatures. It enters force at once when the account is verified and no condition is open, else it waits.
 */
export async function countersignAgreement(ctx: Context, input: { applicationId: string; ip: string | null }): Promise<{ number: string; inForce: boolean }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getAgreementCase(tx, ctx, input.applicationId);
      const { head, agreement, decision, parts } = opened;
      assertAllowed(canCountersignAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state, recommendedBy: decision.proposedBy }));
      assertComplete(listMissing(parts, agreement.currentVersionId));
      const version = agreement.currentVersionId ? await findAgreementVersion(tx, agreement.currentVersionId) : null;
      if (!version?.documentHash) throw new AppError('not_found');
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition: 'countersign', applicationId: head.id, firmId: head.firmId, payload: { versionId: version.id, documentHash: version.documentHash } });
      const signed = await insertSignature(tx, {
        versionId: version.id,
        agreementId: agreement.id,
        applicationId: head.id,
        firmId: head.firmId,
        party: 'officer',
        userId: userIdOf(ctx),
        signerName: ctx.actor.name,
        duty: 'senior_officer',
        documentHash: version.documentHash,
        ip: input.ip,
        at: ctx.now,
      });
      if (!signed) throw new AppError('conflict', { fields: { '': ['errors.conflict.already_signed'] } });
      const number = await takeAgreementNumber(tx, head.programmeYearId);
      await patchAgreement(tx, agreement.id, { number, countersignedAt: ctx.now, countersignedBy: userIdOf(ctx) });
      await keepSignedCopy(tx, ctx, opened, version, number);
      const inForce = await settleConditions(tx, ctx, opened, number);
      return { number, inForce };
    },
    { operation: 'agreements.countersign', content: { applicationId: input.applicationId } },
  );
}

async function keepSignedCopy(tx: ActorTx, ctx: Context, { head }: AgreementCase, version: { id: string; content: unknown; hash: string }, number: string): Promise<void> {
  const content = { ...(version.content as AgreementContent), number };
  const bytes = await drawAgreement(content, { locale: 'ko', issuedAt: ctx.now, hash: version.hash, signatures: await listSignatures(tx, version.id) });
  const file = await storePdf(bytes, `agreement-${number}.pdf`);
  await addDocument(tx, ctx, file, { kind: 'agreement', firmId: head.firmId, applicationId: head.id, use: { subjectType: 'agreement_version', subjectId: version.id, purpose: 'signed_copy' } });
}

/** Puts the agreement in force when nothing is open, else asks the firm for what is missing. Returns whether it is in force. */
async function settleConditions(tx: ActorTx, ctx: Context, opened: AgreementCase, number: string): Promise<boolean> {
  const { head, agreement, settings, rules } = opened;
  const open = agreement.conditions.filter((condition) => !condition.metAt);
  const bank = await findNewestBankAccount(tx, head.firmId);
  if (open.length === 0 && isBankReady(bank)) {
    await moveState(tx, asSystem(ctx), agreementMachine, { id: agreement.id, transition: 'put_in_force', applicationId: head.id, firmId: head.firmId });
    await enterForce(tx, ctx, opened, { number, bankAccountId: bank.id });
    return true;
  }
  await moveState(tx, asSystem(ctx), agreementMachine, { id: agreement.id, transition: 'await_conditions', applicationId: head.id, firmId: head.firmId, payload: { open: open.length, bankVerified: isBankReady(bank) } });
  const dueOn = open.map((condition) => condition.dueOn).sort()[0] ?? deadlineAfterDays(toSeoulDate(ctx.now), settings.offerDays, rules.holidays).dueOn;
  await tellGrant(tx, ctx, head, 'agreement_conditions', ['firm'], { page: 'agreement' }, { dueOn, count: open.length + (isBankReady(bank) ? 0 : 1) });
  return false;
}

/** An officer has seen the proof of one condition. */
export async function confirmCondition(ctx: Context, input: { applicationId: string; index: number }): Promise<null> {
  return withActor(
    ctx,
    async (tx) => {
      const { agreement } = await getAgreementCase(tx, ctx, input.applicationId);
      if (ctx.actor.duty !== 'officer') throw new AppError('not_allowed');
      if (agreement.state !== 'conditions_pending') throw new AppError('transition_not_allowed');
      if (!agreement.conditions[input.index]) throw new AppError('not_found');
      await patchAgreement(tx, agreement.id, {
        conditions: agreement.conditions.map((condition, index) => (index === input.index && !condition.metAt ? { ...condition, metAt: ctx.now.toISOString(), metBy: ctx.actor.name } : condition)),
      });
      return null;
    },
    { operation: 'agreements.confirm_condition', content: input },
  );
}

/**
 * Puts a signed agreement in force: an officer when every condition is met, a senior officer by waiving the open ones with
 * a reason. The account must be verified in both cases. Throws incomplete with what is missing.
 */
export async function putAgreementInForce(ctx: Context, input: { applicationId: string; waive: boolean; reason: string }): Promise<{ number: string }> {
  return withActor(
    ctx,
    async (tx) => {
      const opened = await getAgreementCase(tx, ctx, input.applicationId);
      const { head, agreement, parts } = opened;
      const transition = input.waive ? 'waive_conditions' : 'put_in_force';
      assertAllowed(canMoveAgreement(ctx.actor, { ...subjectOf(head), state: agreement.state }, transition));
      assertComplete(listMissing(parts, agreement.currentVersionId));
      const bank = await findNewestBankAccount(tx, head.firmId);
      if (!isBankReady(bank)) throw new AppError('incomplete', { fields: { '': ['grants.guard.bank_not_verified'] } });
      if (!input.waive && agreement.conditions.some((condition) => !condition.metAt)) throw new AppError('incomplete', { fields: { '': ['grants.guard.conditions_open'] } });
      await moveState(tx, ctx, agreementMachine, { id: agreement.id, transition, reason: input.reason.trim(), applicationId: head.id, firmId: head.firmId });
      await enterForce(tx, ctx, opened, { number: agreement.number ?? '', bankAccountId: bank.id });
      return { number: agreement.number ?? '' };
    },
    { operation: `agreements.${input.waive ? 'waive' : 'in_force'}`, content: input },
  );
}

import { blindHash, encryptText } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { fromSeoul, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { holderMatches } from '#app/domain/grants/account-holder.ts';
import { canEditBankAccount } from '#app/domain/grants/payment-policy.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAgreementParty } from '#db/queries/agreement-parts.ts';
import { hasAgreementInForce } from '#db/queries/agreements.ts';
import { countVerifiedAccounts, decideBankAccount, findBankAccount, findNewestBankAccount, insertBankAccount } from '#db/queries/bank-accounts.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openGrantCase, subjectOf } from './grant-case.ts';
import { findBank } from './banks.ts';
import { tellGrant } from './tell-grant.ts';

export interface BankAccountInput {
  readonly applicationId: string;
  readonly bankCode: string;
  readonly holder: string;
  /** Digits and hyphens as typed. */
  readonly number: string;
}

/** Reads a typed account. Throws invalid_input with the message beside each wrong field. */
export function readAccount(input: Omit<BankAccountInput, 'applicationId'>) {
  const digits = input.number.replace(/[\s-]/g, '');
  const bank = findBank(input.bankCode);
  const fields: Record<string, string[]> = {};
  if (!/^\d{8,16}$/.test(digits)) fields['number'] = ['grants.bank.number_invalid'];
  if (!bank) fields['bankCode'] = ['errors.field.choose'];
  if (input.holder.trim().length < 2) fields['holder'] = ['errors.field.required'];
  if (Object.keys(fields).length > 0 || !bank) throw new AppError('invalid_input', { fields });
  const { keyId, content } = encryptText(digits);
  return {
    digits,
    row: { bankCode: bank.code, bankName: bank.name.ko, holder: input.holder.trim(), lastDigits: digits.slice(-4), cipher: content, keyId, numberHash: blindHash(`bank:${bank.code}:${digits}`) },
  };
}

/**
 * The firm enters the account the grant is paid to. Only the last digits stay readable; the number is encrypted and a keyed
 * hash kept for duplicates. A change is a new row that has to be verified again; once the agreement is in force it takes a
 * change request. Throws invalid_input, transition_not_allowed.
 */
export async function enterBankAccount(ctx: Context, input: BankAccountInput): Promise<{ lastDigits: string; holderMatches: boolean }> {
  const { digits, row } = readAccount(input);
  return withActor(
    ctx,
    async (tx) => {
      const { head } = await openGrantCase(tx, ctx, input.applicationId);
      assertAllowed(canEditBankAccount(ctx.actor, subjectOf(head)));
      const before = await findNewestBankAccount(tx, head.firmId);
      if (before?.status === 'verified' && (await hasAgreementInForce(tx, head.firmId))) throw new AppError('transition_not_allowed', { fields: { '': ['grants.bank.change_by_request'] } });
      const party = await findAgreementParty(tx, head.firmId);
      const id = uuidv7(ctx.now);
      const { lastDigits } = row;
      await insertBankAccount(tx, { ...row, id, firmId: head.firmId, documentId: null, enteredBy: userIdOf(ctx), enteredAt: ctx.now, replacesId: before?.id ?? null });
      await recordEvent(tx, ctx, { subjectType: 'bank_account', subjectId: id, action: 'enter', applicationId: head.id, firmId: head.firmId, payload: { bankCode: row.bankCode, lastDigits, replaces: before?.id ?? null } });
      await tellGrant(tx, ctx, head, 'bank_account_entered', ['officers'], { page: 'agreement' });
      return { lastDigits, holderMatches: party ? holderMatches(input.holder, party) : false };
    },
    { operation: 'grants.enter_bank_account', content: { ...input, number: blindHash(digits).toString('hex') } },
  );
}

/**
 * An officer who did not enter it verifies the account (or refuses it with a reason). An account that replaces a verified
 * one can be paid to only after the freeze of the programme year, so that a hijacked change is noticed.
 */
export async function verifyBankAccount(ctx: Context, input: { applicationId: string; accountId: string; verified: boolean; reason: string }): Promise<{ usableFrom: Date | null }> {
  if (!input.verified && input.reason.trim().length < 2) throw new AppError('invalid_input', { fields: { bankReason: ['errors.reason_required'] } });
  return withActor(
    ctx,
    async (tx) => {
      const { head, settings, rules } = await openGrantCase(tx, ctx, input.applicationId);
      if (ctx.actor.duty !== 'officer' && ctx.actor.duty !== 'finance_officer') throw new AppError('not_allowed');
      const account = await findBankAccount(tx, input.accountId);
      if (!account || account.firmId !== head.firmId) throw new AppError('not_found');
      assertAllowed(isOtherPerson(ctx.actor.userId, [account.enteredBy]));
      const replaced = (await countVerifiedAccounts(tx, account.firmId, account.id)) > 0;
      const usableFrom = replaced ? fromSeoul(addWorkingDays(toSeoulDate(ctx.now), settings.bankChangeFreezeDays, rules.holidays), '00:00') : ctx.now;
      const decided = await decideBankAccount(tx, { id: account.id, firmId: account.firmId }, { verified: input.verified, by: userIdOf(ctx), at: ctx.now, usableFrom });
      if (!decided) throw new AppError('transition_not_allowed');
      await recordEvent(tx, ctx, { subjectType: 'bank_account', subjectId: account.id, action: input.verified ? 'verify' : 'refuse', applicationId: head.id, firmId: head.firmId, reason: input.reason.trim() || null, payload: { lastDigits: account.lastDigits } });
      if (!input.verified) await tellGrant(tx, ctx, head, 'bank_account_refused', ['firm'], { page: 'agreement' }, { reason: input.reason.trim() });
      return { usableFrom: input.verified ? usableFrom : null };
    },
    { operation: 'grants.verify_bank_account', content: input },
  );
}

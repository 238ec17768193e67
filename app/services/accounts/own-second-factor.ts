import { decryptText, encryptText } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { confirmFactor, deleteFactor, findSecondFactor, replaceRecoveryCodes, type SecondFactorRow, storeFactorSecret } from '#db/queries/second-factors.ts';
import { deleteSessionsOfUser, lowerSessions } from '#db/queries/sessions.ts';
import { asAuth, type ActorTx } from '#db/transaction.ts';
import type { FactorTools } from './prove-second-factor.ts';

export type OwnSecondFactor =
  | { readonly state: 'off' }
  /** The secret waits for its first code. */
  | { readonly state: 'waiting'; readonly secret: string }
  | { readonly state: 'on'; readonly since: Date; readonly codesLeft: number };

/** How the second factor of the signed-in person stands. */
export async function getOwnSecondFactor(ctx: Context): Promise<OwnSecondFactor> {
  const person = await asAuth((tx) => findOwn(tx, ctx), ctx.requestId);
  if (person.confirmedAt) return { state: 'on', since: person.confirmedAt, codesLeft: person.codesLeft };
  return person.secret && person.keyId ? { state: 'waiting', secret: decryptText(person.keyId, person.secret) } : { state: 'off' };
}

/** Keeps a new secret, encrypted, until its first code confirms it. Throws conflict when a second factor is in force. */
export async function beginSecondFactor(ctx: Context, secret: string): Promise<void> {
  await asAuth(async (tx) => {
    await findOwn(tx, ctx, true);
    if (!(await storeFactorSecret(tx, ownId(ctx), encryptText(secret)))) throw new AppError('conflict');
  }, ctx.requestId);
}

/**
 * Puts the waiting second factor in force with its first code, ends all other sessions and tells the person. Throws
 * invalid_input on the field `code`, conflict when nothing waits.
 */
export async function confirmSecondFactor(ctx: Context, input: { code: string; codeHashes: readonly Buffer[]; sessionId: string; stepOfCode: FactorTools['stepOfCode'] }): Promise<void> {
  await asAuth(async (tx) => {
    const person = await findOwn(tx, ctx, true);
    if (!person.secret || !person.keyId || person.confirmedAt) throw new AppError('conflict');
    const step = input.stepOfCode(decryptText(person.keyId, person.secret), input.code, ctx.now);
    if (step === null) throw new AppError('invalid_input', { fields: { code: ['accounts.factor.first_code_wrong'] } });
    if (!(await confirmFactor(tx, ownId(ctx), step))) throw new AppError('conflict');
    await replaceRecoveryCodes(tx, ownId(ctx), input.codeHashes);
    await deleteSessionsOfUser(tx, ownId(ctx), input.sessionId);
    await tell(tx, ctx, person, 'second_factor_on');
  }, ctx.requestId);
}

/** Replaces the recovery codes; the old ones die. Throws conflict without a second factor in force. */
export async function renewRecoveryCodes(ctx: Context, codeHashes: readonly Buffer[]): Promise<void> {
  await asAuth(async (tx) => {
    const person = await findOwn(tx, ctx, true);
    if (!person.confirmedAt) throw new AppError('conflict');
    await replaceRecoveryCodes(tx, ownId(ctx), codeHashes);
    await tell(tx, ctx, person, 'recovery_codes_renewed');
  }, ctx.requestId);
}

/** Takes the second factor away; all sessions fall back to the level of a password. Throws conflict when there is none. */
export async function removeSecondFactor(ctx: Context): Promise<void> {
  await asAuth(async (tx) => {
    const person = await findOwn(tx, ctx, true);
    if (!(await deleteFactor(tx, ownId(ctx)))) throw new AppError('conflict');
    await lowerSessions(tx, ownId(ctx));
    if (person.confirmedAt) await tell(tx, ctx, person, 'second_factor_off');
  }, ctx.requestId);
}

function ownId(ctx: Context): string {
  if (!ctx.actor.userId) throw new AppError('not_signed_in');
  return ctx.actor.userId;
}

async function findOwn(tx: ActorTx, ctx: Context, lock = false): Promise<SecondFactorRow> {
  const person = await findSecondFactor(tx, ownId(ctx), lock);
  if (!person) throw new AppError('not_signed_in');
  return person;
}

async function tell(tx: ActorTx, ctx: Context, person: SecondFactorRow, kind: 'second_factor_on' | 'second_factor_off' | 'recovery_codes_renewed'): Promise<void> {
  const userId = ownId(ctx);
  await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: userId, action: kind });
  await notify(tx, ctx, { kind, recipients: [{ userId, email: person.email, name: person.name, locale: person.locale }], path: '/account/second-factor', values: { name: person.name }, subjectType: 'app_user', subjectId: userId });
}

import { decryptText } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { notify } from '#app/services/notices/notify.ts';
import { insertSignInLog } from '#db/queries/accounts.ts';
import { findSecondFactor, type SecondFactorRow, stampSignIn, takeFactorStep, useRecoveryCode } from '#db/queries/second-factors.ts';
import { countFailedKey, forgetAttempts, isKeyPaused } from '#db/queries/sign-in-pauses.ts';
import { asAuth, type ActorTx } from '#db/transaction.ts';

/** What is shown: the six digits of the app, or one of the recovery codes. */
export interface FactorProof {
  readonly kind: 'code' | 'recovery';
  readonly text: string;
}

/** The arithmetic of the sign-in room. */
export interface FactorTools {
  readonly stepOfCode: (secret: string, code: string, now: Date) => number | null;
  readonly hashOfRecoveryCode: (code: string) => Buffer;
}

interface ProveInput {
  readonly userId: string;
  readonly proof: FactorProof;
  readonly ip: string;
  /** Whether a sign-in ends here; else it is a step-up. */
  readonly isSignIn: boolean;
  readonly tools: FactorTools;
}

/**
 * Checks the second factor of a person. Each code is taken once; a recovery code used up is told to its owner. A try counts
 * before it is checked, and repeated failures pause as those of a password do. Throws invalid_input on the field `code` or
 * `recovery`, too_many_requests, not_allowed when there is no second factor.
 */
export async function proveSecondFactor(ctx: Context, input: ProveInput): Promise<void> {
  const key = `factor:${input.userId}`;
  const ip = input.ip || null;
  const outcome = await asAuth(async (tx) => {
    const person = await findSecondFactor(tx, input.userId, true);
    if (!person?.secret || !person.keyId || !person.confirmedAt) return 'none';
    if (await isKeyPaused(tx, key)) {
      await insertSignInLog(tx, { userId: input.userId, email: null, outcome: 'blocked', ip });
      return 'paused';
    }
    await countFailedKey(tx, key);
    if (!(await fits(tx, ctx, input, person))) {
      await insertSignInLog(tx, { userId: input.userId, email: null, outcome: 'second_factor_failed', ip });
      return 'wrong';
    }
    await forgetAttempts(tx, key);
    if (input.isSignIn) {
      await stampSignIn(tx, input.userId);
      await insertSignInLog(tx, { userId: input.userId, email: null, outcome: 'success', ip });
    }
    return 'proven';
  }, ctx.requestId);
  if (outcome === 'none') throw new AppError('not_allowed');
  if (outcome === 'paused') throw new AppError('too_many_requests');
  if (outcome === 'wrong') throw new AppError('invalid_input', { fields: { [input.proof.kind]: [input.proof.kind === 'code' ? 'accounts.factor.code_wrong' : 'accounts.factor.recovery_wrong'] } });
}

async function fits(tx: ActorTx, ctx: Context, { userId, proof, tools }: ProveInput, person: SecondFactorRow): Promise<boolean> {
  if (proof.kind === 'code') {
    const step = tools.stepOfCode(decryptText(person.keyId ?? '', person.secret ?? Buffer.alloc(0)), proof.text, ctx.now);
    return step !== null && takeFactorStep(tx, userId, step);
  }
  if (!(await useRecoveryCode(tx, userId, tools.hashOfRecoveryCode(proof.text)))) return false;
  await notify(tx, ctx, {
    kind: 'recovery_code_used',
    recipients: [{ userId, email: person.email, name: person.name, locale: person.locale }],
    path: '/account/second-factor',
    values: { name: person.name, left: person.codesLeft - 1 },
    subjectType: 'app_user',
    subjectId: userId,
  });
  return true;
}

import { isOfficerDuty, type Duty, type Role } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { attemptsOf, clearFailedSignIns, countAttempt, countFailedSignIn, findCredential, insertSignInLog } from '#db/queries/accounts.ts';
import { asAuth } from '#db/transaction.ts';

const FAILURES_PER_ADDRESS = 30;

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
  readonly requestId: string;
  readonly now: Date;
  /** Verifies a password against a stored hash; equally slow when there is none. */
  readonly verify: (stored: string | null, password: string) => Promise<boolean>;
}

export interface SignInResult {
  readonly userId: string;
  readonly role: Role;
  readonly duty: Duty;
  readonly isStaff: boolean;
}

/**
 * Checks address and password. A wrong pair, an unknown or disabled person all read the same (ASVS 6.3.8); a pause after
 * repeated failures is on the account and on the address, never a lasting lock. Throws AppError invalid_input with the
 * message `accounts.sign_in.wrong`, `accounts.sign_in.unverified` after a right password, or too_many_requests.
 */
export async function signIn(input: SignInInput): Promise<SignInResult> {
  const ipKey = `ip:${input.ip}`;
  const found = await asAuth(async (tx) => {
    if ((await attemptsOf(tx, ipKey)) >= FAILURES_PER_ADDRESS) throw new AppError('too_many_requests');
    return findCredential(tx, input.email);
  }, input.requestId);
  const blocked = found?.blockedUntil != null && found.blockedUntil.getTime() > input.now.getTime();
  if (blocked) throw new AppError('too_many_requests');
  const fits = await input.verify(found?.status === 'active' ? found.passwordHash : null, input.password);
  if (!found || !fits) {
    await asAuth(async (tx) => {
      await countAttempt(tx, ipKey);
      if (found) await countFailedSignIn(tx, found.userId);
      await insertSignInLog(tx, { userId: found?.userId ?? null, email: null, outcome: found ? 'wrong_password' : 'unknown_user', ip: input.ip || null });
    }, input.requestId);
    throw new AppError('invalid_input', { fields: { '': ['accounts.sign_in.wrong'] } });
  }
  if (!found.emailVerifiedAt) throw new AppError('invalid_input', { fields: { '': ['accounts.sign_in.unverified'] } });
  const { role, duty } = found;
  if (!role || !duty) throw new AppError('invalid_input', { fields: { '': ['accounts.sign_in.no_role'] } });
  await asAuth(async (tx) => {
    await clearFailedSignIns(tx, found.userId);
    await insertSignInLog(tx, { userId: found.userId, email: null, outcome: 'success', ip: input.ip || null });
  }, input.requestId);
  return { userId: found.userId, role, duty, isStaff: isOfficerDuty(duty) || role === 'admin' || role === 'auditor' };
}

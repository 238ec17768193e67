import { createHash } from 'node:crypto';
import type { Duty, Role } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { attemptsOf, clearFailedSignIns, countAttempt, countFailedSignIn, findCredential, insertSignInLog, type CredentialRow } from '#db/queries/accounts.ts';
import { countFailedKey, forgiveAttempt, isAccountPaused, isKeyPaused } from '#db/queries/sign-in-pauses.ts';
import { asAuth, type ActorTx } from '#db/transaction.ts';

const FAILURES_PER_ADDRESS = 30;

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
  readonly requestId: string;
  /** Verifies a password against a stored hash; equally slow when there is none. */
  readonly verify: (stored: string | null, password: string) => Promise<boolean>;
}

export interface SignInResult {
  readonly userId: string;
  readonly role: Role;
  readonly duty: Duty;
  /** Whether the code of a second factor has to follow. */
  readonly hasFactor: boolean;
}

/**
 * Checks address and password. A wrong pair, an unknown or disabled person all read the same (ASVS 6.3.8), the pause after
 * repeated failures included; it is on the account and on the address, never a lasting lock. A try counts before its
 * password is verified, so that tries side by side get no more guesses. A sign-in that still lacks its second factor is not
 * written down as one. Throws AppError invalid_input with the
 * message `accounts.sign_in.wrong`, `accounts.sign_in.unverified` after a right password, or too_many_requests.
 */
export async function signIn(input: SignInInput): Promise<SignInResult> {
  const ipKey = `ip:${input.ip}`;
  const ip = input.ip || null;
  const { found, isPaused } = await asAuth((tx) => countTry(tx, input.email, ipKey, ip), input.requestId);
  if (isPaused) throw new AppError('too_many_requests');
  const fits = await input.verify(found?.status === 'active' ? found.passwordHash : null, input.password);
  if (!found || !fits) {
    const outcome = !found ? 'unknown_user' : found.status === 'disabled' ? 'disabled' : 'wrong_password';
    await asAuth((tx) => insertSignInLog(tx, { userId: found?.userId ?? null, email: null, outcome, ip }), input.requestId);
    throw refused('accounts.sign_in.wrong');
  }
  const { role, duty, hasFactor } = found;
  const isLetIn = found.emailVerifiedAt !== null && role !== null && duty !== null && !hasFactor;
  await asAuth(async (tx) => {
    await forgiveAttempt(tx, ipKey);
    await clearFailedSignIns(tx, found.userId, isLetIn);
    if (isLetIn) await insertSignInLog(tx, { userId: found.userId, email: null, outcome: 'success', ip });
  }, input.requestId);
  if (!found.emailVerifiedAt) throw refused('accounts.sign_in.unverified');
  if (!role || !duty) throw refused('accounts.sign_in.no_role');
  return { userId: found.userId, role, duty, hasFactor };
}

async function countTry(tx: ActorTx, email: string, ipKey: string, ip: string | null): Promise<{ found: CredentialRow | null; isPaused: boolean }> {
  const found = await findCredential(tx, email);
  const emailKey = `who:${createHash('sha256').update(email.toLowerCase()).digest('base64url')}`;
  const isPaused = (await attemptsOf(tx, ipKey)) >= FAILURES_PER_ADDRESS || (found ? await isAccountPaused(tx, found.userId) : await isKeyPaused(tx, emailKey));
  if (isPaused) await insertSignInLog(tx, { userId: found?.userId ?? null, email: null, outcome: 'blocked', ip });
  else if (found) await countFailedSignIn(tx, found.userId);
  else await countFailedKey(tx, emailKey);
  if (!isPaused) await countAttempt(tx, ipKey);
  return { found, isPaused };
}

function refused(message: string): AppError {
  return new AppError('invalid_input', { fields: { '': [message] } });
}

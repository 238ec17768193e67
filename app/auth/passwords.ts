import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';
import { AppError } from '#app/domain/errors.ts';

/** OWASP equal-strength choice; 9 ms here. Length is the rule, not character classes (ASVS 6.2). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const QUEUE = 64;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * At most two hashes at a time: hashing shares its threads with files and compression, and an attacker's flood
 * would otherwise take the machine. Beyond a short queue the caller gets 429 before any work.
 */
async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE) throw new AppError('too_many_requests');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    // The place is handed on, not given back: nobody who comes in between makes a third.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Hashes a password exactly as typed. Throws AppError('too_many_requests') under flood. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(password, PARAMETERS));
}

let decoy: Promise<string> | null = null;

/** Verifies a password; for an unknown person a decoy is verified, so that both take equally long. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('no such person', PARAMETERS);
  const against = stored ?? (await decoy);
  const fits = await limited(() => verify(against, password)).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    return false;
  });
  return fits && stored !== null;
}

/** What Koreans type first on a Korean keyboard set to Latin letters; the list of the library knows only the English habits. */
const KOREAN_HABITS = ['korea1234!', 'tkfkdgo1234', 'dkssudgktpdy', 'qwer1234!!', '1q2w3e4r5t', '1q2w3e4r!!', 'dlatlqlqjs1', 'rhksflwk123', 'qlalfqjsgh1'];
const COMMON: ReadonlySet<string> = new Set([...dictionary.passwords.map(String), ...KOREAN_HABITS]);

/** Message id of what is wrong with a new password, or null. */
export function passwordProblem(password: string, context: readonly string[]): string | null {
  if (password.length < 10) return 'accounts.password.too_short';
  if (password.length > 200) return 'accounts.password.too_long';
  const lower = password.toLowerCase();
  if (COMMON.has(lower) || /^(.)\1+$/.test(password)) return 'accounts.password.common';
  if (context.some((word) => word.length >= 4 && lower.includes(word.toLowerCase()))) return 'accounts.password.context';
  return null;
}

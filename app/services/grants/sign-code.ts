import { timingSafeEqual, randomUUID } from 'node:crypto';
import { blindHash, linkToken } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { notify } from '#app/services/notices/notify.ts';
import { findUserRecipient } from '#db/queries/recipients.ts';
import { countSignCodes, countWrongCode, insertSignCode, lockSignCode } from '#db/queries/sign-codes.ts';
import { asAuth } from '#db/transaction.ts';

const MINUTES = 10;
const TRIES = 5;
const CODES_PER_HOUR = 10;

/** What a code confirms: one person's signature under one version or change request. */
export interface SignSubject {
  readonly subjectType: 'agreement_version' | 'change_request';
  readonly subjectId: string;
  readonly path: string;
  readonly firmId: string | null;
  readonly firmName: string;
}

/**
 * The six digits behind an id. Notices hold only the id; the mail job derives the digits, so that neither the notice nor
 * the job carries a usable code.
 */
export function codeOf(codeId: string): string {
  return String(linkToken(codeId).hash.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

function hashOf(userId: string, subjectId: string, code: string): Buffer {
  return blindHash(`sign:${userId}:${subjectId}:${code}`);
}

/** Mails a six-digit code to the person who is about to sign; it lives ten minutes. Throws too_many_requests. */
export async function sendSignCode(ctx: Context, subject: SignSubject): Promise<{ email: string }> {
  const userId = userIdOf(ctx);
  return asAuth(async (tx) => {
    if ((await countSignCodes(tx, userId, new Date(ctx.now.getTime() - 3_600_000))) >= CODES_PER_HOUR) throw new AppError('too_many_requests');
    const person = await findUserRecipient(tx, userId);
    if (!person) throw new AppError('not_found');
    const codeId = randomUUID();
    await insertSignCode(tx, {
      hash: hashOf(userId, subject.subjectId, codeOf(codeId)),
      userId,
      email: person.email,
      firmId: subject.firmId,
      subjectType: subject.subjectType,
      subjectId: subject.subjectId,
      expiresAt: new Date(ctx.now.getTime() + MINUTES * 60_000),
      at: ctx.now,
    });
    await notify(tx, ctx, {
      kind: 'sign_code',
      recipients: [person],
      path: subject.path,
      values: { codeId, firmName: subject.firmName, count: MINUTES },
      subjectType: subject.subjectType,
      subjectId: subject.subjectId,
      firmId: subject.firmId,
    });
    return { email: person.email };
  }, ctx.requestId);
}

/**
 * Checks a typed code. Wrong ones are counted even though the signature fails; after five the code is worthless. A right
 * code stays valid until it expires, so that a repeated request is answered alike; a version is signed once only.
 * Throws invalid_input beside the field `code`, or expired when there is no live code.
 */
export async function checkSignCode(ctx: Context, subjectId: string, code: string): Promise<void> {
  const userId = userIdOf(ctx);
  const right = await asAuth(async (tx) => {
    const live = await lockSignCode(tx, userId, subjectId, ctx.now);
    if (!live || live.failedTries >= TRIES) return null;
    if (timingSafeEqual(live.hash, hashOf(userId, subjectId, code.replace(/\s/g, '')))) return true;
    await countWrongCode(tx, live.hash);
    return false;
  }, ctx.requestId);
  if (right === null) throw new AppError('invalid_input', { fields: { code: ['grants.sign.code_expired'] } });
  if (!right) throw new AppError('invalid_input', { fields: { code: ['grants.sign.code_wrong'] } });
}

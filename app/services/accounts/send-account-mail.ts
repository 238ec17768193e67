import { createHash, randomUUID } from 'node:crypto';
import { linkToken } from '#app/config/keys.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { notify } from '#app/services/notices/notify.ts';
import { countAttempt, expireTokens, insertToken, type TokenKind } from '#db/queries/accounts.ts';
import type { ActorTx } from '#db/transaction.ts';

const HOURS: Record<TokenKind, number> = { verify_email: 48, reset_password: 1 };
const PATH: Record<TokenKind, string> = { verify_email: '/verify-email', reset_password: '/reset-password/confirm' };

/** Links of a kind to one address in ten minutes; what is beyond stays silent, for the asker may be a stranger. */
const MAILS = 5;

/**
 * Sends a one-time link. The notice carries only an id; the mail job derives the secret from it (`tokenId` in the values),
 * so neither the notice nor the job holds a usable link. Older links of the kind die.
 */
export async function sendAccountMail(tx: ActorTx, ctx: Context, kind: TokenKind, person: { userId: string; email: string; name: string; locale: 'ko' | 'en' }): Promise<void> {
  const address = createHash('sha256').update(person.email).digest('base64url');
  if ((await countAttempt(tx, `mail:${kind}:${address}`)) > MAILS) return;
  const tokenId = randomUUID();
  await expireTokens(tx, person.userId, kind);
  await insertToken(tx, { hash: linkToken(tokenId).hash, kind, userId: person.userId, email: person.email, expiresAt: new Date(ctx.now.getTime() + HOURS[kind] * 3_600_000) });
  await notify(tx, ctx, {
    kind,
    recipients: [person],
    path: PATH[kind],
    values: { name: person.name, hours: HOURS[kind], tokenId },
    subjectType: 'app_user',
    subjectId: person.userId,
  });
}

import type { Actor } from '#app/domain/accounts/actor.ts';
import { setLocale } from '#db/queries/accounts.ts';
import { asAuth } from '#db/transaction.ts';

/** Keeps the language for pages and mails of a signed-in person. */
export async function changeLanguage(actor: Actor, locale: 'ko' | 'en', requestId: string): Promise<void> {
  const { userId } = actor;
  if (userId) await asAuth((tx) => setLocale(tx, userId, locale), requestId);
}

import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { listConsentTexts } from '#db/queries/programmes.ts';
import { withActor } from '#db/transaction.ts';
import { readConsentText, type ConsentText } from './consent-texts.ts';

/** Every text somebody is asked to agree to today, for the privacy page. */
export async function listAllConsents(ctx: Context): Promise<{ account: ConsentText[]; application: ConsentText[] }> {
  const today = toSeoulDate(ctx.now);
  return withActor(ctx, async (tx) => ({
    account: (await listConsentTexts(tx, 'account', today)).map(readConsentText),
    application: (await listConsentTexts(tx, 'application', today)).map(readConsentText),
  }));
}

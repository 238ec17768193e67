import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { readConsentText, type ConsentText } from '#app/services/programmes/consent-texts.ts';
import { listConsentTexts, listRegions, type CodeRow } from '#db/queries/programmes.ts';
import { withActor } from '#db/transaction.ts';

/** What the registration form offers: regions of today and the texts to agree to. */
export function getRegistrationForm(ctx: Context): Promise<{ regions: CodeRow[]; consents: ConsentText[] }> {
  const today = toSeoulDate(ctx.now);
  return withActor(ctx, async (tx) => ({ regions: await listRegions(tx, today), consents: (await listConsentTexts(tx, 'account', today)).map(readConsentText) }));
}

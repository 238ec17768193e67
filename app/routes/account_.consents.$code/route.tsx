import { z } from 'zod';
import { ROLES } from '#app/domain/accounts/actor.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOwnConsent, giveConsent, withdrawConsent } from '#app/services/accounts/own-consents.ts';
import { ConsentPage } from '#app/ui/accounts/consent-page.tsx';

await loadMessages('kit', 'accounts', 'applications');

const params = z.object({ code: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/) });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('withdraw'), understood: z.literal('on', { error: 'accounts.consents.understood_missing' }) }),
  z.object({ intent: z.literal('give'), agree: z.literal('on', { error: 'accounts.consents.agree_missing' }) }),
]);

export const loader = guardedLoader({ roles: ROLES, params }, async ({ ctx, params: { code }, locale, t }) => {
  const consent = await getOwnConsent(ctx, code);
  return { consent, title: t('accounts.consents.page_title', { consent: consent.title[locale] }) };
});

export const action = guardedAction({ roles: ROLES, params, input }, async ({ ctx, params: { code }, input: { intent }, portal }) => {
  if (intent === 'withdraw') await withdrawConsent(ctx, { code, ip: portal.clientIp });
  else await giveConsent(ctx, { code, ip: portal.clientIp });
  return redirectWithNotice(paths.accountConsents(), intent === 'withdraw' ? 'accounts.consents.withdrawn_done' : 'accounts.consents.given_done');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Consent() {
  return <ConsentPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

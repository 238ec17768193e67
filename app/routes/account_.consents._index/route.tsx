import { ROLES } from '#app/domain/accounts/actor.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listOwnConsents } from '#app/services/accounts/own-consents.ts';
import { ConsentsPage } from '#app/ui/accounts/consents-page.tsx';

await loadMessages('kit', 'accounts');

export const loader = guardedLoader({ roles: ROLES }, async ({ ctx, t }) => ({ consents: await listOwnConsents(ctx), title: t('accounts.consents.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Consents() {
  return <ConsentsPage {...usePageData<typeof loader>()} />;
}

import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getFirmPayments } from '#app/services/grants/get-payment-view.ts';
import { FirmPaymentsPage } from '#app/ui/grants/firm-payments-page.tsx';

await loadMessages('kit', 'grants', 'pages');

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ shown: await getFirmPayments(ctx), title: t('grants.claims.title') }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmPayments() {
  return <FirmPaymentsPage shown={usePageData<typeof loader>().shown} />;
}

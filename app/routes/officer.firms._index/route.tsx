import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listFirms } from '#app/services/firms/list-firms.ts';
import { FirmRegisterPage } from '#app/ui/firms/firm-register-page.tsx';

await loadMessages('kit', 'firms', 'pages');

const search = z.object({ view: z.enum(['attention', 'restricted', 'all']).catch('all'), q: z.string().max(100).optional(), after: z.string().max(400).optional() });

export const loader = guardedLoader({ roles: ['officer', 'auditor', 'admin'], search }, async ({ ctx, search: { view, q, after }, t }) => ({
  ...(await listFirms(ctx, { view, search: q, after })),
  view,
  q: q ?? '',
  isFirstPage: after === undefined,
  title: t('firms.office.title'),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerFirms() {
  return <FirmRegisterPage {...usePageData<typeof loader>()} />;
}

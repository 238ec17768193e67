import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import { acceptPlace } from '#app/services/applications/accept-place.ts';
import { getFirmHome } from '#app/services/firms/get-firm-home.ts';
import { proveAuthority } from '#app/services/firms/judge-firm.ts';
import { FirmHomePage } from '#app/ui/firms/firm-home-page.tsx';

await loadMessages('kit', 'firms', 'members', 'pages', 'programmes', 'notices');

const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('accept_place'), applicationId: z.uuid() }),
  z.object({ intent: z.literal('prove_authority'), authority: z.literal('on', { error: 'firms.authority.missing' }) }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ home: await getFirmHome(ctx), title: t('firms.home.title') }));

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given, locale }) => {
  if (given.intent === 'prove_authority') {
    await proveAuthority(ctx);
    return redirectWithNotice(paths.firm(), 'firms.authority.done');
  }
  const { dueOn } = await acceptPlace(ctx, { applicationId: given.applicationId });
  return redirectWithNotice(paths.firm(), 'firms.place.done', { on: createFormat(locale).date(dueOn) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.home.firm.name} | ${data.title}` : '' }];

export default function FirmHome() {
  return <FirmHomePage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

import { z } from 'zod';
import { parseBusinessNumber } from '#app/domain/formats/business-number.ts';
import { parsePersonName } from '#app/domain/formats/person-name.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { askToJoin } from '#app/services/firms/ask-to-join.ts';
import { JoinPage } from '#app/ui/firms/join-page.tsx';

await loadMessages('kit', 'members', 'firms', 'accounts');

const input = z.object({
  businessNumber: z.string().trim().refine((text) => parseBusinessNumber(text) !== null, { error: 'firms.register.number_invalid' }),
  name: z.string().trim().max(60).refine((text) => parsePersonName(text) !== null, { error: 'firms.register.name_invalid' }),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  message: z.string().trim().max(500).optional(),
});

export const loader = publicLoader({ search: z.object({ number: z.string().max(20).optional() }) }, async ({ search, t }) => ({ number: search.number ?? '', title: t('members.join.title') }));

export const action = publicAction({ input }, async ({ input: given, ctx, portal, locale }) => {
  await askToJoin(ctx, { businessNumber: parseBusinessNumber(given.businessNumber) ?? given.businessNumber, name: given.name, email: given.email, message: given.message || null, ip: portal.clientIp, locale });
  return redirectWithNotice(paths.login(), 'members.join.done');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Join() {
  return <JoinPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

import { z } from 'zod';
import { data, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply, useFormResult } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOwnCalendar, makeCalendarAddress, revokeCalendarAddress } from '#app/services/visits/calendar-feed.ts';
import { CalendarPage } from '#app/ui/visits/calendar-page.tsx';

await loadMessages('kit', 'visits');

const input = z.object({ intent: z.enum(['make', 'revoke']) });

export const loader = guardedLoader({ duties: ['consultant'] }, async ({ ctx, t }) => ({ feed: await getOwnCalendar(ctx), title: t('visits.calendar.title') }));

export const action = guardedAction({ duties: ['consultant'], input }, async ({ ctx, input: { intent }, portal }) => {
  if (intent === 'revoke') {
    await revokeCalendarAddress(ctx);
    return redirectWithNotice(paths.consultantCalendar(), 'visits.flash.calendar_revoked');
  }
  const { secret } = await makeCalendarAddress(ctx);
  // Shown in the answer itself: only the hash is kept.
  return data({ status: 'success' as const, address: new URL(paths.calendarFile(secret), portal.origin).href });
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ConsultantCalendar() {
  return <CalendarPage {...usePageData<typeof loader>()} address={useFormResult<{ address: string }>()?.address ?? null} reply={useFormReply()} />;
}

import { z } from 'zod';
import { publicLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { CALENDAR_SECRET, readCalendar } from '#app/services/visits/calendar-feed.ts';

await loadMessages('visits');

/** The calendar of a consultant for calendar programs, which cannot sign in: whoever knows the address reads it. */
export const loader = publicLoader({ params: z.object({ secret: z.string().regex(CALENDAR_SECRET) }) }, async ({ ctx, params: { secret } }) => {
  const file = await readCalendar(ctx, secret);
  return new Response(file, {
    headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'inline; filename="visits.ics"', 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer' },
  });
});

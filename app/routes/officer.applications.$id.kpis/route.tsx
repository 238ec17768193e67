import { z } from 'zod';
import { READING_REJECTIONS } from '#app/domain/outcomes/rejection-codes.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getKpiOverview } from '#app/services/outcomes/get-kpi-page.ts';
import { correctVerifiedReading, rejectReading, verifyReadings } from '#app/services/outcomes/verify-readings.ts';
import { ReadingOfficerPage } from '#app/ui/outcomes/reading-officer-page.tsx';

await loadMessages('kit', 'outcomes');

const params = z.object({ id: z.uuid() });
/** Id and version of a reading as the page showed it: `<uuid>.<version>`. */
const picked = z
  .string({ error: 'errors.field.choose' })
  .regex(/^[0-9a-f-]{36}\.[1-9]\d{0,8}$/, { error: 'errors.field.choose' })
  .transform((text) => ({ readingId: text.slice(0, 36), version: Number(text.slice(37)) }))
  .pipe(z.object({ readingId: z.uuid(), version: z.int().min(1) }));
const amount = z.string().trim().max(20).regex(/^[\d,]+(\.\d{1,4})?$/, { error: 'errors.field.number' }).transform((text) => Number(text.replaceAll(',', ''))).pipe(z.number().max(999_999_999_999));
const reason = z.string().trim().min(2).max(1000);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('verify'), picked: z.array(picked).min(1, { error: 'outcomes.verify.nothing_chosen' }).max(200), grade: z.enum(['A', 'B', 'C']) }),
  z.object({ intent: z.literal('reject'), cardId: z.uuid(), picked, code: z.enum(READING_REJECTIONS), reason }),
  z.object({ intent: z.literal('amend'), cardId: z.uuid(), picked, numerator: amount, denominator: amount, reason }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => ({ overview: await getKpiOverview(ctx, id), title: t('outcomes.kpi.title') }));

export const action = guardedAction({ roles: ['officer'], params, input }, async ({ ctx, params: { id: applicationId }, input: given }) => {
  const back = paths.officerKpis(applicationId);
  if (given.intent === 'verify') {
    const { count } = await verifyReadings(ctx, { applicationId, readings: given.picked, grade: given.grade });
    return redirectWithNotice(back, 'outcomes.verify.done', { count });
  }
  if (given.intent === 'reject') {
    await rejectReading(ctx, { applicationId, ...given.picked, code: given.code, reason: given.reason });
    return redirectWithNotice(back, 'outcomes.verify.rejected');
  }
  await correctVerifiedReading(ctx, { applicationId, ...given.picked, numerator: given.numerator, denominator: given.denominator, reason: given.reason });
  return redirectWithNotice(back, 'outcomes.verify.amended');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerKpis() {
  return <ReadingOfficerPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { correctReading } from '#app/services/outcomes/correct-reading.ts';
import { explainReading } from '#app/services/outcomes/explain-reading.ts';
import { getKpiCardPage } from '#app/services/outcomes/get-kpi-page.ts';
import { recordFinalValue } from '#app/services/outcomes/record-final-value.ts';
import { recordReading } from '#app/services/outcomes/record-reading.ts';
import { ReadingCardPage } from '#app/ui/outcomes/reading-card-page.tsx';

await loadMessages('kit', 'outcomes', 'documents');

const monthText = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);
const params = z.object({ cardId: z.uuid() });
const search = z.object({ month: monthText.optional().catch(undefined) });
const amount = z.string().trim().max(20).regex(/^[\d,]+(\.\d{1,4})?$/, { error: 'errors.field.number' }).transform((text) => Number(text.replaceAll(',', ''))).pipe(z.number().max(999_999_999_999));
const text = z.string().trim().max(1_000);
const counts = { numerator: amount, denominator: amount };
const stored = { readingId: z.uuid(), version: z.int().min(1) };
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('record'), month: monthText, ...counts, version: z.int().min(1).optional(), note: text.optional(), explanation: text.optional(), reason: text.optional() }),
  z.object({ intent: z.literal('correct'), month: monthText, ...stored, ...counts, reason: text.min(1) }),
  z.object({ intent: z.literal('confirm'), ...stored }),
  z.object({ intent: z.literal('explain'), ...stored, explanation: text.min(1) }),
  z.object({ intent: z.literal('final'), ...counts, version: z.int().min(1).optional(), note: text.optional() }),
]);

export const loader = guardedLoader({ roles: ['firm'], params, search }, async ({ ctx, params: { cardId }, search: { month }, locale }) => {
  const { view, canRecord } = await getKpiCardPage(ctx, cardId);
  const open = view.months.find((entry) => entry.reading === null) ?? view.months.at(-1) ?? null;
  return { view, canRecord, month: view.months.some((entry) => entry.month === month) ? (month ?? null) : (open?.month ?? null), title: view.result.name[locale] };
});

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: 1 }, receive: receiveFile, discard: dropReceived };

export const action = guardedAction({ roles: ['firm'], params, search, input, upload }, async ({ ctx, params: { cardId }, input: given, files }) => {
  const [file] = files;
  if (given.intent === 'final') {
    await recordFinalValue(ctx, { cardId, numerator: given.numerator, denominator: given.denominator, version: given.version ?? null, note: given.note || null }, file?.received ?? null);
    return redirectWithNotice(paths.firmKpi(cardId), 'outcomes.reading.flash.final');
  }
  if (file) await dropReceived(file.received);
  if (given.intent === 'record') {
    const { odd } = await recordReading(ctx, {
      cardId, month: given.month, numerator: given.numerator, denominator: given.denominator, version: given.version ?? null,
      note: given.note || null, explanation: given.explanation || null, reason: given.reason || null,
    });
    return redirectWithNotice(paths.firmKpi(cardId, { month: given.month }), odd && !given.explanation ? 'outcomes.reading.flash.odd' : 'outcomes.reading.flash.recorded');
  }
  if (given.intent === 'correct') {
    await correctReading(ctx, { readingId: given.readingId, version: given.version, numerator: given.numerator, denominator: given.denominator, reason: given.reason });
    return redirectWithNotice(paths.firmKpi(cardId, { month: given.month }), 'outcomes.reading.flash.corrected');
  }
  if (given.intent === 'explain') {
    await explainReading(ctx, { readingId: given.readingId, version: given.version, explanation: given.explanation });
    return redirectWithNotice(paths.firmKpi(cardId), 'outcomes.reading.flash.explained');
  }
  const { flagged } = await confirmReading(ctx, { readingId: given.readingId, version: given.version, grade: null });
  return redirectWithNotice(paths.firmKpi(cardId), flagged ? 'outcomes.reading.flash.flagged' : 'outcomes.reading.flash.confirmed');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmKpi() {
  return <ReadingCardPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

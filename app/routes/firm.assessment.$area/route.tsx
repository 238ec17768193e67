import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { AppError } from '#app/domain/errors.ts';
import { data, redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOwnAssessment } from '#app/services/assessments/get-assessment.ts';
import { saveAreaAnswer } from '#app/services/assessments/save-area-answer.ts';
import { dropFile, receiveFile, type Received } from '#app/services/documents/receive-file.ts';
import { FirmAreaPage } from '#app/ui/assessments/firm-area-page.tsx';

await loadMessages('kit', 'assessments', 'answers');

const params = z.object({ area: z.string().regex(/^A\d{1,2}$/) });
const input = z.object({
  intent: z.enum(['save', 'draft']),
  level: z.enum(['1', '2', '3', '4', '5', 'na']).optional(),
  evidence: z.string().max(2000).default(''),
  revision: z.coerce.number().int().min(0),
  removeFile: z.literal('on').optional(),
});
const upload = {
  limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: 1 },
  receive: receiveFile,
  discard: async (received: Received) => {
    if (received.ok) await dropFile(received.file);
  },
};

export const loader = guardedLoader({ roles: ['firm'], params }, async ({ ctx, params: { area }, t, locale }) => {
  const given = await getOwnAssessment(ctx);
  const found = given?.roadmap.areas.find((entry) => entry.code === area);
  if (!given || !found || given.round?.state === 'not_started') throw redirect(paths.firmAssessment());
  return { title: `${area} ${found.name[locale]} | ${t('assessments.title')}`, given, code: area };
});

export const action = guardedAction({ roles: ['firm'], params, input, upload }, async ({ ctx, params: { area }, input: given, files }) => {
  const isDraft = given.intent === 'draft';
  const level = given.level && given.level !== 'na' ? Number(given.level) : null;
  await saveAreaAnswer(
    ctx,
    { areaCode: area, level, notApplicable: given.level === 'na', evidence: given.evidence, revision: given.revision, removeFile: given.removeFile === 'on', isDraft },
    files[0]?.received ?? null,
  );
  if (isDraft) return data({ status: 'success' });
  const view = await getOwnAssessment(ctx);
  if (!view) throw new AppError('not_found');
  const next = view.roadmap.areas[view.roadmap.areas.findIndex((entry) => entry.code === area) + 1];
  return redirectWithNotice(next ? paths.firmAssessmentArea(next.code) : paths.firmAssessment(), 'assessments.notice.saved', { area });
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function FirmArea() {
  const { given, code } = usePageData<typeof loader>();
  return <FirmAreaPage given={given} code={code} reply={useFormReply()} />;
}

import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { AppError, isAppError } from '#app/domain/errors.ts';
import { data, redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { payloadOf } from '#app/http/form-payload.ts';
import { replyOfError, statusOfError } from '#app/http/forms.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { attachDocument, removeAttachment } from '#app/services/applications/attach-document.ts';
import { getSection } from '#app/services/applications/get-section.ts';
import { reuseDocument } from '#app/services/applications/reuse-document.ts';
import { saveSection } from '#app/services/applications/save-section.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { SectionPage } from '#app/ui/applications/section-page.tsx';

await loadMessages('kit', 'applications', 'documents');

const params = z.object({ section: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/) });
const search = z.object({ check: z.literal('1').optional(), saved: z.literal('1').optional() });
const input = z.looseObject({ intent: z.string().max(100).default('save'), document: z.uuid().optional() });

export const loader = guardedLoader({ roles: ['firm'], params, search }, async ({ ctx, params: { section: sectionId }, search: { check, saved }, locale, t }) => {
  const page = await getSection(ctx, { sectionId, check: check === '1', locale }).catch((error: unknown) => {
    if (isAppError(error, 'transition_not_allowed')) throw redirect(paths.firmApplication());
    throw error;
  });
  return { ...page, check: check === '1', justSaved: saved === '1', title: t('applications.form.page_title', { section: page.section.title[locale] }) };
});

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: 5 }, receive: receiveFile, discard: dropReceived };

export const action = guardedAction({ roles: ['firm'], params, search, input, upload }, async ({ ctx, params: { section: sectionId }, search: { check }, input: { intent, document }, form, files, locale }) => {
  const here = paths.firmApplication(sectionId);
  const [verb, questionId = ''] = intent.split('.');
  if (verb === 'attach') {
    if (files.length === 0) throw new AppError('invalid_input', { fields: { [questionId]: ['applications.files.choose'] } });
    for (const file of files) await attachDocument(ctx, { questionId, received: file.received });
    return redirectWithNotice(`${here}#q-${questionId}`, 'applications.files.attached', { count: files.length });
  }
  for (const file of files) await dropReceived(file.received);
  if (verb === 'remove' && document) {
    await removeAttachment(ctx, { questionId, documentId: document });
    return redirectWithNotice(`${here}#q-${questionId}`, 'applications.files.removed');
  }
  if (verb === 'reuse' && document) {
    await reuseDocument(ctx, { questionId, documentId: document });
    return redirectWithNotice(`${here}#q-${questionId}`, 'applications.files.attached', { count: 1 });
  }
  const saved = await saveSection(ctx, form, { sectionId, check: check === '1', locale });
  const conflicts = Object.fromEntries(saved.fields.flatMap((field) => (field.conflict ? [[field.id, field.conflict]] : [])));
  if (Object.keys(conflicts).length > 0) {
    const error = new AppError('stale_version', { fields: Object.fromEntries(Object.keys(conflicts).map((id) => [id, ['applications.form.stale']])) });
    return data({ ...replyOfError(error, payloadOf(form), locale), conflicts }, { status: statusOfError(error) });
  }
  const wrong = saved.fields.some((field) => field.errors.length > 0);
  if (wrong || saved.appeared.length > 0) return redirect(`${here}?saved=1${check === '1' ? '&check=1' : ''}`, 303);
  const index = saved.sections.findIndex((section) => section.id === sectionId);
  const next = saved.sections[index + 1];
  return redirect(!next || next.id === 'review' ? paths.firmApplicationReview() : paths.firmApplication(next.id), 303);
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ApplicationSection() {
  const page = usePageData<typeof loader>();
  return <SectionPage key={page.section.id} {...page} reply={useFormReply()} />;
}

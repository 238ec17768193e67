import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { amendVisit } from '#app/services/visits/amend-visit.ts';
import { changePlan } from '#app/services/visits/change-plan.ts';
import { checkIn } from '#app/services/visits/check-in.ts';
import { getAmendForm } from '#app/services/visits/get-visit-form.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { agreeInput, cancelInput, moveInput, noShowInput, typedVisit, visitFields } from '#app/services/visits/visit-input.ts';
import { AmendVisitPage } from '#app/ui/visits/amend-visit-page.tsx';
import { VisitPage } from '#app/ui/visits/visit-page.tsx';

await loadMessages('kit', 'visits', 'documents', 'answers');

const params = z.object({ id: z.uuid() });
const search = z.object({ edit: z.literal('1').optional() });
const version = z.int().min(1);
const input = z.discriminatedUnion('intent', [
  z.object({ ...visitFields, intent: z.literal('amend'), version, reason: z.string().trim().min(1).max(1_000) }),
  z.object({ intent: z.literal('check_in'), version }),
  agreeInput,
  moveInput,
  cancelInput,
  noShowInput,
]);

export const loader = guardedLoader({ duties: ['consultant'], params, search }, async ({ ctx, params: { id }, search: { edit }, t }) => {
  const record = await getVisit(ctx, id);
  const amend = edit && record.can.amend ? await getAmendForm(ctx, id) : null;
  return { record, amend: amend ? { form: amend.form, defaults: amend.defaults } : null, title: `${record.visit.firmName ?? ''} ${t(record.visit.loggedAt ? 'visits.page.title' : 'visits.page.planned')}`.trim() };
});

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: uploadLimits.filesPerRequest }, receive: receiveFile, discard: dropReceived };

export const action = guardedAction({ duties: ['consultant'], params, search, input, upload }, async ({ ctx, params: { id }, input: given, files }) => {
  const photos = files.filter(({ field }) => field === 'photos').map(({ received }) => received);
  const here = paths.consultantVisit(id);
  if (given.intent === 'check_in') {
    await checkIn(ctx, { visitId: id, version: given.version });
    return redirectWithNotice(here, 'visits.flash.checked_in');
  }
  if (given.intent !== 'amend') return redirectWithNotice(here, await changePlan(ctx, id, given, photos));
  const { dueOn } = await amendVisit(ctx, { ...typedVisit(given), visitId: id, version: given.version, reason: given.reason }, photos);
  return redirectWithNotice(here, 'visits.flash.amended', { dueOn });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantVisit() {
  const { record, amend } = usePageData<typeof loader>();
  const reply = useFormReply();
  if (amend) return <AmendVisitPage record={record} {...amend} reply={reply} />;
  return <VisitPage side="consultant" record={record} reply={reply} />;
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { toldBefore } from '#app/services/notices/told-before.ts';
import { getLogForm, getVisitForm, listVisitFirms } from '#app/services/visits/get-visit-form.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import { typedVisit, visitFields } from '#app/services/visits/visit-input.ts';
import { NewVisitPage } from '#app/ui/visits/new-visit-page.tsx';

await loadMessages('kit', 'visits', 'documents', 'answers', 'pages');

const search = z.object({ application: z.uuid().optional(), visit: z.uuid().optional() });
const input = z.object({ ...visitFields, application: z.uuid(), visit: z.uuid().optional(), deviceId: z.uuid().optional(), lateReason: z.string().trim().max(500).optional() });

export const loader = guardedLoader({ duties: ['consultant'], search }, async ({ ctx, search: { application, visit }, t }) => {
  if (visit) {
    const log = await getLogForm(ctx, visit);
    return { firms: [], ...log, told: await toldBefore(ctx, 'log_visit', log.form.applicationId), deviceId: randomUUID(), title: t('visits.new.title') };
  }
  const firms = await listVisitFirms(ctx);
  const chosen = application ?? (firms.length === 1 ? firms[0]?.applicationId : undefined);
  return { firms, form: chosen ? await getVisitForm(ctx, chosen) : null, visitId: null, defaults: {}, told: chosen ? await toldBefore(ctx, 'log_visit', chosen) : null, deviceId: randomUUID(), title: t('visits.new.title') };
});

const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: uploadLimits.filesPerRequest }, receive: receiveFile, discard: dropReceived };

export const action = guardedAction({ duties: ['consultant'], search, input, upload }, async ({ ctx, input: given, files, t }) => {
  const photos = files.filter(({ field }) => field === 'photos').map(({ received }) => received);
  const logged = await logVisit(ctx, { ...typedVisit(given), applicationId: given.application, visitId: given.visit ?? null, deviceId: given.deviceId ?? null, lateReason: given.lateReason ?? null }, photos);
  return redirectWithNotice(paths.consultantVisit(logged.visitId), 'visits.flash.logged', { dueOn: logged.dueOn, number: t('visits.number', { number: logged.number }) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewVisit() {
  return <NewVisitPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

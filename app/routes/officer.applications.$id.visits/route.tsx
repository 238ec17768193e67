import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { listCaseVisits } from '#app/services/visits/list-case-visits.ts';
import { acceptVisit, upholdDispute } from '#app/services/visits/rule-visit.ts';
import { OfficerVisitsPage } from '#app/ui/visits/officer-visits-page.tsx';

await loadMessages('kit', 'visits', 'documents');

const params = z.object({ id: z.uuid() });
const search = z.object({ visit: z.uuid().optional() });
const subject = { visitId: z.uuid(), version: z.int().min(1) };
const input = z.discriminatedUnion('intent', [z.object({ intent: z.literal('accept'), ...subject }), z.object({ intent: z.literal('uphold'), ...subject, reason: z.string().trim().min(1).max(2_000) })]);

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params, search }, async ({ ctx, params: { id }, search: { visit }, t }) => {
  const page = await listCaseVisits(ctx, id);
  const record = visit ? await getVisit(ctx, visit) : null;
  if (record && record.visit.applicationId !== id) throw new AppError('not_found');
  return { ...page, applicationId: id, record, title: `${page.firmName} ${t('visits.officer.title')}` };
});

export const action = guardedAction({ duties: ['officer'], params, search, input }, async ({ ctx, params: { id }, input: given }) => {
  const here = paths.officerVisits(id, { visit: given.visitId });
  if (given.intent === 'accept') {
    await acceptVisit(ctx, { visitId: given.visitId, version: given.version });
    return redirectWithNotice(here, 'visits.flash.accepted');
  }
  await upholdDispute(ctx, { visitId: given.visitId, version: given.version, reason: given.reason });
  return redirectWithNotice(here, 'visits.flash.voided');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerVisits() {
  return <OfficerVisitsPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

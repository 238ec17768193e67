import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { acceptOffer, declineOffer } from '#app/services/assignments/answer-offer.ts';
import { getMyFirm } from '#app/services/assignments/list-my-firms.ts';
import { firmInputSchema } from '#app/services/assignments/offer-input.ts';
import { writeHandoverNote } from '#app/services/assignments/write-handover-note.ts';
import { ConsultantFirmPage } from '#app/ui/consultants/consultant-firm-page.tsx';

await loadMessages('kit', 'cases', 'assignments', 'consultants', 'notices', 'outcomes', 'visits');

const params = z.object({ id: z.uuid() });

export const loader = guardedLoader({ roles: ['consultant'], params }, async ({ ctx, params: { id }, t }) => {
  const firm = await getMyFirm(ctx, id);
  return { ...firm, title: t('cases.head.title', { name: firm.head.firmName }) };
});

export const action = guardedAction({ roles: ['consultant'], params, input: firmInputSchema }, async ({ ctx, params: { id }, input }) => {
  if (input.intent === 'accept') {
    await acceptOffer(ctx, { assignmentId: input.assignmentId, noConflict: input.noConflict });
    return redirectWithNotice(paths.consultantFirm(id), 'consultants.done.accepted');
  }
  if (input.intent === 'handover_note') {
    await writeHandoverNote(ctx, { applicationId: id, assignmentId: input.assignmentId, note: input.note });
    return redirectWithNotice(paths.consultantFirm(id), 'consultants.done.handover_note');
  }
  await declineOffer(ctx, input);
  return redirectWithNotice(paths.consultant(), 'consultants.done.declined');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantFirm() {
  return <ConsultantFirmPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { confirmVisit } from '#app/services/visits/confirm-visit.ts';
import { DISPUTE_ITEMS, disputeVisit } from '#app/services/visits/dispute-visit.ts';
import { changePlan } from '#app/services/visits/change-plan.ts';
import { getVisit } from '#app/services/visits/get-visit.ts';
import { agreeInput, cancelInput, moveInput, noShowInput } from '#app/services/visits/visit-input.ts';
import { VisitPage } from '#app/ui/visits/visit-page.tsx';

await loadMessages('kit', 'visits', 'documents', 'answers');

const params = z.object({ id: z.uuid() });
const version = z.int().min(1);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('confirm'), version, satisfaction: z.int().min(1).max(5).optional(), note: z.string().trim().max(1_000).optional() }),
  agreeInput,
  moveInput,
  cancelInput,
  noShowInput,
  z.object({ intent: z.literal('dispute'), version, items: z.array(z.enum(DISPUTE_ITEMS)).min(1), reason: z.string().trim().min(1).max(2_000) }),
]);

export const loader = guardedLoader({ roles: ['firm'], params }, async ({ ctx, params: { id }, t }) => {
  const record = await getVisit(ctx, id);
  return { record, title: t(record.visit.loggedAt ? 'visits.page.title' : 'visits.page.planned') };
});

export const action = guardedAction({ roles: ['firm'], params, input }, async ({ ctx, params: { id }, input: given }) => {
  const here = paths.firmVisit(id);
  if (given.intent === 'confirm') {
    await confirmVisit(ctx, { visitId: id, version: given.version, satisfaction: given.satisfaction ?? null, note: given.note || null });
    return redirectWithNotice(here, 'visits.flash.confirmed');
  }
  if (given.intent === 'dispute') {
    await disputeVisit(ctx, { visitId: id, version: given.version, items: given.items, reason: given.reason });
    return redirectWithNotice(here, 'visits.flash.disputed');
  }
  return redirectWithNotice(here, await changePlan(ctx, id, given));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmVisit() {
  return <VisitPage side="firm" {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { readMonths, readQuantity, readSeen } from '#app/services/outcomes/card-form.ts';
import { getOwnKpiCards } from '#app/services/outcomes/list-kpi-cards.ts';
import { saveKpiCard } from '#app/services/outcomes/save-kpi-card.ts';
import { signCardsAsFirm, withdrawCardSignature } from '#app/services/outcomes/sign-kpi-card.ts';
import { addKpiCard, removeKpiCard, startKpiCards } from '#app/services/outcomes/start-kpi-cards.ts';
import { FirmCardsPage } from '#app/ui/outcomes/kpi-card-pages.tsx';

await loadMessages('kit', 'plans', 'outcomes', 'answers');

const cardId = z.uuid();
const quantity = z.string().max(30).default('').refine((text) => !Number.isNaN(readQuantity(text)), { error: 'errors.field.number' }).transform((text) => readQuantity(text));
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start') }),
  z.object({ intent: z.literal('add'), code: z.string().regex(/^[A-Z]\d{1,2}$/) }),
  z.object({ intent: z.literal('remove'), cardId }),
  z.object({
    intent: z.literal('save'), cardId, version: z.coerce.number().int().positive(), scope: z.string().max(300).default(''), source: z.string().max(300).default(''), method: z.string().max(1000).default(''),
    fromMonth: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), windowMonths: z.coerce.number().int().min(1).max(12), targetValue: quantity,
  }),
  z.object({ intent: z.literal('sign') }),
  z.object({ intent: z.literal('withdraw'), cardId }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ title: t('plans.cards.title'), given: await getOwnKpiCards(ctx) }));

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: given, form }) => {
  const own = await getOwnKpiCards(ctx);
  if (!own) throw new AppError('not_found');
  const { applicationId } = own;
  const page = paths.firmKpiCards();
  switch (given.intent) {
    case 'start':
      await startKpiCards(ctx, applicationId);
      return redirectWithNotice(page, 'plans.notice.cards_started');
    case 'add':
      await addKpiCard(ctx, { applicationId, code: given.code });
      return redirectWithNotice(`${page}#card-${given.code}`, 'plans.notice.card_added', { code: given.code });
    case 'remove':
      await removeKpiCard(ctx, { applicationId, cardId: given.cardId });
      return redirectWithNotice(page, 'plans.notice.card_removed');
    case 'save':
      await saveKpiCard(ctx, { ...given, applicationId, months: readMonths(form) });
      return redirectWithNotice(`${page}#card-${own.cards.find((card) => card.id === given.cardId)?.definitionCode ?? ''}`, 'plans.notice.card_saved');
    case 'sign':
      await signCardsAsFirm(ctx, { applicationId, seen: readSeen(form) });
      return redirectWithNotice(page, 'plans.notice.cards_signed');
    case 'withdraw':
      await withdrawCardSignature(ctx, { applicationId, cardId: given.cardId });
      return redirectWithNotice(page, 'plans.notice.signature_withdrawn');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmKpiCards() {
  return <FirmCardsPage given={usePageData<typeof loader>().given} reply={useFormReply()} />;
}

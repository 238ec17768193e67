import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { readGrades, readQuantity, readSeen } from '#app/services/outcomes/card-form.ts';
import { getKpiCards } from '#app/services/outcomes/list-kpi-cards.ts';
import { saveKpiCard } from '#app/services/outcomes/save-kpi-card.ts';
import { remarkKpiCard, signCardsAsConsultant } from '#app/services/outcomes/sign-kpi-card.ts';
import { addKpiCard, startKpiCards } from '#app/services/outcomes/start-kpi-cards.ts';
import { ConsultantCardsPage } from '#app/ui/outcomes/kpi-card-pages.tsx';

await loadMessages('kit', 'plans', 'outcomes', 'answers');

const params = z.object({ id: z.uuid() });
const quantity = z.string().max(30).default('').refine((text) => !Number.isNaN(readQuantity(text)), { error: 'errors.field.number' }).transform((text) => readQuantity(text));
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start') }),
  z.object({ intent: z.literal('add'), code: z.string().regex(/^[A-Z]\d{1,2}$/) }),
  z.object({
    intent: z.literal('save'), cardId: z.uuid(), version: z.coerce.number().int().positive(), scope: z.string().max(300).default(''), source: z.string().max(300).default(''), method: z.string().max(1000).default(''),
    fromMonth: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), windowMonths: z.coerce.number().int().min(1).max(12), targetValue: quantity,
  }),
  z.object({ intent: z.literal('remark'), cardId: z.uuid(), remark: z.string().trim().min(1).max(1000) }),
  z.object({ intent: z.literal('sign') }),
]);

export const loader = guardedLoader({ roles: ['consultant'], params }, async ({ ctx, params: { id }, t }) => {
  const given = await getKpiCards(ctx, id);
  return { title: t('plans.cards.of_firm', { firm: given.firmName }), given };
});

export const action = guardedAction({ roles: ['consultant'], params, input }, async ({ ctx, params: { id }, input: given, form }) => {
  const page = paths.consultantKpiCards(id);
  switch (given.intent) {
    case 'start':
      await startKpiCards(ctx, id);
      return redirectWithNotice(page, 'plans.notice.cards_started');
    case 'add':
      await addKpiCard(ctx, { applicationId: id, code: given.code });
      return redirectWithNotice(page, 'plans.notice.card_added', { code: given.code });
    case 'save':
      await saveKpiCard(ctx, { ...given, applicationId: id, months: [] });
      return redirectWithNotice(page, 'plans.notice.card_saved');
    case 'remark':
      await remarkKpiCard(ctx, { applicationId: id, cardId: given.cardId, remark: given.remark });
      return redirectWithNotice(page, 'plans.notice.remarked');
    case 'sign': {
      const seen = readSeen(form);
      await signCardsAsConsultant(ctx, { applicationId: id, seen, grades: readGrades(form, seen) });
      return redirectWithNotice(page, 'plans.notice.cards_cosigned');
    }
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConsultantKpiCards() {
  const { given } = usePageData<typeof loader>();
  return <ConsultantCardsPage given={given} reply={useFormReply()} />;
}

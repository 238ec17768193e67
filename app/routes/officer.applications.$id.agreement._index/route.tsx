import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getAgreementView } from '#app/services/grants/get-agreement-view.ts';
import { OfficerAgreementPage } from '#app/ui/grants/officer-agreement-page.tsx';
import { input, takeStep } from './steps.ts';

await loadMessages('kit', 'grants', 'changes', 'pages');

const params = z.object({ id: z.uuid() });

export const loader = guardedLoader({ roles: ['officer', 'auditor'], params }, async ({ ctx, params: { id }, t }) => {
  const shown = await getAgreementView(ctx, id);
  return { shown, title: `${t('grants.page.title')} - ${shown.firmName}` };
});

export const action = guardedAction({ roles: ['officer'], params, input, stepUp: { intents: ['approve', 'countersign', 'verify_bank'] } }, ({ ctx, params: { id }, input: given, portal }) => takeStep(ctx, id, given, portal.clientIp));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerAgreement() {
  return <OfficerAgreementPage shown={usePageData<typeof loader>().shown} reply={useFormReply()} />;
}

import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getFirmPage } from '#app/services/firms/get-firm-page.ts';
import { refuseFirm, verifyFirmByDocument } from '#app/services/firms/judge-firm.ts';
import { recheckFirm } from '#app/services/firms/recheck-registry.ts';
import { closeFirm, liftRestriction, restrictFirm } from '#app/services/firms/restrict-firm.ts';
import { dayField, optionalText, textField } from '#app/services/outcomes/form-shapes.ts';
import { FirmRecordPage } from '#app/ui/firms/firm-record-page.tsx';

await loadMessages('kit', 'firms', 'pages', 'cases');

const params = z.object({ id: z.uuid() });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('recheck') }),
  z.object({ intent: z.literal('verify'), issuedOn: dayField, note: textField(1000) }),
  z.object({ intent: z.literal('refuse'), reason: textField(2000) }),
  z.object({ intent: z.literal('restrict'), untilOn: dayField, reason: textField(2000) }),
  z.object({ intent: z.literal('lift'), reason: optionalText(1000) }),
  z.object({ intent: z.literal('close'), reason: textField(2000) }),
]);

export const loader = guardedLoader({ roles: ['officer', 'auditor', 'admin'], params }, async ({ ctx, params: { id }, t }) => ({ ...(await getFirmPage(ctx, id)), title: t('firms.office.title') }));

export const action = guardedAction({ roles: ['officer'], params, input }, async ({ ctx, params: { id: firmId }, input: given, t }) => {
  const done = (id: Parameters<typeof redirectWithNotice>[1], values?: Record<string, string>) => redirectWithNotice(paths.officerFirm(firmId), id, values);
  switch (given.intent) {
    case 'recheck':
      return done('firms.office.rechecked', { status: t(`firms.office.status_${await recheckFirm(ctx, firmId)}`) });
    case 'verify':
      await verifyFirmByDocument(ctx, { firmId, issuedOn: given.issuedOn, note: given.note });
      return done('firms.office.verified');
    case 'refuse':
      await refuseFirm(ctx, { firmId, reason: given.reason });
      return done('firms.office.refused');
    case 'restrict':
      await restrictFirm(ctx, { firmId, untilOn: given.untilOn, reason: given.reason });
      return done('firms.office.restricted');
    case 'lift':
      await liftRestriction(ctx, { firmId, reason: given.reason });
      return done('firms.office.lifted');
    case 'close':
      await closeFirm(ctx, { firmId, reason: given.reason });
      return done('firms.office.closed');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.firm.name} | ${data.title}` : '' }];

export default function OfficerFirm() {
  return <FirmRecordPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

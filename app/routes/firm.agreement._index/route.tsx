import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { acceptAgreement, sendAgreementCode } from '#app/services/grants/accept-agreement.ts';
import { enterBankAccount } from '#app/services/grants/bank-account.ts';
import { listBanks } from '#app/services/grants/banks.ts';
import { findOwnGrantCase, getAgreementView } from '#app/services/grants/get-agreement-view.ts';
import { declineAgreement } from '#app/services/grants/offer-agreement.ts';
import { answerAboutGrant } from '#app/services/grants/review-grant.ts';
import { FirmAgreementPage } from '#app/ui/grants/firm-agreement-page.tsx';

await loadMessages('kit', 'grants', 'changes', 'pages');

const reason = z.string().trim().min(2).max(2000);
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('answer'), answer: reason }),
  z.object({ intent: z.literal('send_code') }),
  z.object({ intent: z.literal('accept'), documentHash: z.string().regex(/^[0-9a-f]{64}$/), code: z.string().trim().min(6).max(10) }),
  z.object({ intent: z.literal('decline'), reason }),
  z.object({ intent: z.literal('enter_bank'), bankCode: z.string().max(5), holder: z.string().trim().min(2).max(100), number: z.string().trim().min(1).max(30) }),
]);

/** Signing and the account for the grant need a second factor; it is asked for before the mailed code, so that no typed one is lost. */
const SIGNED = ['send_code', 'accept', 'enter_bank'];

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => {
  const applicationId = await findOwnGrantCase(ctx);
  return { shown: applicationId ? await getAgreementView(ctx, applicationId) : null, banks: listBanks(), title: t('grants.firm.title') };
});

export const action = guardedAction({ roles: ['firm'], input, stepUp: { intents: SIGNED, withFactor: SIGNED } }, async ({ ctx, input: given, portal }) => {
  const applicationId = await findOwnGrantCase(ctx);
  if (!applicationId) throw new AppError('not_found');
  const page = paths.firmAgreement();
  switch (given.intent) {
    case 'answer':
      await answerAboutGrant(ctx, { applicationId, answer: given.answer });
      return redirectWithNotice(page, 'grants.done.answered');
    case 'send_code': {
      const { email } = await sendAgreementCode(ctx, { applicationId });
      return redirectWithNotice(`${page}#sign`, 'grants.done.code_sent', { email });
    }
    case 'accept':
      await acceptAgreement(ctx, { applicationId, documentHash: given.documentHash, code: given.code, ip: portal.clientIp });
      return redirectWithNotice(page, 'grants.done.signed');
    case 'decline':
      await declineAgreement(ctx, { applicationId, reason: given.reason });
      return redirectWithNotice(page, 'grants.done.declined');
    case 'enter_bank':
      await enterBankAccount(ctx, { applicationId, bankCode: given.bankCode, holder: given.holder, number: given.number });
      return redirectWithNotice(`${page}#bank`, 'grants.done.bank_entered');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmAgreement() {
  const { shown, banks } = usePageData<typeof loader>();
  return <FirmAgreementPage shown={shown} banks={banks} reply={useFormReply()} />;
}

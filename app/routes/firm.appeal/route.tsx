import { z } from 'zod';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import { fileAppeal, withdrawAppeal } from '#app/services/applications/file-appeal.ts';
import { getFirmAppeals } from '#app/services/applications/get-appeals.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { optionalText, textField } from '#app/services/outcomes/form-shapes.ts';
import { AppealFirmPage } from '#app/ui/cases/appeal-firm-page.tsx';

await loadMessages('kit', 'appeals', 'grants');

const FILE_MEGABYTES = 20;
const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: uploadLimits.filesPerRequest }, receive: receiveFile, discard: dropReceived };
const input = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('file'), applicationId: z.uuid(), machine: z.enum(['application', 'grant_decision']), summary: textField(300, 2), grounds: textField(4000, 20),
    hearing: z.literal('on').optional().transform((value) => value === 'on'),
  }),
  z.object({ intent: z.literal('withdraw'), appealId: z.uuid(), reason: optionalText(1000), confirmed: z.literal('on', { error: 'appeals.withdraw.confirm_missing' }) }),
]);

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ ...(await getFirmAppeals(ctx)), maxBytes: FILE_MEGABYTES * 1_048_576, title: t('appeals.firm.title') }));

export const action = guardedAction({ duties: ['representative'], input, upload }, async ({ ctx, input: given, files, locale }) => {
  if (given.intent === 'withdraw') {
    await withdrawAppeal(ctx, { appealId: given.appealId, reason: given.reason });
    return redirectWithNotice(paths.firmAppeal(), 'appeals.done.withdrawn');
  }
  const { applicationId, machine, summary, grounds, hearing } = given;
  const { dueOn } = await fileAppeal(ctx, { applicationId, machine, summary, grounds, hearingWanted: hearing }, files.map(({ received }) => received));
  return redirectWithNotice(paths.firmAppeal(), 'appeals.done.filed', { on: createFormat(locale).date(dueOn) });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmAppeal() {
  return <AppealFirmPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

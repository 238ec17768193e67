import { z } from 'zod';
import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { uploadLimits } from '#app/domain/documents/file-kind.ts';
import { AppError } from '#app/domain/errors.ts';
import { parsePersonName } from '#app/domain/formats/person-name.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { dropReceived, receiveFile } from '#app/services/documents/receive-file.ts';
import { getHandOverPage, requestHandOver } from '#app/services/firms/request-hand-over.ts';
import { HandOverPage } from '#app/ui/firms/hand-over-page.tsx';

await loadMessages('kit', 'members', 'firms', 'accounts', 'pages');

const input = z.object({
  newName: z.string().trim().max(60).refine((text) => parsePersonName(text) !== null, { error: 'firms.register.name_invalid' }),
  newEmail: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  reason: z.string().trim().min(2).max(500),
});
const upload = { limits: { maxBytes: uploadLimits.bytesPerRequest, maxFiles: 1 }, receive: receiveFile, discard: dropReceived };

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ page: await getHandOverPage(ctx), title: t('members.hand_over.title') }));

export const action = guardedAction({ duties: FIRM_WRITERS, input, upload, stepUp: {} }, async ({ ctx, input: given, files }) => {
  const file = files.find(({ field }) => field === 'file');
  if (!file) throw new AppError('invalid_input', { fields: { file: ['members.hand_over.file_missing'] } });
  await requestHandOver(ctx, given, file.received);
  return redirectWithNotice(paths.firmHandOver(), 'members.hand_over.asked');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function HandOver() {
  return <HandOverPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

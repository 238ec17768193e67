import { z } from 'zod';
import { STARTABLE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { findOwnGrantCase } from '#app/services/grants/get-agreement-view.ts';
import { getFirmChanges } from '#app/services/grants/list-changes.ts';
import { startChange } from '#app/services/grants/start-change.ts';
import { FirmChangesPage } from '#app/ui/grants/firm-changes-page.tsx';

await loadMessages('kit', 'changes', 'pages');

const input = z.object({ intent: z.literal('start'), kind: z.enum(STARTABLE_KINDS, { error: 'errors.field.choose' }) });

export const loader = guardedLoader({ roles: ['firm'] }, async ({ ctx, t }) => ({ shown: await getFirmChanges(ctx), title: t('changes.list.title') }));

export const action = guardedAction({ roles: ['firm'], input }, async ({ ctx, input: { kind } }) => {
  const applicationId = await findOwnGrantCase(ctx);
  if (!applicationId) throw new AppError('not_found');
  const { id } = await startChange(ctx, { applicationId, kind });
  return redirectWithNotice(paths.firmChange(id), 'changes.done.started');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FirmChanges() {
  return <FirmChangesPage shown={usePageData<typeof loader>().shown} reply={useFormReply()} />;
}

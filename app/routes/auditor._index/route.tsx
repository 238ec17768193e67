import { z } from 'zod';
import { MACHINE_NAMES } from '#app/domain/workflow/machine.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listAuditRecord } from '#app/services/applications/list-record.ts';
import { AuditorPage } from '#app/ui/cases/auditor-page.tsx';

await loadMessages('kit', 'cases');

const search = z.object({ before: z.uuid().optional(), machine: z.preprocess((value) => value || undefined, z.enum(MACHINE_NAMES).optional()) });

export const loader = guardedLoader({ roles: ['auditor'], search }, async ({ ctx, search: { before, machine }, t }) => ({
  ...(await listAuditRecord(ctx, { before: before ?? null, machine: machine ?? null })),
  machine: machine ?? null,
  isFirstPage: before === undefined,
  title: t('cases.audit.title'),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AuditorHome() {
  return <AuditorPage {...usePageData<typeof loader>()} />;
}

import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { listRecord } from '#db/queries/case-views.ts';
import { withActor } from '#db/transaction.ts';

const PER_PAGE = 50;

/** The record as the auditor reads it, newest first; each page that is read is recorded itself. */
export async function listAuditRecord(ctx: Context, query: { before: string | null; machine: string | null }) {
  if (ctx.actor.duty !== 'auditor') throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const found = await listRecord(tx, { ...query, limit: PER_PAGE + 1 });
    const lines = found.slice(0, PER_PAGE);
    await recordView(tx, ctx, { applicationId: null, firmId: null, page: 'auditor_record', rowCount: lines.length });
    return { lines, next: found.length > PER_PAGE ? (lines.at(-1)?.id ?? null) : null };
  });
}

import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { listVisits, type VisitLine } from '#db/queries/visits.ts';
import { withActor } from '#db/transaction.ts';
import { accountsOf, type ShownManDays } from './list-visits.ts';

/** Visits and man-days of one case for officers and auditors. Throws not_found. */
export async function listCaseVisits(ctx: Context, applicationId: string): Promise<{ firmName: string; visits: readonly VisitLine[]; manDays: readonly ShownManDays[] }> {
  return withActor(ctx, async (tx) => {
    const head = await findCaseHead(tx, applicationId);
    if (!head) throw new AppError('not_found');
    return { firmName: head.firmName, visits: await listVisits(tx, { applicationId, limit: 200 }), manDays: await accountsOf(tx, { applicationId }) };
  });
}

import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { deriveCaseStage, type CaseStage } from '#app/domain/workflow/case-stage.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { listLinkedFirms, type LinkedFirm } from '#db/queries/case-views.ts';
import { withActor } from '#db/transaction.ts';

/** A linked firm with its stage; null before it applied or where the firm does not release its case. */
export type LinkedFirmLine = Omit<LinkedFirm, 'states'> & { readonly stage: Pick<CaseStage, 'stage' | 'label' | 'stepNumber' | 'side'> | null };

/** The suppliers linked to a parent company: stage and released totals only, never costs. */
export async function listMyLinkedFirms(ctx: Context): Promise<{ firms: LinkedFirmLine[]; totals: { count: number; amountWon: number; paidWon: number; released: number } }> {
  if (ctx.actor.duty !== 'parent_manager') throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const firms = (await listLinkedFirms(tx)).map(({ states, ...firm }): LinkedFirmLine => {
      const stage = states === null ? null : deriveCaseStage(states);
      return { ...firm, stage: stage && { stage: stage.stage, label: stage.label, stepNumber: stage.stepNumber, side: stage.side } };
    });
    await recordView(tx, ctx, { applicationId: null, firmId: null, page: 'parent_firms', rowCount: firms.length });
    const granted = firms.filter((firm) => firm.amountWon !== null);
    return {
      firms,
      totals: {
        count: firms.length,
        released: granted.length,
        amountWon: granted.reduce((sum, firm) => sum + (firm.amountWon ?? 0), 0),
        paidWon: granted.reduce((sum, firm) => sum + (firm.paidWon ?? 0), 0),
      },
    };
  });
}

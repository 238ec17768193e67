import type { Context } from '#app/domain/accounts/context.ts';
import { draftSettlement, judgeLines, startSettlementReview } from '#app/services/grants/review-settlement.ts';
import { addSettlementLine, submitSettlement } from '#app/services/grants/submit-settlement.ts';
import { acceptCompletion } from '#app/services/outcomes/decide-completion.ts';
import { giveOpinion } from '#app/services/outcomes/give-opinion.ts';
import { INSPECTION_ITEMS, inspectCompletion, type InspectionInput } from '#app/services/outcomes/inspect-completion.ts';
import { submitCompletionReport, type CompletionInput } from '#app/services/outcomes/report-completion.ts';
import { giveProofs, type RunningCase } from '#tests/factories/completion.ts';
import type { Owner } from '#tests/factories/owner.ts';

/** The people a case meets on its way. */
export interface Staff {
  readonly officer: (now?: string) => Context;
  readonly senior: (now?: string) => Context;
  readonly finance: (now?: string) => Context;
}

/** A complete report over both tasks. */
export function fullReport(made: RunningCase): CompletionInput {
  return {
    applicationId: made.id,
    summary: 'The press line was rebuilt and standard work written down for all shifts.',
    tasks: made.taskIds.map((taskId, index) => ({ taskId, outcome: index === 0 ? 'done' : 'dropped', before: 'Loose tools', after: index === 0 ? 'Shadow boards' : '', reason: index === 0 ? '' : 'Order moved to another plant' })),
    jobsCreated: 2,
    ownInvestmentWon: 5_000_000,
    satisfaction: 5,
    assets: [{ name: 'Vision sensor', serial: 'V-100', place: 'Line 2' }],
    t2Waiver: 'The second assessment is planned for spring.',
  };
}

/** An inspection without findings. */
export function cleanInspection(made: RunningCase): InspectionInput {
  return { applicationId: made.id, mode: 'site', items: Object.fromEntries(INSPECTION_ITEMS.map((code) => [code, { ok: true, note: '' }])), text: 'As reported.' };
}

/** Takes a case whose report is due to the accepted completion; its settlement is open then. */
export async function complete(made: RunningCase, staff: Staff): Promise<void> {
  await submitCompletionReport(made.firm(), fullReport(made));
  await giveOpinion(made.consultant(), { applicationId: made.id, opinion: 'The line runs as the report says.' });
  await inspectCompletion(staff.officer(), cleanInspection(made));
  await acceptCompletion(staff.senior(), { applicationId: made.id, text: '' });
}

/** Enters one cost, signs, reviews with the given accepted amount and sends the draft result. */
export async function settleTo(owner: Owner, made: RunningCase, staff: Staff, costs: { spentWon: number; allowedWon: number; paidWon: number; interestWon?: number }): Promise<string> {
  const applicationId = made.id;
  await addSettlementLine(made.firm(), { applicationId, budgetLineId: made.budgetLineId, title: 'Press tooling', supplierName: 'Toolmaker', invoiceNumber: 'INV-1', proofOn: '2026-06-01', amountWon: costs.spentWon, ownShareWon: 0 });
  await giveProofs(owner, made);
  await submitSettlement(made.firm(), { applicationId, interestWon: costs.interestWon ?? 0, unspentWon: Math.max(0, costs.paidWon - costs.spentWon) });
  await startSettlementReview(staff.officer(), { applicationId });
  const [line] = await owner<{ id: string }>(`select id from settlement_line where application_id = $1`, [made.id]);
  const lineId = line?.id ?? '';
  await judgeLines(staff.officer(), { applicationId, lines: [{ lineId, allowedWon: costs.allowedWon, code: costs.allowedWon < costs.spentWon ? 'not_in_plan' : null, query: '' }] });
  await draftSettlement(staff.officer(), { applicationId });
  return lineId;
}

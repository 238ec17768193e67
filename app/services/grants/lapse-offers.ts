import type { Context } from '#app/domain/accounts/context.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { forEachRow } from '#app/services/workflow/each-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { forEachPastDue } from '#app/services/workflow/past-due.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { patchAgreement } from '#db/queries/agreements.ts';
import { listEndedOffers } from '#db/queries/agreement-offers.ts';
import { releaseAgreementFunds } from './release-agreement.ts';
import { tellGrant } from './tell-grant.ts';

/** Daily rule: offers whose last day is over lapse, once the offer and a reminder reached the firm. Returns how many lapsed. */
export function lapseOffers(ctx: Context): Promise<number> {
  const told = { kinds: ['agreement_offered', 'deadline_near'], times: 2 };
  return forEachPastDue(ctx, { kind: 'agreement_offer', machine: agreementMachine, told }, async (tx, row) => {
    const head = await findCaseHead(tx, row.applicationId);
    if (!head) return false;
    await moveState(tx, ctx, agreementMachine, { id: row.id, transition: 'lapse', applicationId: head.id, firmId: head.firmId });
    await patchAgreement(tx, row.id, { endedAt: ctx.now, endCode: 'lapsed' });
    await tellGrant(tx, ctx, head, 'agreement_lapsed', ['firm', 'officers', 'finance'], { page: 'agreement' });
    return true;
  });
}

/**
 * Daily rule: money of offers that ended without a signature is freed, also where the step that ended them was cut off.
 * A second run changes nothing. Returns how many cases gave money back.
 */
export function releaseEndedOffers(ctx: Context): Promise<number> {
  return forEachRow(
    ctx,
    async (tx, page) => (await listEndedOffers(tx, page)).map((id) => ({ id })),
    async (tx, { id }) => (await releaseAgreementFunds(tx, ctx.now, id)) > 0,
  );
}

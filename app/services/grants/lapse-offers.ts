import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { patchAgreement } from '#db/queries/agreements.ts';
import { listEndedOffers, listOverdueOffers } from '#db/queries/agreement-offers.ts';
import { asWorker } from '#db/transaction.ts';
import { releaseAgreementFunds } from './release-agreement.ts';
import { tellGrant } from './tell-grant.ts';

/**
 * Daily rule: offers whose last day is over lapse, and money of offers that ended without a signature is freed, also where
 * the step that ended them was cut off. Each case is a transaction of its own; a second run changes nothing.
 */
export async function lapseOffers(now: Date): Promise<{ lapsed: number; freedWon: number }> {
  const today = toSeoulDate(now);
  const ctx = systemContext(now, 'lapse-offers');
  const overdue = await asWorker((tx) => listOverdueOffers(tx, today));
  for (const offer of overdue) {
    await asWorker(async (tx) => {
      const head = await findCaseHead(tx, offer.applicationId);
      if (!head) return;
      await moveState(tx, ctx, agreementMachine, { id: offer.agreementId, transition: 'lapse', applicationId: head.id, firmId: head.firmId });
      await patchAgreement(tx, offer.agreementId, { endedAt: now, endCode: 'lapsed' });
      await tellGrant(tx, ctx, head, 'agreement_lapsed', ['firm', 'officers', 'finance'], { page: 'agreement' });
    });
  }
  let freedWon = 0;
  for (const applicationId of await asWorker((tx) => listEndedOffers(tx))) freedWon += await asWorker((tx) => releaseAgreementFunds(tx, now, applicationId));
  return { lapsed: overdue.length, freedWon };
}

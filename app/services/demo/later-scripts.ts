import type { Chapters, Script } from './scripts.ts';
import { secondDiagnosis } from './stages/diagnose.ts';
import { acceptTheCompletion, closeValues, finalValues, giveTheOpinion, inspect, openWindow, reviewValues, sendBackCompletion, sendCompletion, sendValues } from './stages/finish.ts';
import { approve, countersignTheAgreement, draftAgreement, offerTheAgreement, recommend, review, signTheAgreement, verifyAccount, type AgreementTerm } from './stages/grant.ts';
import { approvePay, claim, verify, wholePayment } from './stages/pay.ts';
import { acceptResult, close, draftResult, endForCause, joinFollowUp, judge, refund, sendSettlement } from './stages/settle.ts';
import { acceptLog, countersign, disputeLog, visit } from './stages/visit.ts';
import { checkHalfWay, hold, passHalfWay, read, report } from './stages/work.ts';
import type { Step } from './walk.ts';

/** Payments in two parts, so that an early completion needs no interim payment. */
const TWO_PARTS = [70, 30];
/** Everything is paid after the settlement. */
const AFTERWARDS = [100];

const coach = (work: number, progress: number, more: { photo?: boolean; long?: boolean } = {}): readonly Step[] => [visit({ kind: 'coaching', work, progress, ...more }), countersign, acceptLog];

/** The stories of firms with a plan, from the decision on the grant to the follow-up. */
export function laterScripts({ planned }: Chapters): Readonly<Record<string, Script>> {
  const granted = [...planned, review, recommend, approve];
  const offered = (term: AgreementTerm) => [...granted, draftAgreement(term), offerTheAgreement];
  const inForce = (term: AgreementTerm) => [...offered(term), signTheAgreement, verifyAccount, countersignTheAgreement];
  const paid = (term: AgreementTerm) => [...inForce(term), ...wholePayment(1)];
  const half: readonly Step[] = [report, checkHalfWay, passHalfWay];

  const worked = (term: AgreementTerm, advance: boolean): Step[] => [
    ...(advance ? paid(term) : inForce(term)), ...coach(1, 20), ...coach(2, 45, { photo: true }), read(0.35), ...half, ...coach(3, 70), read(0.7), visit({ kind: 'closing', work: 5, progress: 96 }), countersign, acceptLog,
  ];
  const short: AgreementTerm = { months: 5, split: TWO_PARTS };
  const reported = [...worked(short, true), ...finalValues, secondDiagnosis, sendCompletion];
  const inspected = [...reported, giveTheOpinion, inspect];
  const accepted = (term: AgreementTerm, advance: boolean) => [...worked(term, advance), ...finalValues, secondDiagnosis, sendCompletion, giveTheOpinion, inspect, acceptTheCompletion];
  const verified: readonly Step[] = [openWindow(20), sendValues, reviewValues(), closeValues];
  const after: AgreementTerm = { months: 5, split: AFTERWARDS };
  const settled: readonly Step[] = [...accepted(after, false), sendSettlement(), judge(), draftResult, acceptResult, ...wholePayment(1), close, ...verified];

  return {
    grant_review: { steps: [...planned, review], restDays: 8 },
    grant_recommended: { steps: [...planned, review, recommend], restDays: 2 },
    agreement_drafting: { steps: granted, restDays: 1 },
    agreement_offered: { steps: offered({ months: 6 }), restDays: 2 },
    agreement_accepted: { steps: [...offered({ months: 6 }), signTheAgreement, verifyAccount], restDays: 1 },
    in_force: { steps: [...inForce({ months: 6 }), ...coach(1, 15)], restDays: 3 },
    advance_submitted: { steps: [...inForce({ months: 6 }), visit({ kind: 'coaching', work: 1, progress: 10 }), claim(1)], restDays: 17 },
    advance_verified: { steps: [...inForce({ months: 6 }), claim(1), visit({ kind: 'coaching', work: 1, progress: 12 }), disputeLog, verify(1)], restDays: 2 },
    advance_approved: { steps: [...inForce({ months: 6 }), claim(1), verify(1), ...coach(1, 14), approvePay(1)], restDays: 1 },
    advance_paid: { steps: [...paid({ months: 6 }), ...coach(1, 18), read(0.2)], restDays: 4 },
    firm_execution: {
      steps: [
        ...paid({ months: 8 }), ...coach(1, 12, { photo: true, long: true }), ...coach(2, 26, { long: true }), read(0.25), ...coach(3, 34), ...coach(4, 41, { photo: true, long: true }),
        read(0.45), ...half, ...coach(5, 52, { long: true }), read(0.62), ...coach(6, 60), visit({ kind: 'coaching', work: 7, progress: 66, photo: true, long: true }), countersign, read(0.78, { confirm: false }), visit({ kind: 'coaching', work: 8, progress: 74, photo: true }),
      ],
      restDays: 2,
    },
    interim_passed: { steps: [...paid({ months: 7 }), ...coach(1, 25), ...coach(2, 48), read(0.4), ...half, claim(2)], restDays: 2 },
    on_hold: { steps: [...paid({ months: 7 }), ...coach(1, 22), read(0.3), hold], restDays: 6 },
    completion_submitted: { steps: [...reported, giveTheOpinion], restDays: 3 },
    completion_returned: { steps: [...reported, sendBackCompletion], restDays: 2 },
    completion_inspected: { steps: inspected, restDays: 2 },
    verification_queried: { steps: [...accepted(short, true), openWindow(20), sendValues, reviewValues(true)], restDays: 3 },
    verification_review: { steps: [...accepted(short, true), openWindow(18), sendValues], restDays: 5 },
    verification_closed: { steps: [...accepted(short, true), sendSettlement(), ...verified], restDays: 3 },
    settlement_submitted: { steps: [...accepted(short, true), sendSettlement()], restDays: 9 },
    settlement_draft: { steps: [...accepted(short, true), sendSettlement(), judge(true), draftResult], restDays: 3 },
    settlement_final: { steps: [...accepted(short, true), sendSettlement(), judge(), draftResult, acceptResult], restDays: 3 },
    settlement_refund: { steps: [...accepted(short, true), sendSettlement(0.62, 84_000), judge(), draftResult, acceptResult], restDays: 6 },
    settled: { steps: settled, restDays: 6 },
    settled_worse: { steps: settled, restDays: 9 },
    settled_zero: { steps: settled, restDays: 12 },
    settled_member: { steps: [...settled, joinFollowUp], restDays: 4 },
    follow_up_only: { steps: [...accepted(short, true), sendSettlement(0.66, 31_000), judge(), draftResult, acceptResult, refund, close, ...verified, joinFollowUp], restDays: 30 },
    terminated_clawback: { steps: [...paid({ months: 7 }), ...coach(1, 4), ...endForCause], restDays: 8 },
  };
}


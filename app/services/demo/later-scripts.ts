import type { Chapters, Script } from './scripts.ts';
import { admit, appeal, decideTheAppeal } from './stages/appeal.ts';
import { secondDiagnosis } from './stages/diagnose.ts';
import { acceptAs, agreeToIt, passOn, replaceBy } from './stages/assign.ts';
import { acceptTheCompletion, closeValues, disputeValue, finalValues, giveTheOpinion, giveUpLast, inspect, openReport, openWindow, refuseTheCompletion, reviewValues, sendBackCompletion, sendCompletion, sendValues } from './stages/finish.ts';
import {
  approve, approveOnConditions, approvePartly, ask, countersignTheAgreement, declineTheOffer, draftAgreement, keepInReserve, offerTheAgreement, recommend, refuse, review, signTheAgreement, takeOfferBack, verifyAccount,
  type AgreementTerm,
} from './stages/grant.ts';
import { approveTheChange, askAboutChange, askForChange, denyTheChange, draftChange, recommendTheChange, WISHES, withdrawTheChange } from './stages/change.ts';
import { giveUpBusiness, restrict } from './stages/register.ts';
import { approvePay, claim, payUntil, proposePay, query, recoverPay, takeBack, verify, wholePayment } from './stages/pay.ts';
import { acceptResult, askAboutLine, close, draftResult, endForCause, endOnRequest, joinFollowUp, judge, objectToResult, pursue, refund, sendEmptySettlement, sendSettlement, shortenFollowUp, startReview } from './stages/settle.ts';
import { agreeOnVisit, arrive, callOff, proposeVisit, standAtTheGate } from './stages/ahead.ts';
import { acceptLog, annulLog, countersign, disputeLog, visit } from './stages/visit.ts';
import { askForHold, checkHalfWay, failHalfWay, hold, leap, longHold, passHalfWay, passWithActions, planRemedy, read, report, reviewReadings, shortHold } from './stages/work.ts';
import { askForHandOver, askToBeLetIn, inviteColleague } from './stages/people.ts';
import { sendBack } from './stages/plan.ts';
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
  const usual: AgreementTerm = { months: 6 };
  // Three payments: the second one is claimed when the half-way check is passed.
  const secondPart = [...worked(usual, true), claim(2)];
  const short: AgreementTerm = { months: 5, split: TWO_PARTS };
  const reported = [...worked(short, true), ...finalValues, secondDiagnosis, sendCompletion];
  const accepted = (term: AgreementTerm, advance: boolean) => [...worked(term, advance), ...finalValues, secondDiagnosis, sendCompletion, giveTheOpinion, inspect, acceptTheCompletion];
  const measured: readonly Step[] = [openWindow(20), sendValues(), reviewValues()];
  const verified: readonly Step[] = [...measured, closeValues];
  const after: AgreementTerm = { months: 5, split: AFTERWARDS };
  const settled: readonly Step[] = [...accepted(after, false), sendSettlement(), judge(), draftResult, acceptResult, ...wholePayment(1), close, ...verified];

  return {
    // The consultant is being replaced while the firm answers.
    grant_review: { steps: [...planned, review, ask, replaceBy('consultant8@demo.example'), passOn], restDays: 3 },
    plan_returned: { steps: [...planned, review, sendBack, askForHandOver('서다온', 'seo.daon', '정기 주주총회에서 대표이사가 바뀌어 서명 권한을 새 대표이사에게 넘기려고 합니다.')], restDays: 2 },
    grant_recommended: { steps: [...planned, review, recommend], restDays: 2 },
    grant_refused: {
      steps: [
        ...planned, review, recommend, refuse, appeal('grant_decision', '지원하지 않기로 한 결정을 바꾸어 주십시오.', '설비 가격은 제조사가 한 곳뿐이어서 비교 견적을 받기 어려웠습니다. 같은 설비를 들인 다른 회사의 계약 금액을 근거로 다시 살펴 주시기 바랍니다.'),
        admit, decideTheAppeal('dismissed', '제출한 자료만으로는 가격의 적정성을 확인할 수 없고, 요청한 산출 근거가 이의신청에서도 제출되지 않았습니다.'),
      ],
      restDays: 2,
    },
    grant_reserve: { steps: [...planned, review, recommend, keepInReserve], restDays: 9 },
    agreement_drafting: { steps: [...planned, review, recommend, approvePartly], restDays: 1 },
    agreement_offered: { steps: offered(usual), restDays: 2 },
    agreement_declined: { steps: [...offered(usual), declineTheOffer], restDays: 7 },
    agreement_lapsed: { steps: offered(usual), restDays: 24 },
    agreement_withdrawn: { steps: [...offered(usual), takeOfferBack], restDays: 5 },
    agreement_accepted: { steps: [...offered(usual), signTheAgreement, verifyAccount], restDays: 1 },
    agreement_conditions: { steps: [...planned, review, recommend, approveOnConditions, draftAgreement(usual), offerTheAgreement, signTheAgreement, verifyAccount, countersignTheAgreement], restDays: 4 },
    in_force: { steps: [...inForce(usual), ...askForChange(WISHES.training), withdrawTheChange('other'), ...coach(1, 15), ...coach(2, 30), report, claim(1), verify(1), proposePay(1), shortHold(false), visit({ kind: 'coaching', work: 3, progress: 34, daysLate: 7 }), callOff(9, 3)], restDays: 4 },
    consultant_replaced: { steps: [...inForce(usual), visit({ kind: 'coaching', work: 1, progress: 10 }), countersign, acceptLog, replaceBy('consultant@demo.example'), passOn, acceptAs('consultant@demo.example'), agreeToIt, claim(1), ...askForChange(WISHES.site)], restDays: 17 },
    advance_verified: { steps: [...inForce(usual), ...askForChange(WISHES.consultant), denyTheChange('consultant'), claim(1), visit({ kind: 'coaching', work: 1, progress: 12 }), disputeLog, verify(1), report, checkHalfWay, failHalfWay, askForHold], restDays: 2 },
    advance_approved: { steps: [...inForce(usual), claim(1), verify(1), ...coach(1, 14), report, checkHalfWay, failHalfWay, planRemedy, approvePay(1), ...askForChange(WISHES.training), askAboutChange('other'), arrive(2)], restDays: 1 },
    advance_paid: { steps: [...inForce(usual), ...askForChange(WISHES.contact), shortHold(true), claim(1), verify(1), approvePay(1), payUntil(1, 'paid'), ...coach(1, 18), read(0.2), report, checkHalfWay, passWithActions, leap, openReport, standAtTheGate(2), proposeVisit('consultant', 5, 3)], restDays: 4 },
    firm_execution: {
      steps: [
        ...paid({ months: 8 }), ...askForChange(WISHES.equipment), recommendTheChange('equipment'), approveTheChange('equipment'), ...coach(1, 12, { photo: true, long: true }), ...coach(2, 26, { long: true }), read(0.25), ...coach(3, 34), ...coach(4, 41, { photo: true, long: true }),
        read(0.45), ...half, ...coach(5, 52, { long: true }), read(0.62), ...coach(6, 60), visit({ kind: 'coaching', work: 7, progress: 66, photo: true, long: true }), countersign, read(0.78, { confirm: false }), visit({ kind: 'coaching', work: 8, progress: 74, photo: true }), draftChange(WISHES.site), agreeOnVisit(3, 1), proposeVisit('firm', 7, 2),
        inviteColleague('윤하람', 'yun.haram', 'shop_floor'), askToBeLetIn('차윤슬', 'cha.yunseul', '생산관리팀 차윤슬입니다. 월별 실적 입력을 맡게 되었습니다.'),
      ],
      restDays: 2,
    },
    interim_passed: { steps: [...paid({ months: 7 }), visit({ kind: 'coaching', work: 1, progress: 25 }), ...coach(2, 48), read(0.4), reviewReadings, ...half, claim(2), verify(2), approvePay(2), payUntil(2, 'sent'), ...askForChange(WISHES.extension), recommendTheChange('extension')], restDays: 2 },
    interim_rechecked: { steps: [...paid({ months: 7 }), ...askForChange(WISHES.training), askAboutChange('other'), ...coach(1, 20), takeBack(1), longHold, visit({ kind: 'coaching', work: 2, progress: 26 }), disputeLog, annulLog, report, checkHalfWay, failHalfWay, planRemedy, checkHalfWay, ...pursue('investigation')], restDays: 3 },
    on_hold: { steps: [...inForce({ months: 7 }), claim(1), verify(1), approvePay(1), payUntil(1, 'queued'), ...coach(1, 22), read(0.3), report, checkHalfWay, ...pursue('suspected'), hold], restDays: 6 },
    completion_submitted: { steps: [...reported, giveTheOpinion], restDays: 3 },
    completion_returned: { steps: [...reported, sendBackCompletion], restDays: 2 },
    completion_inspected: { steps: [...secondPart, query(2), ...finalValues, secondDiagnosis, sendCompletion, giveTheOpinion, inspect], restDays: 2 },
    completion_refused: { steps: [...secondPart, verify(2), approvePay(2), payUntil(2, 'failed'), ...finalValues, secondDiagnosis, sendCompletion, giveTheOpinion, inspect, refuseTheCompletion, ...pursue('prior_notice')], restDays: 3 },
    verification_queried: { steps: [...accepted(short, true), openWindow(20), sendValues(), reviewValues(true), disputeValue], restDays: 3 },
    verification_review: { steps: [...accepted(short, true), sendSettlement(), judge(true), draftResult, objectToResult, openWindow(12), sendValues(1), giveUpLast, ...pursue('decided_recover')], restDays: 5 },
    verification_closed: { steps: [...accepted(short, true), ...pursue('decided_warn'), ...verified, sendSettlement(), askAboutLine], restDays: 3 },
    settlement_submitted: { steps: [...accepted(short, true), ...pursue('dismissed'), sendSettlement()], restDays: 9 },
    settlement_draft: { steps: [...accepted(short, true), ...pursue('opinion'), ...measured, sendSettlement(), judge(true), draftResult], restDays: 3 },
    settlement_final: { steps: [...accepted(short, true), ...verified, sendSettlement(), judge(), draftResult, acceptResult], restDays: 3 },
    settlement_refund: { steps: [...accepted(short, true), ...verified, sendSettlement(0.62, 84_000), judge(), draftResult, acceptResult], restDays: 45 },
    settled: { steps: [...settled, joinFollowUp, shortenFollowUp(30)], restDays: 1 },
    settled_worse: { steps: settled, restDays: 9 },
    settled_zero: { steps: settled, restDays: 12 },
    settled_member: { steps: [...settled, joinFollowUp], restDays: 4 },
    follow_up_only: { steps: [...accepted(short, true), sendSettlement(0.66, 31_000), judge(), draftResult, acceptResult, refund, close, ...verified, joinFollowUp, shortenFollowUp(20)], restDays: 27 },
    terminated_clawback: { steps: [...paid({ months: 7 }), ...coach(1, 4), report, checkHalfWay, failHalfWay, ...endForCause, restrict, sendEmptySettlement, startReview], restDays: 7 },
    terminated_request: { steps: [...paid({ months: 7 }), ...coach(1, 8), takeBack(1), recoverPay(1), endOnRequest, sendEmptySettlement, startReview, draftResult, acceptResult, giveUpBusiness], restDays: 6 },
  };
}


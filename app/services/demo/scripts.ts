import type { DemoFirm } from './demo-firms.ts';
import { admit, appeal, applyTheResult, callToHearing, decideTheAppeal, withdrawTheAppeal } from './stages/appeal.ts';
import { askSignOff, attachPapers, register, registerUnclear, submit, withdraw, writeForm } from './stages/apply.ts';
import { accept, agreeToIt, decline, objectToIt, offer } from './stages/assign.ts';
import { agree, confirm, dispute, onsite, plan, rateOneself, sendRating, validate } from './stages/diagnose.ts';
import { askToBeLetIn, inviteColleague } from './stages/people.ts';
import { askCorrection, check, confirmRejection, correct, decide, declare, inviteEvaluators, note, pass, pickUp, proposeRejection, rank, score } from './stages/select.ts';
import { draftPlan, endorse, signCards, signThePlan, writeCards } from './stages/plan.ts';
import { acceptLog, countersign } from './stages/visit.ts';
import { laterScripts } from './later-scripts.ts';
import type { Step } from './walk.ts';

/** The story of a firm, and how many days ago its last step was. */
export interface Script {
  readonly steps: readonly Step[];
  readonly restDays: number;
}

/** What all stories share, from the registration to the signed plan. */
export interface Chapters {
  readonly selected: readonly Step[];
  readonly assigned: readonly Step[];
  readonly agreed: readonly Step[];
  readonly planned: readonly Step[];
}

const DUPLICATE = '중복 지원이라는 판단을 바로잡아 주십시오.';
const DIFFERENT = '지방자치단체의 지원은 1공장의 세척 설비에 관한 것이고, 이번 신청은 2공장의 조립 공정 개선입니다. 두 사업의 협약서와 설비 대장을 보시면 설비와 내용이 겹치지 않습니다.';

/** The story of a firm up to the state in which it stands. Throws RangeError for an unknown one. */
export function scriptOf(firm: DemoFirm, passwordHash: string): Script {
  const begun = [register(passwordHash), writeForm(), attachPapers];
  const sent = [...begun, submit];
  const screened = [...sent, pickUp, check(), ...(firm.employees % 3 === 0 ? [note] : []), pass];
  const invited = [...screened, inviteEvaluators];
  const declared = [...invited, declare('evaluator'), declare('evaluator2')];
  const ranked = (level: number, kind: 'admitted' | 'reserve' | 'rejected') => [...declared, score('evaluator', level + 0.01), score('evaluator2', level - 0.01), rank(kind)];
  const selected = [...ranked(0.72 + (firm.employees % 10) / 60, 'admitted'), decide('admitted')];
  const accepted = [...selected, offer(), accept];
  const assigned = [...accepted, agreeToIt];
  const rated = [...assigned, rateOneself(), sendRating];
  const visited = [...rated, ...onsite];
  const validated = [...visited, countersign, acceptLog, confirm(), validate];
  const agreed = [...validated, agree];
  const carded = [...agreed, writeCards({ savings: firm.until === 'settled_zero' }), ...signCards];
  const signed = [...carded, draftPlan, signThePlan];
  const planned = [...signed, endorse];

  const scripts: Readonly<Record<string, Script>> = {
    draft: { steps: [register(passwordHash), writeForm('part')], restDays: 4 },
    ready_for_sign_off: { steps: [...begun, askSignOff], restDays: 2 },
    submitted: { steps: sent, restDays: 6 },
    screening: { steps: [...sent, pickUp, check('some')], restDays: 22 },
    correction_firm2: {
      steps: [...sent, pickUp, check('some'), inviteColleague('오세린', 'oh.serin', 'manager'), askToBeLetIn('민도경', 'min.dokyung', '품질관리팀 민도경입니다. 개선 지표의 실적을 입력하려고 합니다.'), askCorrection],
      restDays: 3,
    },
    resubmitted: { steps: [...sent, pickUp, askCorrection, correct], restDays: 4 },
    ineligible_proposed: { steps: [...sent, pickUp, proposeRejection], restDays: 1 },
    ineligible: {
      steps: [...sent, pickUp, proposeRejection, confirmRejection, appeal('application', DUPLICATE, '지원받은 설비는 1공장의 것이고 이번에 신청한 설비는 2공장의 것입니다. 자료를 곧 붙이겠습니다.'), withdrawTheAppeal, appeal('application', DUPLICATE, DIFFERENT)],
      restDays: 1,
    },
    withdrawn: { steps: [...selected, offer('consultant4@demo.example'), withdraw], restDays: 60 },
    eligible: {
      steps: [
        ...sent, pickUp, proposeRejection, confirmRejection, appeal('application', DUPLICATE, DIFFERENT), admit,
        decideTheAppeal('upheld', '두 지원의 설비와 공정이 서로 다름을 협약서와 설비 대장으로 확인하였으므로 중복 지원에 해당하지 않습니다.'), applyTheResult,
      ],
      restDays: 3,
    },
    evaluation_new: { steps: invited, restDays: 2 },
    evaluation_both_open: { steps: [...declared, score('evaluator', 0.7, false)], restDays: 4 },
    evaluation_half: { steps: [...declared, score('evaluator2', 0.78)], restDays: 6 },
    ranked: { steps: ranked(0.79, 'admitted'), restDays: 2 },
    reserve: { steps: [...ranked(0.67, 'reserve'), decide('reserve')], restDays: 25 },
    rejected: {
      steps: [
        ...ranked(0.5, 'rejected'), decide('rejected'),
        appeal('application', '탈락 결정을 다시 살펴 주십시오.', '평가 의견은 불량 자료가 한 달치뿐이라고 하였으나, 보완하면서 석 달치 생산일보와 불량 기록을 제출하였습니다. 제출한 자료로 다시 평가해 주시기 바랍니다.', true),
        admit, callToHearing,
      ],
      restDays: 1,
    },
    admitted: { steps: selected, restDays: 3 },
    offer_open_1: { steps: [...selected, offer()], restDays: 1 },
    offer_open_2: { steps: [...selected, offer()], restDays: 2 },
    consultant_accepted: { steps: accepted, restDays: 1 },
    consultant_objected: { steps: [...accepted, objectToIt], restDays: 2 },
    offer_declined: { steps: [...selected, offer('consultant3@demo.example'), decline('consultant3@demo.example'), offer('consultant5@demo.example')], restDays: 13 },
    registry_flagged: { steps: [registerUnclear(passwordHash)], restDays: 3 },
    correction_expired: { steps: [...sent, pickUp, check('some'), askCorrection], restDays: 20 },
    late_joiner: { steps: [...selected, offer('consultant6@demo.example', { waive: false })], restDays: 2 },
    diagnosis_self: { steps: [...assigned, rateOneself(6)], restDays: 3 },
    diagnosis_submitted: { steps: rated, restDays: 3 },
    diagnosis_scheduled: { steps: [...rated, plan(6)], restDays: 2 },
    diagnosis_onsite_done: { steps: [...visited, confirm(4)], restDays: 1 },
    diagnosis_validated: { steps: validated, restDays: 4 },
    diagnosis_disputed: { steps: [...validated, dispute], restDays: 2 },
    diagnosis_agreed: { steps: [...agreed, writeCards()], restDays: 2 },
    plan_draft: { steps: [...carded, draftPlan], restDays: 2 },
    plan_signed: { steps: signed, restDays: 1 },
    plan_submitted: { steps: planned, restDays: 21 },
  };
  const found = scripts[firm.until] ?? laterScripts({ selected, assigned, agreed, planned })[firm.until];
  if (!found) throw new RangeError(`no story for ${firm.until}`);
  return found;
}

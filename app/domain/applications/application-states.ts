import { text, type StateSpec } from '#app/domain/workflow/machine.ts';

/** The states of an application with what each side reads. */
export const applicationStates = {
  draft: {
    label: text('작성 중', 'Draft'),
    publicLabel: text('귀사 차례입니다. 신청서를 작성해 주십시오.', 'Your turn: fill in the application.'),
    side: 'firm',
  },
  ready_for_sign_off: {
    label: text('대표자 서명 대기', 'Ready for signature'),
    publicLabel: text('귀사 차례입니다. 대표자가 서명하고 제출해 주십시오.', 'Your turn: the representative signs and submits.'),
    side: 'firm',
  },
  submitted: {
    label: text('제출', 'Submitted'),
    publicLabel: text('담당자 차례입니다. 신청서를 받았고 곧 검토를 시작합니다.', 'The officer’s turn: we have your application and will start the review.'),
    side: 'officer',
  },
  screening: {
    label: text('요건검토', 'Eligibility review'),
    publicLabel: text('담당자 차례입니다. 신청 요건을 검토하고 있습니다.', 'The officer’s turn: the eligibility review is under way.'),
    side: 'officer',
    promiseDays: 10,
  },
  correction_requested: {
    label: text('보완요청', 'Correction requested'),
    publicLabel: text('귀사 차례입니다. 요청한 항목을 보완하여 다시 보내 주십시오.', 'Your turn: correct the listed items and send them back.'),
    side: 'firm',
    promiseDays: 7,
  },
  resubmitted: {
    label: text('보완 제출', 'Resubmitted'),
    publicLabel: text('담당자 차례입니다. 보완하신 내용을 받았습니다.', 'The officer’s turn: we have your corrections.'),
    side: 'officer',
  },
  ineligible_proposed: {
    label: text('반려 검토', 'Rejection proposed'),
    publicLabel: text('담당자 차례입니다. 신청 요건을 한 번 더 확인하고 있습니다.', 'The officer’s turn: the eligibility is being checked a second time.'),
    side: 'officer',
  },
  ineligible: {
    label: text('반려', 'Rejected'),
    publicLabel: text('신청 요건에 맞지 않아 받아들이지 못하였습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'The requirements were not met. The letter states the reason and the date to appeal.'),
    side: 'none',
    terminal: true,
  },
  eligible: {
    label: text('요건 적합', 'Eligible'),
    publicLabel: text('담당자 차례입니다. 요건을 갖추었고 평가위원을 정하고 있습니다.', 'The officer’s turn: you are eligible and evaluators are being assigned.'),
    side: 'officer',
  },
  evaluation: {
    label: text('평가', 'Evaluation'),
    publicLabel: text('평가위원 차례입니다. 신청서를 평가하고 있습니다.', 'The evaluators’ turn: your application is being scored.'),
    side: 'evaluator',
  },
  ranked: {
    label: text('순위 확정', 'Ranked'),
    publicLabel: text('승인권자 차례입니다. 선정 여부를 결정하고 있습니다.', 'The senior officer’s turn: the selection is being decided.'),
    side: 'officer',
  },
  admitted: {
    label: text('선정', 'Selected'),
    publicLabel: text('선정되었습니다. 다음은 컨설턴트 배정입니다.', 'You are selected. Next, a consultant is assigned.'),
    side: 'none',
  },
  reserve: {
    label: text('예비', 'On the reserve list'),
    publicLabel: text('예비 순위에 있습니다. 자리가 나면 순서대로 알려 드립니다.', 'You are on the reserve list. We will tell you in order when a place is free.'),
    side: 'officer',
  },
  rejected: {
    label: text('탈락', 'Not selected'),
    publicLabel: text('선정되지 못하였습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'Not selected. The letter states the reason and the date to appeal.'),
    side: 'none',
    terminal: true,
  },
  returned_unassessed: {
    label: text('평가 없이 반환', 'Returned without assessment'),
    publicLabel: text('모집이나 예산이 끝나 신청서를 돌려드렸습니다.', 'Returned because the call or the budget has ended.'),
    side: 'none',
    terminal: true,
  },
  withdrawn: {
    label: text('신청 취소', 'Withdrawn'),
    publicLabel: text('귀사가 신청을 취소하였습니다.', 'You withdrew the application.'),
    side: 'none',
    terminal: true,
  },
  expired: {
    label: text('기한 만료', 'Expired'),
    publicLabel: text('기한이 지나 신청이 끝났습니다.', 'The time limit has passed and the application has ended.'),
    side: 'none',
    terminal: true,
  },
} as const satisfies Record<string, StateSpec>;

/** States of an application. */
export type ApplicationState = keyof typeof applicationStates;

/** States in which the application still occupies the one place a firm has per programme year. */
export const LIVE_APPLICATION_STATES = [
  'draft',
  'ready_for_sign_off',
  'submitted',
  'screening',
  'correction_requested',
  'resubmitted',
  'ineligible_proposed',
  'eligible',
  'evaluation',
  'ranked',
  'admitted',
  'reserve',
] as const satisfies readonly ApplicationState[];

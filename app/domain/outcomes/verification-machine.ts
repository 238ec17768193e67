import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M14: verification of the outcome some months after completion. */
export const verificationMachine = defineMachine({
  name: 'verification',
  states: {
    not_open: {
      label: text('확인 시기 전', 'Not open'),
      publicLabel: text('성과확인 시기가 아직 아닙니다.', 'Outcome verification has not started yet.'),
      side: 'none',
    },
    window_open: {
      label: text('성과 값 입력 기간', 'Window open'),
      publicLabel: text('귀사 차례입니다. 완료 뒤의 성과지표 값을 보내 주십시오.', 'Your turn: send the KPI values after completion.'),
      side: 'firm',
    },
    data_in: {
      label: text('성과 값 받음', 'Values received'),
      publicLabel: text('담당자 차례입니다. 보내신 값을 받았습니다.', 'The officer’s turn: we have your values.'),
      side: 'officer',
    },
    evidence_review: {
      label: text('증빙 검토', 'Evidence review'),
      publicLabel: text('담당자 차례입니다. 증빙을 검토하고 있습니다.', 'The officer’s turn: the evidence is being reviewed.'),
      side: 'officer',
    },
    queried: {
      label: text('질의', 'Queried'),
      publicLabel: text('귀사 차례입니다. 질문에 답해 주십시오.', 'Your turn: answer the questions.'),
      side: 'firm',
    },
    verified: {
      label: text('성과 확인', 'Verified'),
      publicLabel: text('성과가 확인되었습니다. 이의가 있으시면 10일 안에 말씀해 주십시오.', 'The outcome is verified. You may dispute it within 10 days.'),
      side: 'none',
    },
    adjusted: {
      label: text('값 조정', 'Adjusted'),
      publicLabel: text('다른 값으로 확인되었습니다. 이의가 있으시면 10일 안에 말씀해 주십시오.', 'The outcome is verified with another value. You may dispute it within 10 days.'),
      side: 'none',
    },
    not_verified: {
      label: text('확인 못 함', 'Not verified'),
      publicLabel: text('성과를 확인하지 못하였습니다. 통계에는 ‘응답 없음’으로 표시합니다.', 'The outcome could not be verified; totals count it as “no answer”.'),
      side: 'none',
    },
    disputed: {
      label: text('기업 이의', 'Disputed'),
      publicLabel: text('승인권자 차례입니다. 귀사의 이의를 다시 검토하고 있습니다.', 'The senior officer’s turn: a second review of your dispute.'),
      side: 'officer',
    },
    closed: {
      label: text('성과확인 끝', 'Closed'),
      publicLabel: text('성과확인이 끝났습니다.', 'Outcome verification is finished.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'schedule', from: [null], to: 'not_open', by: ['system'],
      guards: ['completion_accepted'],
      tells: [], label: text('성과확인 일정 잡기', 'Schedule the verification'),
    },
    {
      name: 'open_window', from: ['not_open'], to: 'window_open', by: ['system'],
      guards: ['wait_after_completion_over', 'card_frozen'],
      tells: ['firm', 'consultant'], label: text('성과 값 입력 기간 열기', 'Open the window'),
    },
    {
      name: 'send_readings', from: ['window_open'], to: 'data_in', by: FIRM_WRITERS,
      guards: ['same_formula_and_scope'],
      tells: ['officers'], label: text('성과 값 보내기', 'Send the values'),
    },
    {
      name: 'record_no_answer', from: ['window_open'], to: 'not_verified', by: ['officer', 'system'],
      guards: ['two_reminders_and_call_done'], reasonRequired: true,
      tells: ['firm'], label: text('응답 없음으로 기록하기', 'Record that there was no answer'),
    },
    {
      name: 'start_review', from: ['data_in'], to: 'evidence_review', by: ['officer'],
      guards: ['reviewer_is_not_consultant'],
      tells: [], label: text('증빙 검토 시작하기', 'Start the evidence review'),
    },
    {
      name: 'query', from: ['evidence_review'], to: 'queried', by: ['officer'],
      reasonRequired: true,
      tells: ['firm'], label: text('기업에 질문 보내기', 'Send questions to the firm'),
    },
    {
      name: 'answer', from: ['queried'], to: 'data_in', by: FIRM_WRITERS,
      tells: ['officers'], label: text('답변 보내기', 'Send the answers'),
    },
    {
      name: 'verify', from: ['evidence_review'], to: 'verified', by: ['officer'],
      guards: ['grade_a_or_b'],
      tells: ['firm', 'consultant'], label: text('성과 확인하기', 'Verify the outcome'),
    },
    {
      name: 'adjust', from: ['evidence_review'], to: 'adjusted', by: ['officer'],
      guards: ['formula_and_reason_given'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('다른 값으로 확인하기', 'Verify with another value'),
    },
    {
      name: 'dispute', from: ['verified', 'adjusted'], to: 'disputed', by: ['representative'],
      guards: ['within_ten_days'], reasonRequired: true,
      tells: ['senior_officers'], label: text('성과 값에 이의 제기하기', 'Dispute the value'),
    },
    {
      name: 'rule_verified', from: ['disputed'], to: 'verified', by: ['senior_officer'],
      guards: ['second_reviewer', 'last_round'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('기업의 값으로 판정하기', 'Rule for the firm’s value'),
    },
    {
      name: 'rule_adjusted', from: ['disputed'], to: 'adjusted', by: ['senior_officer'],
      guards: ['second_reviewer', 'last_round'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('조정한 값으로 판정하기', 'Rule for the adjusted value'),
    },
    {
      name: 'rule_not_verified', from: ['disputed'], to: 'not_verified', by: ['senior_officer'],
      guards: ['second_reviewer', 'last_round'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('확인 못 함으로 판정하기', 'Rule that it is not verified'),
    },
    {
      name: 'close', from: ['verified', 'adjusted', 'not_verified'], to: 'closed', by: ['system'],
      guards: ['dispute_window_over'],
      tells: ['firm'], label: text('성과확인 끝내기', 'Close the verification'),
    },
  ],
});

/** States of an outcome verification. */
export type VerificationState = keyof typeof verificationMachine.states;

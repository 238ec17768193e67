import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M4: one round of diagnosis (baseline, interim or completion) by the firm and the consultant. */
export const diagnosisMachine = defineMachine({
  name: 'diagnosis',
  states: {
    not_started: {
      label: text('시작 전', 'Not started'),
      publicLabel: text('귀사 차례입니다. 자가진단을 시작해 주십시오.', 'Your turn: start the self-assessment.'),
      side: 'firm',
    },
    self_in_progress: {
      label: text('자가진단 중', 'Self-assessment under way'),
      publicLabel: text('귀사 차례입니다. 자가진단을 마치고 보내 주십시오.', 'Your turn: finish the self-assessment and send it.'),
      side: 'firm',
    },
    self_submitted: {
      label: text('자가진단 제출', 'Self-assessment sent'),
      publicLabel: text('컨설턴트 차례입니다. 현장 진단 날짜를 정하고 있습니다.', 'The consultant’s turn: to set the date of the on-site diagnosis.'),
      side: 'consultant',
      promiseDays: 15,
    },
    onsite_scheduled: {
      label: text('현장 진단 예정', 'On-site diagnosis scheduled'),
      publicLabel: text('컨설턴트 차례입니다. 정한 날에 귀사를 방문합니다.', 'The consultant’s turn: the visit takes place on the agreed date.'),
      side: 'consultant',
    },
    onsite_done: {
      label: text('현장 진단 마침', 'On-site diagnosis done'),
      publicLabel: text('컨설턴트 차례입니다. 항목별 수준을 확인하고 있습니다.', 'The consultant’s turn: the level of each item is being confirmed.'),
      side: 'consultant',
    },
    validated: {
      label: text('전문가 확인', 'Confirmed by the consultant'),
      publicLabel: text('귀사 차례입니다. 진단 결과를 확인하고 동의하거나 이의를 말씀해 주십시오.', 'Your turn: agree to the result or dispute items.'),
      side: 'firm',
      promiseDays: 7,
    },
    disputed: {
      label: text('기업 이의', 'Disputed'),
      publicLabel: text('컨설턴트 차례입니다. 귀사의 이의에 답하고 있습니다.', 'The consultant’s turn: to answer the disputed items.'),
      side: 'consultant',
    },
    agreed: {
      label: text('진단 확정', 'Agreed'),
      publicLabel: text('진단 결과가 확정되었습니다.', 'The diagnosis is agreed.'),
      side: 'none',
      terminal: true,
    },
    superseded: {
      label: text('다음 진단으로 바뀜', 'Superseded'),
      publicLabel: text('다음 진단이 확정되어 지난 기록으로 남았습니다.', 'A later diagnosis is agreed; this one stays as history.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'create', from: [null], to: 'not_started', by: ['system', 'officer', 'consultant'],
      guards: ['assignment_active'],
      tells: ['firm'], label: text('진단 회차 만들기', 'Create the diagnosis round'),
    },
    {
      name: 'open', from: ['not_started'], to: 'self_in_progress', by: FIRM_WRITERS,
      guards: ['model_version_pinned'],
      tells: [], label: text('자가진단 시작하기', 'Start the self-assessment'),
    },
    {
      name: 'submit_self', from: ['self_in_progress'], to: 'self_submitted', by: FIRM_WRITERS,
      guards: ['every_item_answered', 'manager_delegated'],
      tells: ['consultant'], label: text('자가진단 보내기', 'Send the self-assessment'),
    },
    {
      name: 'schedule_onsite', from: ['self_submitted'], to: 'onsite_scheduled', by: ['consultant'],
      guards: ['assignment_active'],
      tells: ['firm'], label: text('현장 진단 날짜 정하기', 'Schedule the on-site diagnosis'),
    },
    {
      name: 'complete_onsite', from: ['onsite_scheduled'], to: 'onsite_done', by: ['consultant', 'system'],
      guards: ['visit_logged', 'firm_contact_present'],
      tells: [], label: text('현장 진단 마침으로 표시하기', 'Mark the on-site diagnosis as done'),
    },
    {
      name: 'validate', from: ['onsite_done'], to: 'validated', by: ['consultant'],
      guards: ['every_item_scored', 'evidence_above_level_two'],
      tells: ['firm'], label: text('항목별 수준 확인하여 보내기', 'Confirm the levels and send'),
    },
    {
      name: 'agree', from: ['validated'], to: 'agreed', by: FIRM_WRITERS,
      guards: ['manager_delegated'],
      tells: ['consultant', 'officers'], label: text('진단 결과에 동의하기', 'Agree to the diagnosis'),
    },
    {
      name: 'dispute', from: ['validated'], to: 'disputed', by: ['representative'],
      guards: ['items_and_reasons_given', 'within_seven_days'], reasonRequired: true,
      tells: ['consultant'], label: text('항목에 이의 제기하기', 'Dispute items'),
    },
    {
      name: 'answer_dispute', from: ['disputed'], to: 'validated', by: ['consultant'],
      guards: ['text_per_disputed_item'],
      tells: ['firm'], label: text('이의에 답하기', 'Answer the dispute'),
    },
    {
      name: 'rule', from: ['disputed'], to: 'agreed', by: ['officer'],
      guards: ['one_round_done', 'third_rater_if_gap_above_one'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('이의를 판정하고 확정하기', 'Rule on the dispute and settle'),
    },
    {
      name: 'supersede', from: ['agreed'], to: 'superseded', by: ['system'],
      guards: ['next_round_agreed'],
      tells: [], label: text('다음 진단으로 바꾸기', 'Supersede by the next round'),
    },
  ],
});

/** States of a diagnosis. */
export type DiagnosisState = keyof typeof diagnosisMachine.states;

import { FIRM_BOOKKEEPERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M15: the settlement of the grant; the review of the accountant is done by an officer. */
export const settlementMachine = defineMachine({
  name: 'settlement',
  states: {
    not_open: {
      label: text('정산 시기 전', 'Not open'),
      publicLabel: text('정산 시기가 아직 아닙니다.', 'Settlement has not started yet.'),
      side: 'none',
    },
    opened: {
      label: text('정산서 대기', 'Opened'),
      publicLabel: text('귀사 차례입니다. 정산서를 제출해 주십시오.', 'Your turn: send the settlement papers.'),
      side: 'firm',
    },
    submitted: {
      label: text('정산서 제출', 'Submitted'),
      publicLabel: text('정산서를 받았고 증빙을 자동으로 맞추고 있습니다.', 'We have your papers; the proofs are being matched.'),
      side: 'none',
    },
    auto_matched: {
      label: text('자동 대조 마침', 'Matched'),
      publicLabel: text('담당자 차례입니다. 대조 결과를 정산 검토로 넘기고 있습니다.', 'The officer’s turn: to hand the match over to the review.'),
      side: 'officer',
    },
    accountant_review: {
      label: text('정산 검토', 'Accountant review'),
      publicLabel: text('정산 담당 차례입니다. 비목별 집행을 검토하고 있습니다.', 'The accountant’s turn: the spending is being reviewed line by line.'),
      side: 'officer',
      promiseDays: 20,
    },
    queried: {
      label: text('보완요청', 'Queried'),
      publicLabel: text('귀사 차례입니다. 정산 증빙을 보완해 주십시오.', 'Your turn: complete the settlement proofs.'),
      side: 'firm',
      promiseDays: 10,
    },
    draft_result: {
      label: text('정산 결과(안)', 'Draft result'),
      publicLabel: text('귀사 차례입니다. 정산 결과를 확인하고 동의하거나 이의를 말씀해 주십시오.', 'Your turn: accept the draft result or object.'),
      side: 'firm',
      promiseDays: 10,
    },
    objection: {
      label: text('기업 이의', 'Objection'),
      publicLabel: text('승인권자 차례입니다. 귀사의 이의를 검토하고 있습니다.', 'The senior officer’s turn: your objection is being considered.'),
      side: 'officer',
    },
    final: {
      label: text('정산 확정', 'Final'),
      publicLabel: text('정산 결과가 확정되었습니다.', 'The settlement result is final.'),
      side: 'finance',
    },
    refund_due: {
      label: text('반납 대기', 'Refund due'),
      publicLabel: text('귀사 차례입니다. 남은 지원금을 돌려주십시오.', 'Your turn: return the unspent grant.'),
      side: 'firm',
    },
    final_payment_due: {
      label: text('잔액 지급 대기', 'Final payment due'),
      publicLabel: text('마지막 지급 회차를 신청하실 수 있습니다.', 'You may request the last payment.'),
      side: 'finance',
    },
    closed: {
      label: text('정산완료', 'Closed'),
      publicLabel: text('정산이 끝났습니다.', 'The settlement is closed.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'schedule', from: [null], to: 'not_open', by: ['system'],
      guards: ['agreement_in_force'],
      tells: [], label: text('정산 준비하기', 'Prepare the settlement'),
    },
    {
      name: 'open', from: ['not_open'], to: 'opened', by: ['system'],
      guards: ['completion_accepted_or_terminated'],
      tells: ['firm', 'officers'], label: text('정산 시작하기', 'Open the settlement'),
    },
    {
      name: 'submit', from: ['opened'], to: 'submitted', by: ['representative'],
      guards: ['proof_per_line', 'unspent_named'],
      tells: ['officers'], label: text('서명하고 정산서 제출하기', 'Sign and send the settlement'),
    },
    {
      name: 'miss_due', from: ['opened'], to: 'queried', by: ['system'],
      guards: ['reminder_delivered'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('미제출로 보완요청 보내기', 'Ask for the missing papers'),
    },
    {
      name: 'match', from: ['submitted'], to: 'auto_matched', by: ['system'],
      tells: [], label: text('증빙 자동 대조하기', 'Match the proofs'),
    },
    {
      name: 'hand_over', from: ['auto_matched'], to: 'accountant_review', by: ['system', 'officer'],
      guards: ['no_conflict_of_interest'],
      tells: [], label: text('정산 검토 시작하기', 'Start the review'),
    },
    {
      name: 'query', from: ['accountant_review'], to: 'queried', by: ['officer', 'partner_officer'],
      guards: ['lines_listed', 'first_round'], reasonRequired: true,
      tells: ['firm'], label: text('정산 보완요청 보내기', 'Send questions to the firm'),
    },
    {
      name: 'answer', from: ['queried'], to: 'accountant_review', by: FIRM_BOOKKEEPERS,
      tells: ['officers'], label: text('보완한 내용 보내기', 'Send the answers'),
    },
    {
      name: 'review_on_file', from: ['queried'], to: 'accountant_review', by: ['system'],
      guards: ['answer_date_over'],
      tells: ['firm', 'officers'], label: text('제출된 서류로 검토하기', 'Review the documents on file'),
    },
    {
      name: 'draft_result', from: ['accountant_review'], to: 'draft_result', by: ['officer'],
      guards: ['every_line_allowed_or_coded', 'own_share_and_interest_stated'],
      tells: ['firm'], label: text('정산 결과(안) 보내기', 'Send the draft result'),
    },
    {
      name: 'object', from: ['draft_result'], to: 'objection', by: ['representative'],
      guards: ['within_ten_days', 'lines_listed'], reasonRequired: true,
      tells: ['senior_officers', 'officers'], label: text('정산 결과에 이의 제기하기', 'Object to the result'),
    },
    {
      name: 'decide_objection', from: ['objection'], to: 'final', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'reason_per_line'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('이의를 판정하고 확정하기', 'Decide the objection and finalise'),
    },
    {
      name: 'accept_result', from: ['draft_result'], to: 'final', by: ['representative'],
      tells: ['officers', 'finance'], label: text('정산 결과에 동의하기', 'Accept the result'),
    },
    {
      name: 'finalise', from: ['draft_result'], to: 'final', by: ['system', 'senior_officer'],
      guards: ['objection_window_over'],
      tells: ['firm', 'officers', 'finance'], label: text('정산 결과 확정하기', 'Finalise the result'),
    },
    {
      name: 'demand_refund', from: ['final'], to: 'refund_due', by: ['system'],
      guards: ['paid_above_allowed'],
      tells: ['firm', 'finance'], label: text('반납 요청하기', 'Demand the refund'),
    },
    {
      name: 'open_final_payment', from: ['final'], to: 'final_payment_due', by: ['system'],
      guards: ['allowed_above_paid', 'within_agreed_amount', 'outcome_values_in_if_required'],
      tells: ['firm', 'finance'], label: text('잔액 지급 열기', 'Open the final payment'),
    },
    {
      name: 'close', from: ['final', 'refund_due', 'final_payment_due'], to: 'closed', by: ['finance_officer', 'system'],
      guards: ['ledger_zero'],
      tells: ['firm', 'officers', 'consultant', 'parent'], label: text('정산 끝내기', 'Close the settlement'),
    },
    {
      name: 'reopen', from: ['closed'], to: 'opened', by: ['senior_officer'],
      guards: ['within_five_years'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('정산 다시 열기', 'Reopen the settlement'),
    },
  ],
});

/** States of a settlement. */
export type SettlementState = keyof typeof settlementMachine.states;

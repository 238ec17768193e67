import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/**
 * M11: a visit of a consultant. Besides the planned path a visit may be logged directly (offline or
 * unplanned); within three working days it is `logged`, later `late_logged` with a reason.
 */
export const visitMachine = defineMachine({
  name: 'visit',
  states: {
    planned: {
      label: text('방문 제안', 'Planned'),
      publicLabel: text('제안을 받은 쪽 차례입니다. 방문 날짜를 확인해 주십시오.', 'The invited side’s turn: confirm the date of the visit.'),
      side: 'firm',
      promiseDays: 5,
    },
    confirmed: {
      label: text('방문 확정', 'Confirmed'),
      publicLabel: text('방문 날짜가 정해졌습니다.', 'The date of the visit is set.'),
      side: 'consultant',
    },
    checked_in: {
      label: text('현장 도착', 'Checked in'),
      publicLabel: text('컨설턴트가 현장에 도착하였습니다.', 'The consultant has arrived.'),
      side: 'consultant',
    },
    logged: {
      label: text('일지 작성', 'Logged'),
      publicLabel: text('귀사 차례입니다. 컨설팅 일지를 확인해 주십시오.', 'Your turn: confirm the visit log or dispute it.'),
      side: 'firm',
      promiseDays: 5,
    },
    firm_confirmed: {
      label: text('기업 확인', 'Confirmed by the firm'),
      publicLabel: text('담당자 차례입니다. 귀사가 확인한 일지를 검토합니다.', 'The officer’s turn: to check the confirmed log.'),
      side: 'officer',
    },
    not_disputed: {
      label: text('이의 없음', 'Not disputed'),
      publicLabel: text('담당자 차례입니다. 기한 안에 이의가 없어 일지를 검토합니다.', 'The officer’s turn: nobody disputed the log in time; it is being checked.'),
      side: 'officer',
    },
    disputed: {
      label: text('기업 이의', 'Disputed'),
      publicLabel: text('컨설턴트 차례입니다. 귀사의 이의에 답하고 있습니다.', 'The consultant’s turn: to answer your dispute.'),
      side: 'consultant',
    },
    accepted: {
      label: text('인정', 'Accepted'),
      publicLabel: text('방문이 인정되었습니다.', 'The visit is accepted.'),
      side: 'consultant',
    },
    fee_claimed: {
      label: text('수당 신청', 'Fee claimed'),
      publicLabel: text('지급담당 차례입니다. 컨설턴트 수당을 지급합니다.', 'Finance’s turn: to pay the consultant’s fee.'),
      side: 'finance',
    },
    fee_paid: {
      label: text('수당 지급', 'Fee paid'),
      publicLabel: text('방문과 수당 지급이 끝났습니다.', 'The visit is finished and the fee is paid.'),
      side: 'none',
      terminal: true,
    },
    cancelled: {
      label: text('취소', 'Cancelled'),
      publicLabel: text('방문을 취소하였습니다.', 'The visit was cancelled.'),
      side: 'none',
      terminal: true,
    },
    no_show: {
      label: text('상대방 부재', 'No show'),
      publicLabel: text('상대방이 없어 방문하지 못하였습니다.', 'The visit did not take place because the other side was absent.'),
      side: 'none',
    },
    late_logged: {
      label: text('늦은 일지 작성', 'Logged late'),
      publicLabel: text('귀사 차례입니다. 늦게 작성된 컨설팅 일지를 확인해 주십시오.', 'Your turn: confirm the visit log that was written late.'),
      side: 'firm',
      promiseDays: 5,
    },
    void: {
      label: text('무효', 'Void'),
      publicLabel: text('이의가 받아들여져 방문 기록이 무효가 되었습니다.', 'The dispute was upheld; the visit does not count.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'propose', from: [null], to: 'planned', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['assignment_active', 'within_day_budget', 'no_overlap'],
      tells: ['firm', 'consultant'], label: text('방문 제안하기', 'Propose a visit'),
    },
    {
      name: 'confirm', from: ['planned'], to: 'confirmed', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['other_side_than_proposer'],
      tells: ['firm', 'consultant'], label: text('방문 날짜 확정하기', 'Confirm the visit'),
    },
    {
      name: 'propose_other', from: ['planned', 'confirmed'], to: 'planned', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['assignment_active', 'no_overlap'],
      tells: ['firm', 'consultant'], label: text('다른 날짜 제안하기', 'Propose another time'),
    },
    {
      name: 'cancel', from: ['planned', 'confirmed'], to: 'cancelled', by: [...FIRM_WRITERS, 'consultant', 'system'],
      guards: ['code_given'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('방문 취소하기', 'Cancel the visit'),
    },
    {
      name: 'report_no_show', from: ['confirmed'], to: 'no_show', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['thirty_minutes_waited', 'photo_or_note'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers'], label: text('상대방 부재로 기록하기', 'Record that the other side was absent'),
    },
    {
      // A consultant who has arrived is not absent; the firm may be.
      name: 'report_no_show', from: ['checked_in'], to: 'no_show', by: ['consultant'],
      guards: ['thirty_minutes_waited', 'photo_or_note'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers'], label: text('상대방 부재로 기록하기', 'Record that the other side was absent'),
    },
    {
      name: 'check_in', from: ['confirmed'], to: 'checked_in', by: ['consultant'],
      tells: [], label: text('현장 도착 기록하기', 'Record the arrival'),
    },
    {
      name: 'log', from: [null, 'confirmed', 'checked_in'], to: 'logged', by: ['consultant'],
      guards: ['assignment_active', 'log_complete', 'within_three_working_days', 'within_day_budget', 'no_overlap'],
      tells: ['firm'], label: text('컨설팅 일지 보내기', 'Send the visit log'),
    },
    {
      name: 'log_late', from: [null, 'confirmed', 'checked_in'], to: 'late_logged', by: ['consultant'],
      guards: ['assignment_active', 'log_complete', 'within_day_budget', 'no_overlap'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('사유를 적고 늦은 일지 보내기', 'Send the late log with a reason'),
    },
    {
      name: 'countersign', from: ['logged', 'late_logged'], to: 'firm_confirmed', by: FIRM_WRITERS,
      guards: ['not_the_helper'],
      tells: ['consultant'], label: text('컨설팅 일지 확인하기', 'Confirm the visit log'),
    },
    {
      name: 'close_window', from: ['logged', 'late_logged'], to: 'not_disputed', by: ['system'],
      guards: ['five_working_days_over', 'notice_delivered'],
      tells: ['firm', 'consultant'], label: text('이의 없음으로 넘기기', 'Close the dispute window'),
    },
    {
      name: 'dispute', from: ['logged', 'late_logged'], to: 'disputed', by: FIRM_WRITERS,
      guards: ['items_given'], reasonRequired: true,
      tells: ['consultant', 'officers'], label: text('일지에 이의 제기하기', 'Dispute the visit log'),
    },
    {
      name: 'amend', from: ['disputed'], to: 'logged', by: ['consultant'],
      guards: ['diff_kept'],
      tells: ['firm'], label: text('일지 고쳐 보내기', 'Send the amended log'),
    },
    {
      name: 'uphold_dispute', from: ['disputed'], to: 'void', by: ['officer'],
      reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('이의를 받아들이고 무효로 하기', 'Uphold the dispute and void the visit'),
    },
    {
      name: 'accept', from: ['firm_confirmed', 'not_disputed'], to: 'accepted', by: ['officer', 'system'],
      guards: ['travel_plausible', 'hours_within_plan'],
      tells: ['consultant'], label: text('방문 인정하기', 'Accept the visit'),
    },
    {
      name: 'claim_fee', from: ['accepted'], to: 'fee_claimed', by: ['consultant'],
      guards: ['claimed_once'],
      tells: ['finance'], label: text('수당 신청하기', 'Claim the fee'),
    },
    {
      name: 'claim_no_show_fee', from: ['no_show'], to: 'fee_claimed', by: ['consultant'],
      guards: ['firm_was_absent', 'proof_kept', 'once_per_firm_and_month'],
      tells: ['finance'], label: text('부재 수당 신청하기', 'Claim the no-show fee'),
    },
    {
      name: 'pay_fee', from: ['fee_claimed'], to: 'fee_paid', by: ['finance_officer'],
      guards: ['payer_is_not_approver', 'funds_reserved'],
      tells: ['consultant'], label: text('수당 지급하기', 'Pay the fee'),
    },
  ],
});

/** States of a visit. */
export type VisitState = keyof typeof visitMachine.states;

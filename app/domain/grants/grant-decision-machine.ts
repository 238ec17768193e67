import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M7: the decision on the grant of one case. */
export const grantDecisionMachine = defineMachine({
  name: 'grant_decision',
  states: {
    submitted: {
      label: text('접수', 'Submitted'),
      publicLabel: text('담당자 차례입니다. 지원금 결정을 준비하고 있습니다.', 'The officer’s turn: the grant decision is being prepared.'),
      side: 'officer',
    },
    review: {
      label: text('검토', 'Under review'),
      publicLabel: text('담당자 차례입니다. 지원금을 검토하고 있습니다.', 'The officer’s turn: the grant is being reviewed.'),
      side: 'officer',
      promiseDays: 15,
    },
    clarification: {
      label: text('질의', 'Clarification'),
      publicLabel: text('귀사 차례입니다. 지원금에 관한 질문에 답해 주십시오.', 'Your turn: answer the questions about the grant.'),
      side: 'firm',
    },
    recommended: {
      label: text('지원 건의', 'Recommended'),
      publicLabel: text('승인권자 차례입니다. 지원금을 결정하고 있습니다.', 'The senior officer’s turn: to decide on the grant.'),
      side: 'officer',
    },
    second_review: {
      label: text('추가 검토', 'Second review'),
      publicLabel: text('승인권자 차례입니다. 지원금을 한 번 더 검토하고 있습니다.', 'The senior officer’s turn: a second review of the grant.'),
      side: 'officer',
    },
    approved: {
      label: text('지원 결정', 'Approved'),
      publicLabel: text('지원금이 결정되었습니다. 다음은 협약입니다.', 'The grant is approved. Next comes the agreement.'),
      side: 'none',
    },
    approved_conditional: {
      label: text('조건부 지원 결정', 'Approved with conditions'),
      publicLabel: text('조건을 붙여 지원금이 결정되었습니다. 다음은 협약입니다.', 'The grant is approved with conditions. Next comes the agreement.'),
      side: 'none',
    },
    partial: {
      label: text('일부 지원 결정', 'Approved in part'),
      publicLabel: text('신청하신 금액의 일부가 결정되었습니다. 협약에서 받아들이거나 사양하실 수 있습니다.', 'A part of the amount is approved. You may accept or decline it with the agreement.'),
      side: 'none',
    },
    refused: {
      label: text('지원 불가', 'Refused'),
      publicLabel: text('지원금을 드리지 못하게 되었습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'The grant was refused. The letter states the reason and the date to appeal.'),
      side: 'none',
      terminal: true,
    },
    reserve: {
      label: text('예산 대기', 'Waiting for funds'),
      publicLabel: text('승인권자 차례입니다. 예산이 생기면 순서대로 결정합니다.', 'The senior officer’s turn: decided in order when funds are free.'),
      side: 'officer',
    },
    lapsed: {
      label: text('효력 잃음', 'Lapsed'),
      publicLabel: text('기한 안에 협약이 맺어지지 않아 지원 결정의 효력이 없어졌습니다.', 'The decision lapsed because the agreement was not signed in time.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'submit', from: [null], to: 'submitted', by: ['system', 'officer'],
      guards: ['plan_submitted'],
      tells: ['officers'], label: text('지원금 심사 시작하기', 'Open the grant decision'),
    },
    {
      name: 'assign', from: ['submitted'], to: 'review', by: ['officer'],
      guards: ['plan_submitted', 'no_conflict_of_interest'],
      tells: [], label: text('지원금 검토 맡기', 'Take the review'),
    },
    {
      name: 'ask', from: ['review'], to: 'clarification', by: ['officer'],
      reasonRequired: true,
      tells: ['firm'], label: text('기업에 질문 보내기', 'Send questions to the firm'),
    },
    {
      name: 'answer', from: ['clarification'], to: 'review', by: ['representative'],
      tells: ['officers'], label: text('답변 보내기', 'Send the answers'),
    },
    {
      name: 'recommend', from: ['review'], to: 'recommended', by: ['officer'],
      guards: ['amount_within_limits', 'budget_checked', 'duplicate_support_checked'],
      tells: ['senior_officers'], label: text('지원 금액 건의하기', 'Recommend the amount'),
    },
    {
      name: 'escalate', from: ['recommended'], to: 'second_review', by: ['system'],
      guards: ['amount_or_risk_above_limit'], reasonRequired: true,
      tells: ['senior_officers'], label: text('추가 검토로 올리기', 'Send to the second review'),
    },
    {
      name: 'approve', from: ['recommended', 'second_review'], to: 'approved', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'funds_reserved'],
      tells: ['firm', 'officers', 'consultant', 'finance', 'parent'], label: text('지원 결정하기', 'Approve the grant'),
    },
    {
      name: 'approve_with_conditions', from: ['recommended', 'second_review'], to: 'approved_conditional', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'funds_reserved', 'conditions_have_owner_and_due'],
      tells: ['firm', 'officers', 'consultant', 'finance', 'parent'], label: text('조건을 붙여 지원 결정하기', 'Approve with conditions'),
    },
    {
      name: 'approve_partly', from: ['recommended', 'second_review'], to: 'partial', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'funds_reserved', 'amount_within_limits'], reasonRequired: true,
      tells: ['firm', 'officers', 'consultant', 'finance', 'parent'], label: text('일부 금액으로 지원 결정하기', 'Approve a lower amount'),
    },
    {
      name: 'refuse', from: ['recommended', 'second_review'], to: 'refused', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'code_given'], reasonRequired: true,
      tells: ['firm', 'officers', 'consultant', 'parent'], label: text('지원하지 않기로 결정하기', 'Refuse the grant'),
    },
    {
      name: 'send_back', from: ['recommended', 'second_review'], to: 'review', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['officers'], label: text('담당자에게 돌려보내기', 'Send back to the officer'),
    },
    {
      name: 'put_on_reserve', from: ['recommended', 'second_review'], to: 'reserve', by: ['senior_officer'],
      guards: ['no_funds_now', 'order_number_given'],
      tells: ['firm', 'officers'], label: text('예산 대기로 두기', 'Put on the reserve list'),
    },
    {
      name: 'approve', from: ['reserve'], to: 'approved', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'funds_reserved', 'order_respected_or_reasoned'],
      tells: ['firm', 'officers', 'consultant', 'finance', 'parent'], label: text('대기에서 지원 결정하기', 'Approve from the reserve list'),
    },
    {
      name: 'lapse', from: ['approved', 'approved_conditional', 'partial'], to: 'lapsed', by: ['system'],
      guards: ['agreement_not_concluded'],
      tells: ['firm', 'officers', 'finance'], label: text('지원 결정 효력 없애기', 'Let the decision lapse'),
    },
    {
      name: 'lapse', from: ['submitted', 'review', 'clarification', 'recommended', 'second_review', 'reserve'], to: 'lapsed', by: ['system'],
      guards: ['case_ended'], reasonRequired: true,
      tells: ['officers'], label: text('지원금 심사 끝내기', 'End the open decision'),
    },
    {
      name: 'reopen_on_appeal', from: ['refused'], to: 'review', by: ['senior_officer', 'system'],
      guards: ['appeal_upheld', 'new_officers'],
      tells: ['firm', 'officers'], label: text('이의신청에 따라 다시 검토하기', 'Review again after the appeal'),
    },
  ],
});

/** States of a grant decision. */
export type GrantDecisionState = keyof typeof grantDecisionMachine.states;

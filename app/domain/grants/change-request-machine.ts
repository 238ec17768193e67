import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M9: a request to change the agreement; bank changes need a second check by finance. */
export const changeRequestMachine = defineMachine({
  name: 'change_request',
  states: {
    draft: {
      label: text('작성 중', 'Draft'),
      publicLabel: text('귀사 차례입니다. 협약변경 신청서를 작성하고 서명해 주십시오.', 'Your turn: write the change request and sign it.'),
      side: 'firm',
    },
    submitted: {
      label: text('신청', 'Submitted'),
      publicLabel: text('담당자 차례입니다. 협약변경을 검토하고 있습니다.', 'The officer’s turn: the change is being reviewed.'),
      side: 'officer',
      promiseDays: 10,
    },
    queried: {
      label: text('보완요청', 'Queried'),
      publicLabel: text('귀사 차례입니다. 질문에 답해 주십시오.', 'Your turn: answer the questions.'),
      side: 'firm',
      promiseDays: 7,
    },
    recommended: {
      label: text('승인 건의', 'Recommended'),
      publicLabel: text('승인권자 차례입니다. 협약변경을 결정하고 있습니다.', 'The senior officer’s turn: to decide on the change.'),
      side: 'officer',
    },
    approved: {
      label: text('승인', 'Approved'),
      publicLabel: text('협약변경이 승인되어 곧 반영됩니다.', 'The change is approved and will be applied.'),
      side: 'none',
    },
    applied: {
      label: text('반영', 'Applied'),
      publicLabel: text('협약변경이 반영되었습니다.', 'The change is applied.'),
      side: 'none',
      terminal: true,
    },
    denied: {
      label: text('불승인', 'Denied'),
      publicLabel: text('협약변경을 승인하지 못하였습니다. 사유는 통지서에 있습니다.', 'The change was not approved. The letter states the reason.'),
      side: 'none',
      terminal: true,
    },
    withdrawn: {
      label: text('신청 취소', 'Withdrawn'),
      publicLabel: text('귀사가 협약변경 신청을 취소하였습니다.', 'You withdrew the change request.'),
      side: 'none',
      terminal: true,
    },
    lapsed: {
      label: text('기한 만료', 'Lapsed'),
      publicLabel: text('기한이 지나 협약변경 신청이 끝났습니다.', 'The change request ended because of the time limit.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'start', from: [null], to: 'draft', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['agreement_in_force', 'no_open_request_of_kind'],
      tells: [], label: text('협약변경 신청 시작하기', 'Start a change request'),
    },
    {
      name: 'submit', from: ['draft'], to: 'submitted', by: ['representative'],
      guards: ['within_15_days_of_cause', 'at_least_30_days_before_end', 'first_extension_within_limit', 'no_kpi_lowering', 'proof_attached'],
      tells: ['officers', 'consultant'], label: text('서명하고 협약변경 신청하기', 'Sign and submit the change'),
    },
    {
      name: 'notify_small_change', from: ['draft'], to: 'applied', by: ['representative'],
      guards: ['kind_within_free_limit'],
      tells: ['officers', 'consultant'], label: text('작은 변경 알리고 반영하기', 'Notify and apply a small change'),
    },
    {
      name: 'query', from: ['submitted'], to: 'queried', by: ['officer', 'partner_officer'],
      reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('기업에 보완요청 보내기', 'Send questions to the firm'),
    },
    {
      name: 'answer', from: ['queried'], to: 'submitted', by: ['representative'],
      guards: ['diff_kept'],
      tells: ['officers'], label: text('보완한 내용 보내기', 'Send the answers'),
    },
    {
      name: 'lapse', from: ['queried'], to: 'lapsed', by: ['system'],
      guards: ['answer_date_over_or_agreement_ended'],
      tells: ['firm', 'officers'], label: text('기한 만료로 끝내기', 'End because of the time limit'),
    },
    {
      name: 'lapse', from: ['draft', 'submitted', 'recommended', 'approved'], to: 'lapsed', by: ['system'],
      guards: ['agreement_ended'],
      tells: ['firm', 'officers'], label: text('협약이 끝나 신청도 끝내기', 'End because the agreement ended'),
    },
    {
      name: 'recommend', from: ['submitted'], to: 'recommended', by: ['officer'],
      guards: ['base_version_current'],
      tells: ['senior_officers'], label: text('협약변경 승인 건의하기', 'Recommend the change'),
    },
    {
      name: 'approve', from: ['recommended'], to: 'approved', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'bank_change_checked_by_finance'],
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('협약변경 승인하기', 'Approve the change'),
    },
    {
      name: 'deny', from: ['submitted', 'recommended'], to: 'denied', by: ['senior_officer'],
      guards: ['code_given'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers'], label: text('협약변경 승인하지 않기', 'Deny the change'),
    },
    {
      name: 'apply', from: ['approved'], to: 'applied', by: ['system'],
      guards: ['base_version_current'],
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('협약변경 반영하기', 'Apply the change'),
    },
    {
      name: 'withdraw', from: ['draft', 'submitted', 'queried', 'recommended', 'approved'], to: 'withdrawn', by: ['representative'],
      tells: ['officers', 'consultant'], label: text('협약변경 신청 취소하기', 'Withdraw the change request'),
    },
  ],
});

/** States of a change request. */
export type ChangeRequestState = keyof typeof changeRequestMachine.states;

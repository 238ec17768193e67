import { FIRM_WRITERS, SCREENING_OFFICERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M6: the annual action plan of a firm. */
export const planMachine = defineMachine({
  name: 'plan',
  states: {
    draft: {
      label: text('작성 중', 'Draft'),
      publicLabel: text('귀사 차례입니다. 컨설턴트와 함께 연간 실행계획을 작성하고 서명해 주십시오.', 'Your turn: write the annual action plan with the consultant and sign it.'),
      side: 'firm',
    },
    firm_signed: {
      label: text('기업 서명', 'Signed by the firm'),
      publicLabel: text('컨설턴트 차례입니다. 실행계획에 의견을 적고 있습니다.', 'The consultant’s turn: to give an opinion on the plan.'),
      side: 'consultant',
    },
    endorsed: {
      label: text('컨설턴트 의견 첨부', 'Endorsed'),
      publicLabel: text('컨설턴트 의견이 붙었고 담당자에게 보내고 있습니다.', 'The consultant’s opinion is attached; the plan is being sent.'),
      side: 'none',
    },
    submitted: {
      label: text('제출', 'Submitted'),
      publicLabel: text('담당자 차례입니다. 실행계획을 검토하고 있습니다.', 'The officer’s turn: the plan is being reviewed.'),
      side: 'officer',
      promiseDays: 10,
    },
    returned: {
      label: text('보완요청', 'Returned'),
      publicLabel: text('귀사 차례입니다. 요청한 항목을 고쳐 다시 보내 주십시오.', 'Your turn: change the listed items and send the plan again.'),
      side: 'firm',
      promiseDays: 7,
    },
    approved: {
      label: text('승인', 'Approved'),
      publicLabel: text('실행계획이 승인되었습니다.', 'The plan is approved.'),
      side: 'none',
    },
    amended: {
      label: text('변경 반영', 'Amended'),
      publicLabel: text('협약변경을 반영한 실행계획입니다.', 'The plan includes the approved change.'),
      side: 'none',
    },
    closed: {
      label: text('끝', 'Closed'),
      publicLabel: text('실행계획이 끝났습니다.', 'The plan is closed.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'start', from: [null], to: 'draft', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['baseline_diagnosis_agreed', 'kpi_cards_co_signed'],
      tells: [], label: text('연간 실행계획 작성 시작하기', 'Start the annual action plan'),
    },
    {
      name: 'sign', from: ['draft'], to: 'firm_signed', by: ['representative'],
      guards: ['tasks_complete', 'total_within_limits', 'days_within_budget', 'own_share_at_least_minimum'],
      tells: ['consultant'], label: text('서명하고 컨설턴트에게 보내기', 'Sign and send to the consultant'),
    },
    {
      name: 'send_back', from: ['firm_signed'], to: 'draft', by: ['consultant'],
      reasonRequired: true,
      tells: ['firm'], label: text('고칠 점을 적어 돌려보내기', 'Send back with remarks'),
    },
    {
      name: 'endorse', from: ['firm_signed'], to: 'endorsed', by: ['consultant'],
      guards: ['opinion_given', 'risks_listed'],
      tells: ['firm'], label: text('의견을 붙여 제출하기', 'Endorse and submit'),
    },
    {
      name: 'send', from: ['endorsed'], to: 'submitted', by: ['system'],
      tells: ['officers'], label: text('담당자에게 보내기', 'Send to the officer'),
    },
    {
      name: 'return', from: ['submitted'], to: 'returned', by: SCREENING_OFFICERS,
      guards: ['items_listed', 'at_most_two_rounds'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('실행계획 보완요청 보내기', 'Ask for changes to the plan'),
    },
    {
      name: 'reopen', from: ['returned'], to: 'draft', by: FIRM_WRITERS,
      tells: [], label: text('실행계획 고치기', 'Change the plan'),
    },
    {
      name: 'approve', from: ['submitted'], to: 'approved', by: ['senior_officer'],
      guards: ['grant_decided_or_same_run'],
      tells: ['firm', 'consultant', 'officers'], label: text('실행계획 승인하기', 'Approve the plan'),
    },
    {
      name: 'amend', from: ['approved', 'amended'], to: 'amended', by: ['system'],
      guards: ['change_request_approved'],
      tells: ['firm', 'consultant'], label: text('협약변경 반영하기', 'Apply the agreement change'),
    },
    {
      name: 'close', from: ['approved', 'amended'], to: 'closed', by: ['system'],
      guards: ['completion_accepted_or_case_ended'],
      tells: [], label: text('실행계획 끝내기', 'Close the plan'),
    },
    {
      name: 'abandon', from: ['draft', 'firm_signed', 'endorsed', 'submitted', 'returned'], to: 'closed', by: ['system'],
      guards: ['case_ended'], reasonRequired: true,
      tells: ['consultant'], label: text('실행계획 그만두기', 'Abandon the plan'),
    },
  ],
});

/** States of an annual action plan. */
export type PlanState = keyof typeof planMachine.states;

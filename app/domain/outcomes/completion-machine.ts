import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M13: the completion report and its inspection. */
export const completionMachine = defineMachine({
  name: 'completion',
  states: {
    not_due: {
      label: text('보고 시기 전', 'Not due'),
      publicLabel: text('완료보고 시기가 아직 아닙니다.', 'The completion report is not due yet.'),
      side: 'none',
    },
    due: {
      label: text('완료보고 대기', 'Report due'),
      publicLabel: text('귀사 차례입니다. 완료보고서를 제출해 주십시오.', 'Your turn: send the completion report.'),
      side: 'firm',
    },
    submitted: {
      label: text('완료보고 제출', 'Report sent'),
      publicLabel: text('평가위원 차례입니다. 완료보고서를 확인하고 있습니다.', 'The evaluator’s turn: the completion report is being inspected.'),
      side: 'evaluator',
    },
    returned: {
      label: text('보완요청', 'Correction requested'),
      publicLabel: text('귀사 차례입니다. 완료보고서를 보완하여 다시 보내 주십시오.', 'Your turn: correct the completion report and send it again.'),
      side: 'firm',
    },
    inspected: {
      label: text('완료평가 마침', 'Inspected'),
      publicLabel: text('승인권자 차례입니다. 완료 여부를 결정하고 있습니다.', 'The senior officer’s turn: to decide on the completion.'),
      side: 'officer',
    },
    accepted: {
      label: text('완료 인정', 'Accepted'),
      publicLabel: text('완료로 인정되었습니다. 다음은 성과확인과 정산입니다.', 'The completion is accepted. Next come outcome verification and settlement.'),
      side: 'none',
      terminal: true,
    },
    not_accepted: {
      label: text('완료 불인정', 'Not accepted'),
      publicLabel: text('완료로 인정되지 않았습니다. 사유와 다음 절차는 통지서에 있습니다.', 'The completion was not accepted. The letter states the reason and the next step.'),
      side: 'officer',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'schedule', from: [null], to: 'not_due', by: ['system'],
      guards: ['agreement_in_force'],
      tells: [], label: text('완료보고 일정 잡기', 'Schedule the completion report'),
    },
    {
      name: 'open_report', from: ['not_due'], to: 'due', by: ['system', 'officer'],
      tells: ['firm', 'consultant'], label: text('완료보고 받기 시작하기', 'Open the completion report'),
    },
    {
      name: 'submit', from: ['due', 'returned'], to: 'submitted', by: ['representative'],
      guards: ['tasks_closed_or_explained', 'assets_registered', 'completion_diagnosis_submitted', 'consultant_report_present', 'final_value_per_kpi'],
      tells: ['officers', 'consultant', 'evaluators'], label: text('완료보고서 제출하기', 'Send the completion report'),
    },
    {
      name: 'return', from: ['submitted'], to: 'returned', by: ['officer'],
      guards: ['items_listed'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('완료보고 보완요청 보내기', 'Ask for corrections'),
    },
    {
      name: 'inspect', from: ['submitted'], to: 'inspected', by: ['evaluator', 'officer'],
      guards: ['inspector_not_from_case', 'score_sheet_complete'],
      tells: ['senior_officers'], label: text('완료평가 결과 보내기', 'Send the inspection result'),
    },
    {
      name: 'accept', from: ['inspected'], to: 'accepted', by: ['senior_officer'],
      guards: ['approver_is_not_inspector'],
      tells: ['firm', 'consultant', 'officers', 'parent'], label: text('완료 인정하기', 'Accept the completion'),
    },
    {
      name: 'refuse', from: ['inspected'], to: 'not_accepted', by: ['senior_officer'],
      guards: ['approver_is_not_inspector'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers'], label: text('완료 인정하지 않기', 'Refuse the completion'),
    },
    {
      name: 'open_repair', from: ['not_accepted'], to: 'returned', by: ['officer'],
      guards: ['first_repair_round'],
      tells: ['firm', 'consultant'], label: text('한 번 더 보완할 기회 주기', 'Open the one repair round'),
    },
  ],
});

/** States of a completion. */
export type CompletionState = keyof typeof completionMachine.states;

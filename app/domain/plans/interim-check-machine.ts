import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M12: the interim check halfway through the programme year. */
export const interimCheckMachine = defineMachine({
  name: 'interim_check',
  states: {
    scheduled: {
      label: text('예정', 'Scheduled'),
      publicLabel: text('귀사 차례입니다. 중간보고를 제출해 주십시오.', 'Your turn: send the interim report.'),
      side: 'firm',
    },
    self_reported: {
      label: text('중간보고 제출', 'Reported'),
      publicLabel: text('평가위원 차례입니다. 진행 상황을 확인하고 있습니다.', 'The evaluator’s turn: the progress is being checked.'),
      side: 'evaluator',
    },
    checked: {
      label: text('점검 마침', 'Checked'),
      publicLabel: text('담당자 차례입니다. 점검 결과를 정리하고 있습니다.', 'The officer’s turn: to decide on the result of the check.'),
      side: 'officer',
    },
    passed: {
      label: text('적합', 'Passed'),
      publicLabel: text('중간점검을 통과하였습니다.', 'The interim check is passed.'),
      side: 'none',
      terminal: true,
    },
    passed_with_actions: {
      label: text('조건부 적합', 'Passed with actions'),
      publicLabel: text('귀사 차례입니다. 정한 기한까지 조치를 마쳐 주십시오.', 'Your turn: complete the agreed actions in time.'),
      side: 'firm',
    },
    failed: {
      label: text('부적합', 'Failed'),
      publicLabel: text('귀사 차례입니다. 10일 안에 개선 방안을 보내 주십시오.', 'Your turn: send a remedy plan within 10 days.'),
      side: 'firm',
      promiseDays: 10,
    },
    remedy: {
      label: text('개선 방안 제출', 'Remedy sent'),
      publicLabel: text('평가위원 차례입니다. 개선 방안을 다시 확인하고 있습니다.', 'The evaluator’s turn: the remedy is being checked.'),
      side: 'evaluator',
    },
    rechecked: {
      label: text('재점검 마침', 'Rechecked'),
      publicLabel: text('담당자 차례입니다. 재점검 결과를 정리하고 있습니다.', 'The officer’s turn: to decide on the second check.'),
      side: 'officer',
    },
    terminated: {
      label: text('중단', 'Terminated'),
      publicLabel: text('중간점검에 따라 사업을 중단합니다. 사유와 절차는 통지서에 있습니다.', 'The case ends after the interim check. The letter states reason and procedure.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'schedule', from: [null], to: 'scheduled', by: ['system', 'officer'],
      guards: ['agreement_in_force'],
      tells: ['firm', 'consultant'], label: text('중간점검 일정 잡기', 'Schedule the interim check'),
    },
    {
      name: 'report', from: ['scheduled'], to: 'self_reported', by: ['representative'],
      guards: ['progress_spend_and_reading_given'],
      tells: ['officers', 'evaluators', 'consultant'], label: text('중간보고 제출하기', 'Send the interim report'),
    },
    {
      name: 'miss_report', from: ['scheduled'], to: 'failed', by: ['system'],
      guards: ['fourteen_days_late', 'reminders_delivered'],
      tells: ['firm', 'officers', 'consultant'], label: text('미제출로 기록하기', 'Record that no report came'),
    },
    {
      name: 'check', from: ['self_reported'], to: 'checked', by: ['evaluator', 'officer'],
      guards: ['checker_is_not_consultant'],
      tells: ['officers'], label: text('점검 결과 보내기', 'Send the result of the check'),
    },
    {
      name: 'pass', from: ['checked'], to: 'passed', by: ['officer'],
      guards: ['progress_at_least_half', 'spend_plausible'],
      tells: ['firm', 'consultant', 'finance'], label: text('중간점검 적합으로 결정하기', 'Pass the interim check'),
    },
    {
      name: 'pass_with_actions', from: ['checked'], to: 'passed_with_actions', by: ['officer'],
      guards: ['actions_have_due_dates'],
      tells: ['firm', 'consultant'], label: text('조치를 정하고 조건부 적합으로 결정하기', 'Pass with actions'),
    },
    {
      name: 'fail', from: ['checked'], to: 'failed', by: ['officer'],
      guards: ['code_given', 'firm_comment_heard'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('중간점검 부적합으로 결정하기', 'Fail the interim check'),
    },
    {
      name: 'propose_remedy', from: ['failed'], to: 'remedy', by: ['representative'],
      guards: ['within_ten_days'],
      tells: ['officers', 'evaluators', 'consultant'], label: text('개선 방안 보내기', 'Send the remedy plan'),
    },
    {
      name: 'recheck', from: ['remedy'], to: 'rechecked', by: ['evaluator'],
      guards: ['checker_is_not_consultant'],
      tells: ['officers'], label: text('재점검 결과 보내기', 'Send the result of the second check'),
    },
    {
      name: 'pass', from: ['rechecked'], to: 'passed', by: ['officer'],
      tells: ['firm', 'consultant', 'finance'], label: text('재점검 적합으로 결정하기', 'Pass the second check'),
    },
    {
      name: 'confirm_actions', from: ['passed_with_actions'], to: 'passed', by: ['officer'],
      guards: ['proof_per_action'],
      tells: ['firm', 'consultant', 'finance'], label: text('조치 완료 확인하기', 'Confirm the actions'),
    },
    {
      name: 'fail', from: ['passed_with_actions'], to: 'failed', by: ['officer'],
      guards: ['one_reminder_delivered'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('조치 미이행으로 부적합 결정하기', 'Fail because of missing actions'),
    },
    {
      name: 'terminate', from: ['rechecked', 'failed'], to: 'terminated', by: ['senior_officer'],
      guards: ['hearing_held'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('사업 중단 결정하기', 'Decide to end the case'),
    },
  ],
});

/** States of an interim check. */
export type InterimCheckState = keyof typeof interimCheckMachine.states;

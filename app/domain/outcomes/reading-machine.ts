import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M5: one reading of a KPI, from the count on the shop floor to the verified value. */
export const readingMachine = defineMachine({
  name: 'reading',
  states: {
    recorded: {
      label: text('입력', 'Recorded'),
      publicLabel: text('귀사나 컨설턴트 차례입니다. 입력하지 않은 다른 분이 확인해 주십시오.', 'Your turn or the consultant’s: somebody else than the recorder confirms.'),
      side: 'firm',
    },
    confirmed: {
      label: text('확인', 'Confirmed'),
      publicLabel: text('담당자 차례입니다. 증빙을 확인합니다.', 'The officer’s turn: to check the evidence.'),
      side: 'officer',
    },
    flagged: {
      label: text('값 점검 필요', 'Flagged'),
      publicLabel: text('귀사 차례입니다. 평소와 다른 값의 까닭을 적어 주십시오.', 'Your turn: explain the unusual value.'),
      side: 'firm',
    },
    verified: {
      label: text('증빙 확인', 'Verified'),
      publicLabel: text('증빙까지 확인된 값입니다.', 'The value is verified with evidence.'),
      side: 'none',
      terminal: true,
    },
    rejected: {
      label: text('인정하지 않음', 'Rejected'),
      publicLabel: text('인정되지 않은 값입니다. 사유를 확인해 주십시오.', 'The value was not accepted. Please see the reason.'),
      side: 'none',
      terminal: true,
    },
    corrected: {
      label: text('정정', 'Corrected'),
      publicLabel: text('새 값으로 정정하였습니다.', 'Replaced by a corrected value.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'record', from: [null], to: 'recorded', by: [...FIRM_WRITERS, 'shop_floor'],
      guards: ['card_frozen_or_baseline_window', 'period_not_in_future'],
      tells: [], label: text('성과지표 값 입력하기', 'Record the value'),
    },
    {
      name: 'record_correction', from: [null], to: 'recorded', by: ['officer'],
      guards: ['new_row_points_to_old'],
      tells: [], label: text('정정한 값 남기기', 'Record the corrected value'),
    },
    {
      name: 'confirm', from: ['recorded'], to: 'confirmed', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['confirmer_is_not_recorder'],
      tells: [], label: text('값 확인하기', 'Confirm the value'),
    },
    {
      name: 'flag', from: ['recorded', 'confirmed'], to: 'flagged', by: ['system'],
      guards: ['oddity_rule_named'], reasonRequired: true,
      tells: ['firm'], label: text('값 점검 요청하기', 'Flag the value'),
    },
    {
      name: 'explain', from: ['flagged'], to: 'confirmed', by: FIRM_WRITERS,
      reasonRequired: true,
      tells: ['officers'], label: text('값의 까닭 설명하기', 'Explain the value'),
    },
    {
      name: 'reject', from: ['flagged', 'confirmed'], to: 'rejected', by: ['officer'],
      guards: ['code_given'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('값 인정하지 않기', 'Reject the value'),
    },
    {
      name: 'verify', from: ['confirmed'], to: 'verified', by: ['consultant', 'officer', 'evaluator'],
      guards: ['evidence_grade_given', 'verifier_is_not_recorder'],
      tells: ['firm'], label: text('증빙 확인하고 인정하기', 'Verify with evidence'),
    },
    {
      name: 'replace', from: ['recorded', 'confirmed', 'flagged'], to: 'corrected', by: FIRM_WRITERS,
      guards: ['new_row_points_to_old'], reasonRequired: true,
      tells: ['consultant'], label: text('사유를 적고 새 값으로 바꾸기', 'Replace the value with a reason'),
    },
    {
      name: 'correct', from: ['verified'], to: 'corrected', by: ['officer'],
      guards: ['new_row_points_to_old'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('새 값으로 정정하기', 'Replace by a corrected value'),
    },
  ],
});

/** States of a KPI reading. */
export type ReadingState = keyof typeof readingMachine.states;

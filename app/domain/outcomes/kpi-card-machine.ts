import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M5: the card of one KPI; a frozen card holds the baseline that results are measured against. */
export const kpiCardMachine = defineMachine({
  name: 'kpi_card',
  states: {
    draft: {
      label: text('작성 중', 'Draft'),
      publicLabel: text('귀사와 컨설턴트 차례입니다. 성과지표를 정하고 함께 서명해 주십시오.', 'Your turn with the consultant: define the KPI and sign together.'),
      side: 'firm',
    },
    co_signed: {
      label: text('공동 서명', 'Co-signed'),
      publicLabel: text('담당자 차례입니다. 진단시 값을 확인하여 확정합니다.', 'The officer’s turn: to check and freeze the baseline.'),
      side: 'officer',
    },
    frozen: {
      label: text('진단시 값 확정', 'Baseline frozen'),
      publicLabel: text('진단시 값이 확정되었습니다. 이 값을 기준으로 개선율을 계산합니다.', 'The baseline is frozen; improvement is measured against it.'),
      side: 'none',
    },
    rebaseline_requested: {
      label: text('진단시 값 변경 요청', 'New baseline requested'),
      publicLabel: text('승인권자 차례입니다. 진단시 값을 바꿀지 검토하고 있습니다.', 'The senior officer’s turn: to decide on the new baseline.'),
      side: 'officer',
    },
    retired: {
      label: text('사용 끝', 'Retired'),
      publicLabel: text('더 이상 쓰지 않는 성과지표입니다.', 'This KPI is no longer used.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'start', from: [null], to: 'draft', by: [...FIRM_WRITERS, 'consultant'],
      guards: ['baseline_diagnosis_agreed'],
      tells: [], label: text('성과지표 만들기', 'Create the KPI card'),
    },
    {
      name: 'co_sign', from: ['draft'], to: 'co_signed', by: ['representative', 'consultant'],
      guards: ['card_complete', 'both_signed', 'quality_and_delivery_present'],
      tells: ['firm', 'consultant', 'officers'], label: text('성과지표에 함께 서명하기', 'Co-sign the KPI card'),
    },
    {
      name: 'freeze', from: ['co_signed'], to: 'frozen', by: ['officer', 'system'],
      guards: ['baseline_covers_window', 'evidence_grade_stated', 'sample_above_minimum'],
      tells: ['firm', 'consultant'], label: text('진단시 값 확정하기', 'Freeze the baseline'),
    },
    {
      name: 'request_rebaseline', from: ['frozen'], to: 'rebaseline_requested', by: ['representative', 'consultant', 'system'],
      guards: ['product_or_line_changed', 'more_than_30_days_before_end'], reasonRequired: true,
      tells: ['senior_officers'], label: text('진단시 값 변경 요청하기', 'Ask for a new baseline'),
    },
    {
      name: 'approve_rebaseline', from: ['rebaseline_requested'], to: 'frozen', by: ['senior_officer'],
      guards: ['target_not_lowered_alone', 'old_results_kept'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('새 진단시 값 승인하기', 'Approve the new baseline'),
    },
    {
      name: 'refuse_rebaseline', from: ['rebaseline_requested'], to: 'frozen', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('변경하지 않고 그대로 두기', 'Keep the old baseline'),
    },
    {
      name: 'retire', from: ['frozen'], to: 'retired', by: ['senior_officer', 'system'],
      guards: ['change_request_approved'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('성과지표 사용 끝내기', 'Retire the KPI'),
    },
  ],
});

/** States of a KPI card. */
export type KpiCardState = keyof typeof kpiCardMachine.states;

import { FIRM_WRITERS, SCREENING_OFFICERS } from '#app/domain/accounts/duty-groups.ts';
import { applicationStates, LIVE_APPLICATION_STATES } from '#app/domain/applications/application-states.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M2: an application from the first draft to the selection. */
export const applicationMachine = defineMachine({
  name: 'application',
  states: applicationStates,
  transitions: [
    {
      name: 'start', from: [null], to: 'draft', by: [...FIRM_WRITERS, 'helper'],
      guards: ['call_open', 'firm_verified', 'one_live_application'],
      tells: [], label: text('신청서 작성 시작하기', 'Start the application'),
    },
    {
      name: 'request_sign_off', from: ['draft'], to: 'ready_for_sign_off', by: FIRM_WRITERS,
      guards: ['sections_complete', 'files_clean'],
      tells: ['firm'], label: text('대표자 서명 요청하기', 'Ask the representative to sign'),
    },
    {
      name: 'return_to_draft', from: ['ready_for_sign_off'], to: 'draft', by: ['representative'],
      reasonRequired: true,
      tells: ['firm'], label: text('작성자에게 돌려보내기', 'Return to the writer'),
    },
    {
      name: 'submit', from: ['ready_for_sign_off'], to: 'submitted', by: ['representative'],
      guards: ['within_call_or_grace', 'authorship_and_fee_declared', 'not_held_apply'],
      tells: ['firm', 'officers', 'parent'], label: text('서명하고 제출하기', 'Sign and submit'),
    },
    {
      name: 'reopen', from: ['submitted'], to: 'draft', by: ['representative'],
      guards: ['before_deadline', 'old_copy_kept'],
      tells: ['firm', 'officers'], label: text('다시 작성하기', 'Reopen the application'),
    },
    {
      name: 'pick_up', from: ['submitted', 'resubmitted'], to: 'screening', by: [...SCREENING_OFFICERS, 'system'],
      guards: ['no_conflict_of_interest'],
      tells: ['firm'], label: text('요건검토 시작하기', 'Start the eligibility review'),
    },
    {
      name: 'request_correction', from: ['screening'], to: 'correction_requested', by: SCREENING_OFFICERS,
      guards: ['fields_listed_with_reason', 'at_most_two_rounds'], reasonRequired: true,
      tells: ['firm'], label: text('보완요청 보내기', 'Send the correction request'),
    },
    {
      name: 'answer_correction', from: ['correction_requested'], to: 'resubmitted', by: ['representative'],
      guards: ['only_listed_fields_changed', 'files_clean'],
      tells: ['firm', 'officers'], label: text('보완한 내용 보내기', 'Send the corrections'),
    },
    {
      name: 'expire', from: ['correction_requested'], to: 'expired', by: ['system'],
      guards: ['two_reminders_delivered'],
      tells: ['firm', 'officers'], label: text('기한 만료로 끝내기', 'End because of the time limit'),
    },
    {
      name: 'pass_eligibility', from: ['screening'], to: 'eligible', by: SCREENING_OFFICERS,
      guards: ['all_checks_coded', 'no_stop_flag'],
      tells: ['firm'], label: text('요건 적합으로 확인하기', 'Confirm the eligibility'),
    },
    {
      name: 'propose_ineligible', from: ['screening'], to: 'ineligible_proposed', by: SCREENING_OFFICERS,
      guards: ['code_and_evidence_given'], reasonRequired: true,
      tells: ['senior_officers'], label: text('반려 제안하기', 'Propose rejection'),
    },
    {
      name: 'return_to_screening', from: ['ineligible_proposed'], to: 'screening', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['officers'], label: text('요건검토로 돌려보내기', 'Return to the eligibility review'),
    },
    {
      name: 'confirm_ineligible', from: ['ineligible_proposed'], to: 'ineligible', by: ['senior_officer'],
      guards: ['approver_is_not_proposer'], reasonRequired: true,
      tells: ['firm', 'officers', 'parent'], label: text('반려 결정하기', 'Reject the application'),
    },
    {
      name: 'assign_evaluators', from: ['eligible'], to: 'evaluation', by: ['officer'],
      guards: ['at_least_two_evaluators', 'evaluators_conflict_free'],
      tells: ['firm', 'evaluators'], label: text('평가위원에게 맡기기', 'Assign the evaluators'),
    },
    {
      name: 'rank', from: ['evaluation'], to: 'ranked', by: ['officer', 'system'],
      guards: ['scores_complete', 'spread_rule_met'],
      tells: ['senior_officers'], label: text('평가 마감하고 순위 정하기', 'Close the scoring and rank'),
    },
    {
      name: 'admit', from: ['ranked'], to: 'admitted', by: ['senior_officer'],
      guards: ['within_quota', 'within_budget', 'earmark_fits', 'minutes_attached'],
      tells: ['firm', 'officers', 'parent'], label: text('선정하기', 'Select the firm'),
    },
    {
      name: 'put_on_reserve', from: ['ranked'], to: 'reserve', by: ['senior_officer'],
      guards: ['above_pass_mark', 'order_number_given'],
      tells: ['firm', 'officers'], label: text('예비로 두기', 'Put on the reserve list'),
    },
    {
      name: 'reject', from: ['ranked'], to: 'rejected', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['firm', 'officers', 'parent'], label: text('탈락 결정하기', 'Decide not to select'),
    },
    {
      name: 'admit', from: ['reserve'], to: 'admitted', by: ['senior_officer'],
      guards: ['place_free', 'order_respected_or_reasoned', 'within_budget'],
      tells: ['firm', 'officers', 'parent'], label: text('예비에서 선정하기', 'Select from the reserve list'),
    },
    {
      name: 'return_unassessed', from: ['reserve'], to: 'returned_unassessed', by: ['system'],
      guards: ['validity_over_or_budget_spent'],
      tells: ['firm', 'officers'], label: text('신청서 돌려주기', 'Return the application'),
    },
    {
      name: 'return_unassessed', from: ['eligible', 'evaluation'], to: 'returned_unassessed', by: ['senior_officer'],
      guards: ['call_cancelled_or_budget_spent'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('평가 없이 돌려주기', 'Return without assessment'),
    },
    {
      name: 'withdraw', from: LIVE_APPLICATION_STATES.filter((state) => state !== 'admitted'), to: 'withdrawn', by: ['representative'],
      guards: ['effect_confirmed'], reasonRequired: true,
      tells: ['firm', 'officers', 'parent'], label: text('신청 취소하기', 'Withdraw the application'),
    },
    {
      name: 'withdraw', from: ['admitted'], to: 'withdrawn', by: ['representative'],
      guards: ['before_agreement', 'effect_confirmed'], reasonRequired: true,
      tells: ['firm', 'officers', 'consultant', 'parent'], label: text('참여 포기하기', 'Give up the place'),
    },
    {
      name: 'expire', from: ['draft', 'ready_for_sign_off'], to: 'expired', by: ['system'],
      guards: ['deadline_and_grace_over'],
      tells: ['firm'], label: text('접수 기간 만료로 끝내기', 'End because the call has closed'),
    },
    {
      name: 'reopen_on_appeal', from: ['rejected'], to: 'evaluation', by: ['senior_officer', 'system'],
      guards: ['appeal_upheld'],
      tells: ['firm', 'officers'], label: text('이의신청에 따라 다시 평가하기', 'Evaluate again after the appeal'),
    },
    {
      name: 'reopen_on_appeal', from: ['ineligible'], to: 'eligible', by: ['senior_officer', 'system'],
      guards: ['appeal_upheld'],
      tells: ['firm', 'officers'], label: text('이의신청에 따라 요건 적합으로 바꾸기', 'Accept as eligible after the appeal'),
    },
  ],
});

import { SCREENING_OFFICERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M3: the assignment of one consultant to one firm; a refused or expired one is followed by a new row. */
export const assignmentMachine = defineMachine({
  name: 'assignment',
  states: {
    proposed: {
      label: text('추천', 'Proposed'),
      publicLabel: text('담당자 차례입니다. 컨설턴트를 찾고 있습니다.', 'The officer’s turn: a consultant is being chosen.'),
      side: 'officer',
    },
    conflict_check: {
      label: text('이해충돌 확인 중', 'Conflict check'),
      publicLabel: text('담당자 차례입니다. 컨설턴트의 이해충돌을 확인하고 있습니다.', 'The officer’s turn: conflicts of interest are being checked.'),
      side: 'officer',
    },
    conflict_found: {
      label: text('이해충돌 발견', 'Conflict found'),
      publicLabel: text('담당자 차례입니다. 컨설턴트를 다시 찾고 있습니다.', 'The officer’s turn: another consultant is being looked for.'),
      side: 'officer',
    },
    offered: {
      label: text('수락 대기', 'Offered'),
      publicLabel: text('컨설턴트 차례입니다. 배정을 수락할지 정하고 있습니다.', 'The consultant’s turn: to accept or decline the assignment.'),
      side: 'consultant',
      promiseDays: 5,
    },
    accepted: {
      label: text('컨설턴트 수락', 'Accepted'),
      publicLabel: text('귀사 차례입니다. 컨설턴트를 확인하고 동의하거나 이의를 말씀해 주십시오.', 'Your turn: agree to the consultant or object.'),
      side: 'firm',
      promiseDays: 3,
    },
    active: {
      label: text('활동 중', 'Active'),
      publicLabel: text('컨설턴트가 배정되었습니다.', 'Your consultant is assigned.'),
      side: 'none',
    },
    handover: {
      label: text('교체 중', 'Handing over'),
      publicLabel: text('담당자 차례입니다. 새 컨설턴트에게 인계하고 있습니다.', 'The officer’s turn: the work is being handed over to a new consultant.'),
      side: 'officer',
    },
    ended: {
      label: text('완료', 'Ended'),
      publicLabel: text('컨설턴트 배정이 끝났습니다.', 'The assignment has ended.'),
      side: 'none',
      terminal: true,
    },
    declined: {
      label: text('거절', 'Declined'),
      publicLabel: text('담당자 차례입니다. 다른 컨설턴트를 찾고 있습니다.', 'The officer’s turn: another consultant is being looked for.'),
      side: 'none',
      terminal: true,
    },
    expired: {
      label: text('응답 없음', 'Expired'),
      publicLabel: text('담당자 차례입니다. 다른 컨설턴트를 찾고 있습니다.', 'The officer’s turn: another consultant is being looked for.'),
      side: 'none',
      terminal: true,
    },
    objected: {
      label: text('기업 이의', 'Objected'),
      publicLabel: text('담당자 차례입니다. 귀사의 이의를 검토하고 있습니다.', 'The officer’s turn: your objection is being considered.'),
      side: 'officer',
    },
    cancelled: {
      label: text('취소', 'Cancelled'),
      publicLabel: text('배정을 취소하였습니다.', 'The assignment was cancelled.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'propose', from: [null], to: 'proposed', by: [...SCREENING_OFFICERS, 'system'],
      guards: ['application_admitted', 'consultant_certified', 'load_below_cap', 'fewer_than_five_tries', 'not_held_assign'],
      tells: [], label: text('컨설턴트 추천하기', 'Propose a consultant'),
    },
    {
      name: 'check_conflicts', from: ['proposed'], to: 'conflict_check', by: ['system'],
      guards: ['declaration_younger_than_12_months'],
      tells: [], label: text('이해충돌 확인하기', 'Check for conflicts'),
    },
    {
      name: 'find_conflict', from: ['conflict_check'], to: 'conflict_found', by: ['system'],
      tells: ['officers'], label: text('이해충돌로 멈추기', 'Stop because of a conflict'),
    },
    {
      name: 'choose_another', from: ['conflict_found'], to: 'proposed', by: SCREENING_OFFICERS,
      tells: [], label: text('다른 컨설턴트 고르기', 'Choose another consultant'),
    },
    {
      name: 'waive_conflict', from: ['conflict_found'], to: 'offered', by: ['senior_officer'],
      guards: ['soft_conflict_only'], reasonRequired: true,
      tells: ['consultant', 'officers'], label: text('사유를 적고 배정 제안하기', 'Waive the conflict and offer'),
    },
    {
      name: 'offer', from: ['conflict_check'], to: 'offered', by: ['system'],
      guards: ['no_conflict_of_interest'],
      tells: ['consultant'], label: text('컨설턴트에게 배정 제안하기', 'Offer to the consultant'),
    },
    {
      name: 'accept', from: ['offered'], to: 'accepted', by: ['consultant'],
      guards: ['conflict_declared_for_firm', 'within_five_working_days'],
      tells: ['firm', 'officers'], label: text('배정 수락하기', 'Accept the assignment'),
    },
    {
      name: 'decline', from: ['offered'], to: 'declined', by: ['consultant'],
      reasonRequired: true,
      tells: ['officers'], label: text('배정 거절하기', 'Decline the assignment'),
    },
    {
      name: 'expire', from: ['offered'], to: 'expired', by: ['system'],
      guards: ['reminder_delivered'],
      tells: ['consultant', 'officers'], label: text('응답 기한 만료로 끝내기', 'End because nobody answered'),
    },
    {
      name: 'object', from: ['accepted'], to: 'objected', by: ['representative'],
      guards: ['first_objection', 'within_three_working_days'], reasonRequired: true,
      tells: ['officers', 'consultant'], label: text('컨설턴트에 이의 제기하기', 'Object to the consultant'),
    },
    {
      name: 'uphold_objection', from: ['objected'], to: 'cancelled', by: SCREENING_OFFICERS,
      tells: ['firm', 'consultant'], label: text('이의를 받아들이고 배정 취소하기', 'Uphold the objection and cancel'),
    },
    {
      name: 'overrule_objection', from: ['objected'], to: 'active', by: SCREENING_OFFICERS,
      reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('이의를 받아들이지 않고 배정하기', 'Overrule the objection and assign'),
    },
    {
      name: 'agree', from: ['accepted'], to: 'active', by: ['representative'],
      guards: ['day_budget_set'],
      tells: ['consultant', 'officers', 'parent'], label: text('이 컨설턴트에 동의하기', 'Agree to this consultant'),
    },
    {
      name: 'activate', from: ['accepted'], to: 'active', by: ['system'],
      guards: ['objection_window_over', 'day_budget_set'],
      tells: ['firm', 'consultant', 'officers', 'parent'], label: text('배정 확정하기', 'Make the assignment active'),
    },
    {
      name: 'replace', from: ['active'], to: 'handover', by: SCREENING_OFFICERS,
      guards: ['new_assignment_exists'], reasonRequired: true,
      tells: ['firm', 'consultant'], label: text('컨설턴트 교체 시작하기', 'Start replacing the consultant'),
    },
    {
      name: 'complete_handover', from: ['handover'], to: 'ended', by: ['system'],
      guards: ['new_assignment_active', 'open_visits_closed_or_moved'],
      tells: ['firm', 'consultant', 'officers'], label: text('인계 마치기', 'Complete the hand-over'),
    },
    {
      name: 'end', from: ['active', 'handover'], to: 'ended', by: ['system', 'senior_officer'],
      guards: ['fees_settled_or_moved'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers'], label: text('배정 끝내기', 'End the assignment'),
    },
    {
      name: 'cancel', from: ['proposed', 'conflict_check', 'conflict_found', 'offered', 'accepted', 'objected'], to: 'cancelled',
      by: ['system'], guards: ['case_ended'], reasonRequired: true,
      tells: ['consultant', 'officers'], label: text('배정 취소하기', 'Cancel the assignment'),
    },
  ],
});

/** States of an assignment. */
export type AssignmentState = keyof typeof assignmentMachine.states;

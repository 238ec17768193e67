import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M17: an appeal against a decision; reviewed by somebody who never acted on the case before. */
export const appealMachine = defineMachine({
  name: 'appeal',
  states: {
    filed: {
      label: text('접수', 'Filed'),
      publicLabel: text('담당자 차례입니다. 이의신청을 받았습니다.', 'The officer’s turn: we have your appeal.'),
      side: 'officer',
    },
    admissibility: {
      label: text('요건 확인', 'Admissibility check'),
      publicLabel: text('담당자 차례입니다. 이의신청의 요건을 확인하고 있습니다.', 'The officer’s turn: the admissibility is being checked.'),
      side: 'officer',
    },
    inadmissible: {
      label: text('각하', 'Inadmissible'),
      publicLabel: text('이의신청의 요건을 갖추지 못하였습니다. 사유는 통지서에 있습니다.', 'The appeal is not admissible. The letter states the reason.'),
      side: 'none',
      terminal: true,
    },
    review: {
      label: text('심사', 'Under review'),
      publicLabel: text('이의심사자 차례입니다. 이 사안을 처음 보는 분이 심사하고 있습니다.', 'The reviewer’s turn: somebody new to the case reviews it.'),
      side: 'officer',
      promiseDays: 30,
    },
    hearing: {
      label: text('의견 청취', 'Hearing'),
      publicLabel: text('이의심사자 차례입니다. 귀사의 의견을 듣고 결정합니다.', 'The reviewer’s turn: to hear you and decide.'),
      side: 'officer',
    },
    upheld: {
      label: text('인용', 'Upheld'),
      publicLabel: text('담당자 차례입니다. 이의가 받아들여져 결정을 바꾸고 있습니다.', 'The officer’s turn: the appeal is upheld; the decision is being changed.'),
      side: 'officer',
      promiseDays: 5,
    },
    partly_upheld: {
      label: text('일부 인용', 'Partly upheld'),
      publicLabel: text('담당자 차례입니다. 이의가 일부 받아들여져 결정을 바꾸고 있습니다.', 'The officer’s turn: the appeal is partly upheld; the decision is being changed.'),
      side: 'officer',
      promiseDays: 5,
    },
    dismissed: {
      label: text('기각', 'Dismissed'),
      publicLabel: text('이의를 받아들이지 못하였습니다. 사유는 통지서에 있습니다.', 'The appeal was dismissed. The letter states the reason.'),
      side: 'none',
      terminal: true,
    },
    implemented: {
      label: text('결정 반영', 'Implemented'),
      publicLabel: text('이의신청의 결과를 반영하였습니다.', 'The result of the appeal has been applied.'),
      side: 'none',
      terminal: true,
    },
    withdrawn: {
      label: text('취하', 'Withdrawn'),
      publicLabel: text('귀사가 이의신청을 거두었습니다.', 'You withdrew the appeal.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'file', from: [null], to: 'filed', by: ['representative'],
      guards: ['within_14_days_of_delivery', 'decision_can_be_appealed'], reasonRequired: true,
      tells: ['officers', 'senior_officers'], label: text('이의 신청하기', 'File the appeal'),
    },
    {
      name: 'check_admissibility', from: ['filed'], to: 'admissibility', by: ['officer'],
      guards: ['officer_of_other_team'],
      tells: [], label: text('요건 확인 시작하기', 'Check the admissibility'),
    },
    {
      name: 'refuse_admission', from: ['admissibility'], to: 'inadmissible', by: ['officer'],
      guards: ['officer_of_other_team'], reasonRequired: true,
      tells: ['firm', 'senior_officers'], label: text('요건 미비로 각하하기', 'Refuse as inadmissible'),
    },
    {
      name: 'admit', from: ['admissibility'], to: 'review', by: ['officer'],
      guards: ['officer_of_other_team'],
      tells: ['firm', 'senior_officers'], label: text('이의심사로 넘기기', 'Pass to the reviewer'),
    },
    {
      name: 'hear', from: ['review'], to: 'hearing', by: ['senior_officer'],
      guards: ['reviewer_new_to_case'],
      tells: ['firm'], label: text('의견 청취 정하기', 'Call a hearing'),
    },
    {
      name: 'uphold', from: ['review', 'hearing'], to: 'upheld', by: ['senior_officer'],
      guards: ['reviewer_new_to_case'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('이의 받아들이기', 'Uphold the appeal'),
    },
    {
      name: 'uphold_partly', from: ['review', 'hearing'], to: 'partly_upheld', by: ['senior_officer'],
      guards: ['reviewer_new_to_case'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('이의 일부 받아들이기', 'Uphold a part'),
    },
    {
      name: 'dismiss', from: ['review', 'hearing'], to: 'dismissed', by: ['senior_officer'],
      guards: ['reviewer_new_to_case'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('이의 받아들이지 않기', 'Dismiss the appeal'),
    },
    {
      name: 'implement', from: ['upheld', 'partly_upheld'], to: 'implemented', by: ['officer', 'system'],
      guards: ['target_command_done'],
      tells: ['firm', 'senior_officers'], label: text('결정에 반영하기', 'Apply the result'),
    },
    {
      name: 'withdraw', from: ['filed', 'admissibility', 'review', 'hearing'], to: 'withdrawn', by: ['representative'],
      tells: ['officers', 'senior_officers'], label: text('이의신청 거두기', 'Withdraw the appeal'),
    },
  ],
});

/** States of an appeal. */
export type AppealState = keyof typeof appealMachine.states;

import { FIRM_WRITERS } from '#app/domain/accounts/duty-groups.ts';
import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M19: a request for help by a firm in follow-up. */
export const followUpRequestMachine = defineMachine({
  name: 'follow_up_request',
  states: {
    filed: {
      label: text('접수', 'Filed'),
      publicLabel: text('담당자 차례입니다. 요청을 받았습니다.', 'The officer’s turn: we have your request.'),
      side: 'officer',
    },
    triaged: {
      label: text('분류', 'Triaged'),
      publicLabel: text('담당자 차례입니다. 도와드릴 컨설턴트를 찾고 있습니다.', 'The officer’s turn: a consultant is being looked for.'),
      side: 'officer',
    },
    offered: {
      label: text('컨설턴트 제안', 'Offered'),
      publicLabel: text('귀사와 컨설턴트 차례입니다. 날짜를 정해 주십시오.', 'Your turn with the consultant: set a date.'),
      side: 'firm',
    },
    scheduled: {
      label: text('일정 확정', 'Scheduled'),
      publicLabel: text('컨설턴트 차례입니다. 정한 날에 도와드립니다.', 'The consultant’s turn: help comes on the agreed date.'),
      side: 'consultant',
    },
    delivered: {
      label: text('지원 마침', 'Delivered'),
      publicLabel: text('귀사 차례입니다. 지원 내용을 확인해 주십시오.', 'Your turn: confirm the help you received.'),
      side: 'firm',
    },
    closed: {
      label: text('끝', 'Closed'),
      publicLabel: text('요청이 끝났습니다.', 'The request is finished.'),
      side: 'none',
      terminal: true,
    },
    refused: {
      label: text('거절', 'Refused'),
      publicLabel: text('이 요청은 도와드리지 못합니다. 사유와 다른 문의처를 확인해 주십시오.', 'We cannot help with this request. See the reason and where to ask instead.'),
      side: 'none',
      terminal: true,
    },
    cancelled: {
      label: text('취소', 'Cancelled'),
      publicLabel: text('요청을 취소하였습니다.', 'The request was cancelled.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'file', from: [null], to: 'filed', by: FIRM_WRITERS,
      guards: ['membership_active'],
      tells: ['officers'], label: text('사후관리 요청하기', 'Ask for follow-up help'),
    },
    {
      name: 'triage', from: ['filed'], to: 'triaged', by: ['officer', 'system'],
      guards: ['topic_and_urgency_given'],
      tells: [], label: text('요청 분류하기', 'Sort the request'),
    },
    {
      name: 'offer', from: ['triaged'], to: 'offered', by: ['officer', 'system'],
      guards: ['no_conflict_of_interest', 'hours_left'],
      tells: ['firm', 'consultant'], label: text('컨설턴트 제안하기', 'Offer a consultant'),
    },
    {
      name: 'refuse', from: ['triaged'], to: 'refused', by: ['officer'],
      guards: ['code_and_pointer_given'], reasonRequired: true,
      tells: ['firm'], label: text('요청 거절하기', 'Refuse the request'),
    },
    {
      name: 'schedule', from: ['offered'], to: 'scheduled', by: [...FIRM_WRITERS, 'consultant'],
      tells: ['firm', 'consultant'], label: text('날짜 정하기', 'Set the date'),
    },
    {
      name: 'deliver', from: ['scheduled'], to: 'delivered', by: ['consultant'],
      guards: ['hours_debited'],
      tells: ['firm'], label: text('지원 내용 기록하기', 'Record the help given'),
    },
    {
      name: 'close', from: ['delivered'], to: 'closed', by: [...FIRM_WRITERS, 'officer', 'system'],
      tells: ['consultant'], label: text('요청 끝내기', 'Close the request'),
    },
    {
      name: 'cancel', from: ['filed', 'triaged', 'offered', 'scheduled'], to: 'cancelled', by: FIRM_WRITERS,
      tells: ['officers', 'consultant'], label: text('요청 취소하기', 'Cancel the request'),
    },
  ],
});

/** States of a follow-up request. */
export type FollowUpRequestState = keyof typeof followUpRequestMachine.states;

import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M19: follow-up of a firm after the settlement. */
export const membershipMachine = defineMachine({
  name: 'membership',
  states: {
    eligible: {
      label: text('사후관리 대상', 'Eligible'),
      publicLabel: text('귀사 차례입니다. 사후관리 이용에 동의해 주십시오.', 'Your turn: accept the terms of follow-up.'),
      side: 'firm',
    },
    active: {
      label: text('사후관리 중', 'Active'),
      publicLabel: text('사후관리를 이용하실 수 있습니다.', 'Follow-up is available to you.'),
      side: 'none',
    },
    ending: {
      label: text('종료 예정', 'Ending'),
      publicLabel: text('사후관리가 곧 끝납니다. 남은 시간을 이용해 주십시오.', 'Follow-up ends soon; please use the hours that are left.'),
      side: 'firm',
    },
    ended: {
      label: text('종료', 'Ended'),
      publicLabel: text('사후관리가 끝났습니다.', 'Follow-up has ended.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'open', from: [null], to: 'eligible', by: ['system', 'officer'],
      guards: ['settlement_closed_or_listed'],
      tells: ['firm'], label: text('사후관리 대상으로 올리기', 'Open follow-up'),
    },
    {
      name: 'accept_terms', from: ['eligible'], to: 'active', by: ['representative'],
      guards: ['hours_granted'],
      tells: ['officers'], label: text('사후관리 시작하기', 'Accept the terms and start'),
    },
    {
      name: 'announce_end', from: ['active'], to: 'ending', by: ['system'],
      guards: ['sixty_days_before_end'],
      tells: ['firm', 'officers'], label: text('종료 예정 알리기', 'Announce the end'),
    },
    {
      name: 'end', from: ['active', 'ending'], to: 'ended', by: ['system'],
      guards: ['end_date_reached'],
      tells: ['firm'], label: text('사후관리 끝내기', 'End follow-up'),
    },
    {
      name: 'lapse', from: ['eligible'], to: 'ended', by: ['system'],
      guards: ['end_date_reached'],
      tells: ['firm'], label: text('시작하지 않고 끝내기', 'End without a start'),
    },
  ],
});

/** States of a follow-up membership. */
export type MembershipState = keyof typeof membershipMachine.states;

import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M18: a hold over one scope of a case. Having no hold is having no row, so `none` is not a state. */
export const holdMachine = defineMachine({
  name: 'hold',
  states: {
    requested: {
      label: text('보류 요청', 'Requested'),
      publicLabel: text('승인권자 차례입니다. 보류할지 검토하고 있습니다.', 'The senior officer’s turn: to decide on a hold.'),
      side: 'officer',
    },
    active: {
      label: text('보류 중', 'Active'),
      publicLabel: text('보류되어 있습니다. 사유와 기한은 통지서에 있습니다.', 'On hold. The notice states the reason and the date.'),
      side: 'officer',
    },
    extended: {
      label: text('보류 연장', 'Extended'),
      publicLabel: text('보류가 연장되었습니다. 사유와 기한은 통지서에 있습니다.', 'The hold is extended. The notice states the reason and the date.'),
      side: 'officer',
    },
    lifted: {
      label: text('보류 해제', 'Lifted'),
      publicLabel: text('보류가 풀렸습니다.', 'The hold is lifted.'),
      side: 'none',
      terminal: true,
    },
    expired: {
      label: text('보류 만료', 'Expired'),
      publicLabel: text('보류 기한이 끝났습니다.', 'The hold has ended.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'request', from: [null], to: 'requested', by: ['officer', 'finance_officer'],
      guards: ['scope_cause_and_until_given'], reasonRequired: true,
      tells: ['senior_officers'], label: text('보류 요청하기', 'Ask for a hold'),
    },
    {
      name: 'place', from: [null], to: 'active', by: ['officer', 'senior_officer', 'system'],
      guards: ['scope_cause_and_until_given', 'officer_at_most_48_hours'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('보류하기', 'Place the hold'),
    },
    {
      name: 'activate', from: ['requested'], to: 'active', by: ['senior_officer'],
      guards: ['approver_is_not_proposer'],
      tells: ['firm', 'officers', 'finance'], label: text('보류 승인하기', 'Approve the hold'),
    },
    {
      name: 'refuse', from: ['requested'], to: 'lifted', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['officers'], label: text('보류하지 않기', 'Refuse the hold'),
    },
    {
      name: 'extend', from: ['active', 'extended'], to: 'extended', by: ['senior_officer'],
      guards: ['until_given'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('보류 연장하기', 'Extend the hold'),
    },
    {
      name: 'lift', from: ['active', 'extended'], to: 'lifted', by: ['officer', 'senior_officer', 'system'],
      guards: ['lifter_may_place_hold'],
      tells: ['firm', 'officers', 'finance'], label: text('보류 풀기', 'Lift the hold'),
    },
    {
      name: 'expire', from: ['requested', 'active', 'extended'], to: 'expired', by: ['system'],
      guards: ['until_over'],
      tells: ['firm', 'officers', 'finance'], label: text('보류 기한 만료로 끝내기', 'End because the date has passed'),
    },
  ],
});

/** States of a hold. */
export type HoldState = keyof typeof holdMachine.states;

/** What a hold stops. */
export const HOLD_SCOPES = ['apply', 'assign', 'claim', 'pay', 'share'] as const;

/** One scope of a hold. */
export type HoldScope = (typeof HOLD_SCOPES)[number];

import { FIRM_BOOKKEEPERS } from '#app/domain/accounts/duty-groups.ts';
import { trancheStates, type HoldableTrancheState } from '#app/domain/grants/tranche-states.ts';
import { defineMachine, text, type TransitionSpec } from '#app/domain/workflow/machine.ts';

const HOLDABLE = [
  'planned',
  'claim_open',
  'submitted',
  'queried',
  'verified',
  'level1',
  'level2',
  'queued',
] as const satisfies readonly HoldableTrancheState[];

/** Name of the transition that lifts a hold back to the state the tranche had before. */
export function liftTransitionTo(state: HoldableTrancheState): `lift_to_${HoldableTrancheState}` {
  return `lift_to_${state}`;
}

const lifts = HOLDABLE.map(
  (state): TransitionSpec<HoldableTrancheState | 'held'> => ({
    name: liftTransitionTo(state), from: ['held'], to: state, by: ['senior_officer', 'system'],
    guards: ['prior_state_matches', 'no_active_hold'],
    tells: ['firm', 'officers', 'finance'], label: text('지급 보류 풀기', 'Lift the hold'),
  }),
);

/** M10: one tranche of the grant from the plan to the reconciled payment. */
export const trancheMachine = defineMachine({
  name: 'tranche',
  states: trancheStates,
  transitions: [
    {
      name: 'plan', from: [null], to: 'planned', by: ['system', 'officer'],
      guards: ['tranches_sum'],
      tells: [], label: text('지급 회차 만들기', 'Plan the tranche'),
    },
    {
      name: 'open_claim', from: ['planned'], to: 'claim_open', by: ['system'],
      guards: ['gate_met'],
      tells: ['firm'], label: text('지급신청 열기', 'Open the payment request'),
    },
    {
      name: 'claim', from: ['claim_open'], to: 'submitted', by: ['representative'],
      guards: ['lines_sum', 'own_share_paid', 'proof_per_line', 'no_duplicate_invoice', 'not_held_claim'],
      tells: ['officers'], label: text('서명하고 지급 신청하기', 'Sign and request the payment'),
    },
    {
      name: 'query', from: ['submitted'], to: 'queried', by: ['officer', 'partner_officer'],
      guards: ['lines_listed'], reasonRequired: true,
      tells: ['firm'], label: text('지급신청 보완요청 보내기', 'Send the correction request'),
    },
    {
      name: 'answer', from: ['queried'], to: 'submitted', by: FIRM_BOOKKEEPERS,
      guards: ['diff_kept'],
      tells: ['officers'], label: text('보완한 내용 보내기', 'Send the corrections'),
    },
    {
      name: 'verify', from: ['submitted'], to: 'verified', by: ['officer'],
      guards: ['every_line_allowed_or_coded'],
      tells: [], label: text('증빙 확인하기', 'Confirm the proofs'),
    },
    {
      name: 'recommend', from: ['verified'], to: 'level1', by: ['officer'],
      guards: ['proposer_is_not_payer'],
      tells: ['senior_officers'], label: text('지급 건의하기', 'Recommend the payment'),
    },
    {
      name: 'approve', from: ['level1'], to: 'level2', by: ['senior_officer'],
      guards: ['approver_is_not_proposer', 'within_limit', 'funds_reserved', 'firm_number_open_today', 'not_held_pay'],
      tells: ['finance', 'firm', 'officers'], label: text('지급 승인하기', 'Approve the payment'),
    },
    {
      name: 'order_payment', from: ['level2'], to: 'queued', by: ['finance_officer'],
      guards: ['payer_is_not_proposer_or_approver', 'account_verified', 'not_held_pay'],
      tells: [], label: text('지급 지시하기', 'Order the payment'),
    },
    {
      name: 'send_to_bank', from: ['queued'], to: 'sent', by: ['finance_officer'],
      guards: ['file_total_equals_ledger', 'not_held_pay'],
      tells: [], label: text('은행에 보내기', 'Send to the bank'),
    },
    {
      name: 'confirm_paid', from: ['sent'], to: 'paid', by: ['finance_officer', 'system'],
      guards: ['bank_reference_unique'],
      tells: ['firm', 'officers', 'consultant'], label: text('지급 완료로 기록하기', 'Record the payment'),
    },
    {
      name: 'fail', from: ['sent'], to: 'failed', by: ['finance_officer', 'system'],
      reasonRequired: true,
      tells: ['finance', 'firm', 'officers'], label: text('지급 실패로 기록하기', 'Record that the bank refused'),
    },
    {
      name: 'resend', from: ['failed'], to: 'queued', by: ['finance_officer'],
      guards: ['account_verified_again'],
      tells: [], label: text('계좌를 확인하고 다시 지시하기', 'Verify the account and order again'),
    },
    {
      name: 'cancel', from: ['failed'], to: 'cancelled', by: ['senior_officer'],
      guards: ['firm_changed_or_closed'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('지급 취소하기', 'Cancel the payment'),
    },
    {
      name: 'reconcile', from: ['paid'], to: 'reconciled', by: ['finance_officer'],
      guards: ['amounts_equal'],
      tells: [], label: text('거래내역과 맞추기', 'Match with the bank statement'),
    },
    {
      name: 'hold', from: HOLDABLE, to: 'held', by: ['senior_officer', 'system'],
      guards: ['scope_given'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('지급 보류하기', 'Hold the payment'),
    },
    ...lifts,
    {
      name: 'cancel', from: [...HOLDABLE, 'held'], to: 'cancelled', by: ['senior_officer', 'system'],
      guards: ['agreement_ended'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('지급 회차 취소하기', 'Cancel the tranche'),
    },
    {
      name: 'reverse', from: ['paid', 'reconciled'], to: 'reversed', by: ['senior_officer', 'finance_officer'],
      guards: ['second_person_confirmed', 'reversing_entry'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('잘못 나간 지급 되돌리기', 'Reverse the wrong payment'),
    },
    {
      name: 'recover', from: ['reversed', 'paid'], to: 'recovered', by: ['finance_officer'],
      guards: ['receipt_recorded'],
      tells: ['firm', 'officers'], label: text('돌려받음으로 기록하기', 'Record the money received back'),
    },
  ],
});

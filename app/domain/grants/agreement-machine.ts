import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M8: the agreement between firm, headquarters and, where it takes part, the parent company. */
export const agreementMachine = defineMachine({
  name: 'agreement',
  states: {
    drafting: {
      label: text('작성 중', 'Drafting'),
      publicLabel: text('담당자 차례입니다. 협약서를 준비하고 있습니다.', 'The officer’s turn: the agreement is being prepared.'),
      side: 'officer',
    },
    offered: {
      label: text('기업 서명 대기', 'Offered'),
      publicLabel: text('귀사 차례입니다. 협약서를 읽고 대표자가 서명해 주십시오.', 'Your turn: read the agreement; the representative signs.'),
      side: 'firm',
      promiseDays: 10,
    },
    accepted: {
      label: text('기업 서명', 'Signed by the firm'),
      publicLabel: text('승인권자 차례입니다. 추진본부가 서명합니다.', 'The senior officer’s turn: the headquarters signs.'),
      side: 'officer',
    },
    countersigned: {
      label: text('양측 서명', 'Countersigned'),
      publicLabel: text('담당자 차례입니다. 협약의 시작 요건을 확인하고 있습니다.', 'The officer’s turn: the requirements for the start are being checked.'),
      side: 'officer',
    },
    conditions_pending: {
      label: text('조건 이행 대기', 'Conditions pending'),
      publicLabel: text('귀사 차례입니다. 협약에 붙은 조건을 이행해 주십시오.', 'Your turn: meet the conditions of the agreement.'),
      side: 'firm',
    },
    in_force: {
      label: text('협약 시행', 'In force'),
      publicLabel: text('협약이 시행되고 있습니다.', 'The agreement is in force.'),
      side: 'none',
    },
    on_hold: {
      label: text('보류', 'On hold'),
      publicLabel: text('협약이 보류되어 있습니다. 사유와 기한은 통지서에 있습니다.', 'The agreement is on hold. The notice states the reason and the date.'),
      side: 'officer',
    },
    completed: {
      label: text('완료', 'Completed'),
      publicLabel: text('협약에 따른 사업을 마쳤습니다.', 'The work under the agreement is finished.'),
      side: 'none',
      terminal: true,
    },
    terminated: {
      label: text('협약해지', 'Terminated'),
      publicLabel: text('협약이 해지되었습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'The agreement is terminated. The letter states the reason and the date to appeal.'),
      side: 'none',
      terminal: true,
    },
    rescinded: {
      label: text('협약취소', 'Rescinded'),
      publicLabel: text('협약이 취소되었습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'The agreement is rescinded. The letter states the reason and the date to appeal.'),
      side: 'none',
      terminal: true,
    },
    declined: {
      label: text('기업 사양', 'Declined'),
      publicLabel: text('귀사가 협약을 사양하였습니다.', 'You declined the agreement.'),
      side: 'none',
      terminal: true,
    },
    lapsed: {
      label: text('서명 기한 만료', 'Lapsed'),
      publicLabel: text('서명 기한이 지나 협약 제안이 끝났습니다.', 'The offer ended because it was not signed in time.'),
      side: 'none',
      terminal: true,
    },
    offer_withdrawn: {
      label: text('제안 철회', 'Offer withdrawn'),
      publicLabel: text('추진본부가 협약 제안을 거두었습니다. 사유는 통지서에 있습니다.', 'The headquarters withdrew the offer. The letter states the reason.'),
      side: 'none',
      terminal: true,
    },
  },
  transitions: [
    {
      name: 'draft', from: [null], to: 'drafting', by: ['system', 'officer'],
      guards: ['grant_approved', 'plan_approved', 'no_live_agreement'],
      tells: ['officers'], label: text('협약서 만들기', 'Draft the agreement'),
    },
    {
      name: 'offer', from: ['drafting'], to: 'offered', by: ['officer'],
      guards: ['amounts_equal_decision', 'tranches_sum', 'bank_holder_matches', 'consultant_active', 'baseline_agreed'],
      tells: ['firm', 'parent'], label: text('협약서를 보내 서명 요청하기', 'Send the agreement for signature'),
    },
    {
      name: 'accept', from: ['offered'], to: 'accepted', by: ['representative'],
      guards: ['code_confirmed', 'document_hash_shown', 'parent_signed_where_needed'],
      tells: ['senior_officers', 'officers'], label: text('협약에 서명하기', 'Sign the agreement'),
    },
    {
      name: 'decline', from: ['offered'], to: 'declined', by: ['representative'],
      reasonRequired: true,
      tells: ['officers', 'consultant', 'parent'], label: text('협약 사양하기', 'Decline the agreement'),
    },
    {
      name: 'lapse', from: ['offered'], to: 'lapsed', by: ['system'],
      guards: ['offer_date_over', 'two_reminders_delivered'],
      tells: ['firm', 'officers', 'finance'], label: text('서명 기한 만료로 끝내기', 'End because nobody signed'),
    },
    {
      name: 'withdraw_offer', from: ['offered'], to: 'offer_withdrawn', by: ['senior_officer'],
      guards: ['hearing_if_fault_of_firm'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance', 'parent'], label: text('협약 제안 거두기', 'Withdraw the offer'),
    },
    {
      name: 'countersign', from: ['accepted'], to: 'countersigned', by: ['senior_officer'],
      guards: ['signer_is_not_recommender'],
      tells: ['firm', 'officers', 'parent'], label: text('추진본부로서 서명하기', 'Sign for the headquarters'),
    },
    {
      name: 'await_conditions', from: ['countersigned'], to: 'conditions_pending', by: ['system'],
      guards: ['conditions_exist'],
      tells: ['firm'], label: text('조건 이행 기다리기', 'Wait for the conditions'),
    },
    {
      name: 'put_in_force', from: ['countersigned', 'conditions_pending'], to: 'in_force', by: ['officer', 'system'],
      guards: ['conditions_met', 'bank_verified', 'start_date_set'],
      tells: ['firm', 'consultant', 'finance', 'parent'], label: text('협약 시행하기', 'Put the agreement in force'),
    },
    {
      name: 'waive_conditions', from: ['conditions_pending'], to: 'in_force', by: ['senior_officer'],
      guards: ['bank_verified', 'start_date_set'], reasonRequired: true,
      tells: ['firm', 'officers', 'consultant', 'finance', 'parent'], label: text('조건을 면제하고 협약 시행하기', 'Waive the conditions and put in force'),
    },
    {
      name: 'hold', from: ['in_force'], to: 'on_hold', by: ['senior_officer', 'system'],
      guards: ['hold_active'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('협약 보류하기', 'Put on hold'),
    },
    {
      name: 'lift', from: ['on_hold'], to: 'in_force', by: ['senior_officer', 'system'],
      guards: ['end_date_moved_if_not_firms_fault'],
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('협약 보류 풀기', 'Lift the hold'),
    },
    {
      name: 'apply_change', from: ['in_force'], to: 'in_force', by: ['system'],
      guards: ['change_request_approved'],
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('협약변경 반영하기', 'Apply the agreement change'),
    },
    {
      name: 'complete', from: ['in_force'], to: 'completed', by: ['system'],
      guards: ['completion_accepted', 'verification_closed', 'settlement_closed', 'ledger_zero'],
      tells: ['firm', 'consultant', 'officers', 'parent'], label: text('협약 완료하기', 'Complete the agreement'),
    },
    {
      name: 'terminate_on_request', from: ['in_force', 'on_hold'], to: 'terminated', by: ['senior_officer'],
      guards: ['firm_asked', 'settlement_opened_for_part_done'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers', 'finance', 'parent'], label: text('기업 요청에 따라 해지하기', 'Terminate at the firm’s request'),
    },
    {
      name: 'terminate_for_cause', from: ['in_force', 'on_hold'], to: 'terminated', by: ['senior_officer'],
      guards: ['prior_notice_given', 'opinion_heard', 'ten_days_over'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers', 'finance', 'parent'], label: text('사유에 따라 협약 해지하기', 'Terminate for cause'),
    },
    {
      name: 'rescind', from: ['in_force', 'on_hold'], to: 'rescinded', by: ['senior_officer'],
      guards: ['recovery_decided'], reasonRequired: true,
      tells: ['firm', 'consultant', 'officers', 'finance'], label: text('협약 취소하기', 'Rescind the agreement'),
    },
  ],
});

/** States of an agreement. */
export type AgreementState = keyof typeof agreementMachine.states;

/** States in which an agreement counts as the one live agreement of its case. */
export const LIVE_AGREEMENT_STATES = [
  'drafting',
  'offered',
  'accepted',
  'countersigned',
  'conditions_pending',
  'in_force',
  'on_hold',
] as const satisfies readonly AgreementState[];

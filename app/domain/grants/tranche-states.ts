import { text, type StateSpec } from '#app/domain/workflow/machine.ts';

/** The states of a tranche with what each side reads. */
export const trancheStates = {
  planned: {
    label: text('예정', 'Planned'),
    publicLabel: text('지급 시기가 아직 아닙니다.', 'This payment is not open yet.'),
    side: 'none',
  },
  claim_open: {
    label: text('지급신청 대기', 'Open for request'),
    publicLabel: text('귀사 차례입니다. 지급을 신청해 주십시오.', 'Your turn: request the payment.'),
    side: 'firm',
  },
  submitted: {
    label: text('지급신청', 'Requested'),
    publicLabel: text('담당자 차례입니다. 비목별 증빙을 확인하고 있습니다.', 'The officer’s turn: the proofs are being checked line by line.'),
    side: 'officer',
    promiseDays: 10,
  },
  queried: {
    label: text('보완요청', 'Correction requested'),
    publicLabel: text('귀사 차례입니다. 요청한 비목을 보완해 주십시오.', 'Your turn: correct the listed budget lines.'),
    side: 'firm',
    promiseDays: 7,
  },
  verified: {
    label: text('증빙 확인', 'Proofs confirmed'),
    publicLabel: text('담당자 차례입니다. 지급을 건의하고 있습니다.', 'The officer’s turn: the payment is being recommended.'),
    side: 'officer',
  },
  level1: {
    label: text('승인 대기', 'Awaiting approval'),
    publicLabel: text('승인권자 차례입니다. 지급을 결정하고 있습니다.', 'The senior officer’s turn: to approve the payment.'),
    side: 'officer',
  },
  level2: {
    label: text('승인', 'Approved'),
    publicLabel: text('지급담당 차례입니다. 지급을 준비하고 있습니다.', 'Finance’s turn: the payment is being prepared.'),
    side: 'finance',
    promiseDays: 7,
  },
  queued: {
    label: text('지급 지시', 'Ordered'),
    publicLabel: text('지급담당 차례입니다. 은행에 보낼 준비를 마쳤습니다.', 'Finance’s turn: ready to go to the bank.'),
    side: 'finance',
  },
  sent: {
    label: text('은행 전송', 'Sent to the bank'),
    publicLabel: text('은행에서 처리하고 있습니다.', 'The bank is processing the payment.'),
    side: 'outside',
  },
  paid: {
    label: text('지급', 'Paid'),
    publicLabel: text('지급하였습니다. 통장을 확인해 주십시오.', 'Paid. Please check your account.'),
    side: 'finance',
  },
  reconciled: {
    label: text('거래내역 확인', 'Reconciled'),
    publicLabel: text('지급이 끝났습니다.', 'The payment is finished.'),
    side: 'none',
    terminal: true,
  },
  held: {
    label: text('지급 보류', 'Held'),
    publicLabel: text('지급이 보류되어 있습니다. 사유와 기한은 통지서에 있습니다.', 'The payment is on hold. The notice states the reason and the date.'),
    side: 'officer',
  },
  failed: {
    label: text('지급 실패', 'Failed'),
    publicLabel: text('지급담당 차례입니다. 은행이 돌려보내 계좌를 다시 확인하고 있습니다.', 'Finance’s turn: the bank refused; the account is being checked again.'),
    side: 'finance',
  },
  cancelled: {
    label: text('취소', 'Cancelled'),
    publicLabel: text('지급을 취소하였습니다.', 'The payment was cancelled.'),
    side: 'none',
    terminal: true,
  },
  reversed: {
    label: text('지급 되돌림', 'Reversed'),
    publicLabel: text('귀사 차례입니다. 잘못 지급된 금액을 돌려주십시오.', 'Your turn: return the amount that was paid by mistake.'),
    side: 'firm',
  },
  recovered: {
    label: text('돌려받음', 'Recovered'),
    publicLabel: text('돌려주신 금액을 받았습니다.', 'The returned amount has arrived.'),
    side: 'none',
    terminal: true,
  },
} as const satisfies Record<string, StateSpec>;

/** States of a tranche. */
export type TrancheState = keyof typeof trancheStates;

/** States before the order has left for the bank; only these can be held. */
export type HoldableTrancheState = Extract<
  TrancheState,
  'planned' | 'claim_open' | 'submitted' | 'queried' | 'verified' | 'level1' | 'level2' | 'queued'
>;

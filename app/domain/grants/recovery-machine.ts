import { defineMachine, text } from '#app/domain/workflow/machine.ts';

/** M16: recovery of grant money, from a suspicion to the receipt. */
export const recoveryMachine = defineMachine({
  name: 'recovery',
  states: {
    suspected: {
      label: text('의심', 'Suspected'),
      publicLabel: text('담당자 차례입니다. 사실을 확인하고 있습니다.', 'The officer’s turn: the facts are being checked.'),
      side: 'officer',
    },
    investigation: {
      label: text('조사', 'Investigation'),
      publicLabel: text('승인권자 차례입니다. 사실을 조사하고 있습니다.', 'The senior officer’s turn: an investigation is under way.'),
      side: 'officer',
    },
    prior_notice: {
      label: text('사전통지', 'Prior notice'),
      publicLabel: text('귀사 차례입니다. 사전통지에 대한 의견을 보내 주십시오.', 'Your turn: give your opinion on the prior notice.'),
      side: 'firm',
      promiseDays: 10,
    },
    opinion: {
      label: text('의견 제출', 'Opinion received'),
      publicLabel: text('승인권자 차례입니다. 귀사의 의견을 검토하고 있습니다.', 'The senior officer’s turn: your opinion is being considered.'),
      side: 'officer',
    },
    decided_recover: {
      label: text('환수 결정', 'Clawback decided'),
      publicLabel: text('환수하기로 결정하였습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'The clawback is decided. The letter states the reason and the date to appeal.'),
      side: 'finance',
    },
    decided_warn: {
      label: text('경고 결정', 'Warning decided'),
      publicLabel: text('경고하기로 결정하였습니다. 사유와 이의신청 기한은 통지서에 있습니다.', 'A warning is decided. The letter states the reason and the date to appeal.'),
      side: 'none',
      terminal: true,
    },
    dismissed: {
      label: text('혐의 없음', 'Dismissed'),
      publicLabel: text('조사를 끝냈고 조치할 것이 없습니다.', 'The matter is closed without any measure.'),
      side: 'none',
      terminal: true,
    },
    demanded: {
      label: text('납부 요청', 'Demanded'),
      publicLabel: text('귀사 차례입니다. 고지한 금액을 기한까지 납부해 주십시오.', 'Your turn: pay the demanded amount in time.'),
      side: 'firm',
    },
    instalments: {
      label: text('분할납부', 'Instalments'),
      publicLabel: text('귀사 차례입니다. 분할납부 일정에 따라 납부해 주십시오.', 'Your turn: pay the instalments as agreed.'),
      side: 'firm',
    },
    overdue: {
      label: text('연체', 'Overdue'),
      publicLabel: text('귀사 차례입니다. 납부 기한이 지났으니 곧바로 납부해 주십시오.', 'Your turn: the date has passed; please pay at once.'),
      side: 'firm',
    },
    paid: {
      label: text('납부', 'Paid'),
      publicLabel: text('납부하신 금액을 모두 받았습니다.', 'The full amount has arrived.'),
      side: 'none',
      terminal: true,
    },
    referred: {
      label: text('징수 의뢰', 'Referred to collection'),
      publicLabel: text('징수 기관에 의뢰하였습니다. 납부하시면 절차가 끝납니다.', 'Referred to collection; payment ends the procedure.'),
      side: 'outside',
    },
    voluntary_return: {
      label: text('자진 반납', 'Voluntary return'),
      publicLabel: text('지급담당 차례입니다. 자진 반납 금액을 계산하고 있습니다.', 'Finance’s turn: the amount to return is being calculated.'),
      side: 'finance',
    },
  },
  transitions: [
    {
      name: 'suspect', from: [null], to: 'suspected', by: ['officer', 'system'],
      guards: ['source_given'],
      tells: ['senior_officers'], label: text('환수 사유 검토 시작하기', 'Open a suspicion'),
    },
    {
      name: 'demand_refund', from: [null], to: 'demanded', by: ['system'],
      guards: ['settlement_refund_due'],
      tells: ['firm', 'finance'], label: text('정산 잔액 반납 요청하기', 'Demand the settlement refund'),
    },
    {
      name: 'investigate', from: ['suspected'], to: 'investigation', by: ['senior_officer'],
      guards: ['team_conflict_free'],
      tells: ['firm', 'officers', 'finance'], label: text('조사 시작하기', 'Start the investigation'),
    },
    {
      name: 'return_voluntarily', from: ['suspected', 'investigation'], to: 'voluntary_return', by: ['representative'],
      guards: ['before_prior_notice'],
      tells: ['senior_officers', 'finance'], label: text('스스로 신고하고 반납하기', 'Report and return voluntarily'),
    },
    {
      name: 'dismiss', from: ['investigation', 'prior_notice', 'opinion'], to: 'dismissed', by: ['senior_officer'],
      reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('조치 없이 끝내기', 'Dismiss the matter'),
    },
    {
      name: 'give_prior_notice', from: ['investigation'], to: 'prior_notice', by: ['senior_officer'],
      guards: ['calculation_attached'], reasonRequired: true,
      tells: ['firm'], label: text('사전통지 보내기', 'Send the prior notice'),
    },
    {
      name: 'give_opinion', from: ['prior_notice'], to: 'opinion', by: ['representative'],
      tells: ['senior_officers'], label: text('의견 보내기', 'Send your opinion'),
    },
    {
      name: 'decide_recover', from: ['prior_notice', 'opinion'], to: 'decided_recover', by: ['senior_officer'],
      guards: ['decider_is_not_investigator', 'opinion_period_over_or_heard', 'law_base_and_amount_given'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('환수 결정하기', 'Decide the clawback'),
    },
    {
      name: 'decide_warn', from: ['prior_notice', 'opinion'], to: 'decided_warn', by: ['senior_officer'],
      guards: ['decider_is_not_investigator', 'opinion_period_over_or_heard'], reasonRequired: true,
      tells: ['firm', 'officers'], label: text('경고 결정하기', 'Decide a warning'),
    },
    {
      name: 'demand', from: ['decided_recover'], to: 'demanded', by: ['finance_officer'],
      guards: ['appeal_right_shown'],
      tells: ['firm', 'officers'], label: text('납부 요청서 보내기', 'Send the demand'),
    },
    {
      name: 'agree_instalments', from: ['demanded'], to: 'instalments', by: ['finance_officer', 'senior_officer'],
      guards: ['within_longest_term'],
      tells: ['firm', 'finance'], label: text('분할납부 정하기', 'Agree on instalments'),
    },
    {
      name: 'record_paid', from: ['demanded', 'instalments'], to: 'paid', by: ['finance_officer', 'system'],
      guards: ['ledger_zero'],
      tells: ['firm', 'officers'], label: text('납부 완료로 기록하기', 'Record the full payment'),
    },
    {
      name: 'record_paid', from: ['overdue', 'referred'], to: 'paid', by: ['finance_officer'],
      guards: ['ledger_zero'],
      tells: ['firm', 'officers'], label: text('늦은 납부 완료로 기록하기', 'Record the late payment'),
    },
    {
      name: 'mark_overdue', from: ['demanded', 'instalments'], to: 'overdue', by: ['system'],
      tells: ['firm', 'finance', 'officers'], label: text('연체로 표시하기', 'Mark as overdue'),
    },
    {
      name: 'refer', from: ['overdue'], to: 'referred', by: ['senior_officer'],
      guards: ['two_reminders_delivered'], reasonRequired: true,
      tells: ['firm', 'finance'], label: text('징수 의뢰하기', 'Refer to collection'),
    },
    {
      name: 'set_amount', from: ['voluntary_return'], to: 'demanded', by: ['finance_officer'],
      guards: ['no_surcharge'],
      tells: ['firm', 'officers'], label: text('반납 금액 정하여 알리기', 'Set the amount to return'),
    },
    {
      name: 'reduce_on_appeal', from: ['decided_recover', 'demanded', 'instalments', 'overdue'], to: 'decided_warn', by: ['senior_officer', 'system'],
      guards: ['appeal_upheld'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('이의신청에 따라 경고로 바꾸기', 'Reduce to a warning after the appeal'),
    },
    {
      name: 'annul_on_appeal', from: ['decided_recover', 'decided_warn', 'demanded', 'instalments', 'overdue'], to: 'dismissed',
      by: ['senior_officer', 'system'], guards: ['appeal_upheld'], reasonRequired: true,
      tells: ['firm', 'officers', 'finance'], label: text('이의신청에 따라 결정 취소하기', 'Annul the decision after the appeal'),
    },
  ],
});

/** States of a recovery. */
export type RecoveryState = keyof typeof recoveryMachine.states;

import type { Context } from '#app/domain/accounts/context.ts';
import { trancheMachine } from '#app/domain/grants/tranche-machine.ts';
import { trancheStates, type TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { clockUntil } from '#app/services/applications/case-clock.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { countPaymentsByState, listPaymentBatches, listPayments, type PaymentSortKey } from '#db/queries/payment-list.ts';
import { withActor } from '#db/transaction.ts';

export const PAYMENTS_PER_PAGE = 25;

/** Views of the payment list: which states each shows. */
export const PAYMENT_VIEWS = {
  check: ['submitted', 'verified'],
  approve: ['level1'],
  pay: ['level2', 'queued', 'sent', 'failed'],
  firm: ['claim_open', 'queried'],
  done: ['paid', 'reconciled'],
  stopped: ['held', 'reversed', 'recovered', 'cancelled'],
  planned: ['planned'],
} as const satisfies Record<string, readonly TrancheState[]>;
export type PaymentViewName = keyof typeof PAYMENT_VIEWS;

export interface PaymentQuery {
  /** A view, or one state. */
  readonly state: PaymentViewName | TrancheState;
  readonly kind: TrancheKind | null;
  readonly query: string;
  readonly sort: PaymentSortKey;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
}

/** The view that a duty has to work on. */
export function ownPaymentView(duty: string): PaymentViewName {
  return duty === 'senior_officer' ? 'approve' : duty === 'finance_officer' ? 'pay' : 'check';
}

function statesOf(state: PaymentQuery['state']): readonly TrancheState[] {
  return state in PAYMENT_VIEWS ? PAYMENT_VIEWS[state as PaymentViewName] : [state as TrancheState];
}

/** True for the name of a view or of a state of a payment. */
export function isPaymentState(value: string): value is PaymentQuery['state'] {
  return Object.hasOwn(PAYMENT_VIEWS, value) || Object.hasOwn(trancheStates, value);
}

/** One page of the payment list with the counts of its views; the filter and the order are the server's. */
export async function listPaymentPage(ctx: Context, query: PaymentQuery) {
  return withActor(ctx, async (tx) => {
    const rules = readRules(await findCurrentRules(tx));
    const { rows, total } = await listPayments(tx, {
      states: statesOf(query.state),
      kind: query.kind,
      query: query.query.trim(),
      sort: query.sort,
      direction: query.direction,
      limit: PAYMENTS_PER_PAGE,
      offset: (query.page - 1) * PAYMENTS_PER_PAGE,
    });
    const counts = await countPaymentsByState(tx);
    const mayPay = ctx.actor.duty === 'finance_officer';
    return {
      total,
      pages: Math.max(1, Math.ceil(total / PAYMENTS_PER_PAGE)),
      counts: Object.fromEntries(Object.entries(PAYMENT_VIEWS).map(([name, states]) => [name, states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)])) as Record<PaymentViewName, number>,
      mayPay,
      batches: mayPay || ctx.actor.duty === 'senior_officer' ? await listPaymentBatches(tx) : [],
      rows: rows.map((row) => {
        const spec = getState(trancheMachine, row.state);
        return { ...row, label: spec.label, side: spec.side, clock: spec.promiseDays ? clockUntil({ since: row.since, dueOn: null }, row.state === 'submitted' ? 'claimCheck' : row.state === 'level2' ? 'approvedToPaid' : 'correctionAnswer', ctx.now, rules) : null };
      }),
    };
  });
}

import { expect, test } from 'vitest';
import { isReversible, type ReversalFacts } from '#app/domain/grants/reversal.ts';

const facts = (over: Partial<ReversalFacts> = {}): ReversalFacts => ({ settlement: 'opened', amountWon: 15, paidWon: 20, returnedWon: 0, lines: [{ bookedWon: -15, balanceWon: 0 }, { bookedWon: 15, balanceWon: 20 }], ...over });

test('a payment is reversible while all of it is where it was put', () => {
  expect(isReversible(facts())).toBe(true);
  expect(isReversible(facts({ settlement: null, paidWon: 15, lines: [{ bookedWon: 15, balanceWon: 15 }] }))).toBe(true);
  expect(isReversible(facts({ settlement: 'final_payment_due' }))).toBe(true);
});

test.each<[string, Partial<ReversalFacts>]>([
  ['a won of it has gone', { lines: [{ bookedWon: 15, balanceWon: 14 }] }],
  ['one contributor is short though another is not', { lines: [{ bookedWon: 5, balanceWon: 4 }, { bookedWon: 10, balanceWon: 100 }] }],
  ['more was given back than would stay paid', { returnedWon: 6 }],
  ['a result was told to the firm', { settlement: 'draft_result' }],
  ['a refund is due', { settlement: 'refund_due' }],
  ['the settlement is closed', { settlement: 'closed' }],
  ['nothing was booked', { lines: [] }],
  ['nothing was paid', { amountWon: 0 }],
])('a payment is not reversible when %s', (_name, over) => {
  expect(isReversible(facts(over))).toBe(false);
});

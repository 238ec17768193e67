import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSeoul } from '#app/domain/calendar/seoul.ts';
import { checkAdvance } from '#app/domain/grants/advance.ts';
import { checkBudget, isFreeBudgetMove, requiredOwnShare, totalBudget } from '#app/domain/grants/budget.ts';
import type { BudgetLine } from '#app/domain/grants/budget.ts';
import { computeClawback, simpleInterest } from '#app/domain/grants/clawback.ts';
import * as ledger from '#app/domain/grants/ledger.ts';
import { checkClaim, isPaymentClosed } from '#app/domain/grants/payment-rules.ts';
import { acceptedPercent, checkSettlementLines, settle, vatInside } from '#app/domain/grants/settlement.ts';
import { planTranches, replanTranches, tranchesSumToGrant } from '#app/domain/grants/tranche-plan.ts';
import { defaultSettings } from '#app/domain/programmes/settings.ts';

const won = fc.integer({ min: 1, max: 100_000_000_000 });
const line = (id: string, grantWon: number, ownShareWon = 0): BudgetLine => ({
  id, category: 'equipment', description: 'x', basis: '1 x 1', proofKind: 'tax_invoice', grantWon, ownShareWon,
});

describe('budget', () => {
  it('keeps the grant inside the limits of the year', () => {
    expect(checkBudget([line('1', 20_000_000)], defaultSettings)).toEqual([]);
    expect(checkBudget([line('1', 19_999_999)], defaultSettings)[0]).toMatchObject({ code: 'grant_below_min' });
    expect(checkBudget([line('1', 40_000_001)], defaultSettings)[0]).toMatchObject({ code: 'grant_above_max', messageId: 'answers.budget.grant_above_max' });
    expect(checkBudget([line('1', 30_000_001)], defaultSettings, 30_000_000)[0]).toMatchObject({ messageId: 'answers.budget.above_approved' });
    expect(checkBudget([], defaultSettings)[0]).toMatchObject({ code: 'budget_empty' });
  });

  it('asks for the own share of the year', () => {
    const settings = { ...defaultSettings, ownShareMinPercent: 25 };
    expect(checkBudget([line('1', 30_000_000, 10_000_000)], settings)).toEqual([]);
    expect(checkBudget([line('1', 30_000_000, 9_999_999)], settings)[0]).toMatchObject({ code: 'own_share_below_min' });
    expect(requiredOwnShare(101, 25)).toBe(26);
    expect(totalBudget([line('1', 5, 2), line('2', 7)])).toMatchObject({ grantWon: 12, ownShareWon: 2, totalWon: 14 });
    expect(isFreeBudgetMove(1_000_000, 10_000_000, 10)).toBe(true);
    expect(isFreeBudgetMove(1_000_001, 10_000_000, 10)).toBe(false);
  });
});

describe('advance', () => {
  it('stops at 70 per cent', () => {
    expect(checkAdvance({ grantWon: 30_000_000, advanceWon: 21_000_000, capPercent: 70 })).toEqual({ allowed: true });
    expect(checkAdvance({ grantWon: 30_000_000, advanceWon: 21_000_001, capPercent: 70 })).toEqual({ allowed: false, maxWon: 21_000_000 });
    expect(checkAdvance({ grantWon: 30_000_000, advanceWon: 2_000_000, capPercent: 70, alreadyAdvancedWon: 20_000_000 })).toEqual({ allowed: false, maxWon: 1_000_000 });
  });
});

describe('tranches', () => {
  it('splits 50/30/20 with their gates', () => {
    expect(planTranches(30_000_000, [50, 30, 20]).map((tranche) => [tranche.kind, tranche.gate, tranche.amountWon])).toEqual([
      ['advance', 'in_force', 15_000_000], ['interim', 'interim_passed', 9_000_000], ['final', 'settlement_final', 6_000_000],
    ]);
    expect(planTranches(30_000_000, [100])[0]).toMatchObject({ kind: 'final' });
  });

  it('always sums to the grant, also after a change', () => {
    fc.assert(
      fc.property(won, won, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), (grant, more, split) => {
        const plan = planTranches(grant, split);
        expect(tranchesSumToGrant(plan, grant)).toBe(true);
        const marked = plan.map((tranche, index) => ({ ...tranche, fixed: index === 0 && plan.length > 1 }));
        expect(tranchesSumToGrant(replanTranches(marked, grant + more), grant + more)).toBe(true);
      }),
    );
    expect(() => replanTranches([{ ...planTranches(10, [100])[0]!, fixed: true }], 5)).toThrow(RangeError);
  });
});

describe('claims', () => {
  const claim = (over: object = {}) => ({ id: 'a', amountWon: 100, proofOn: '2026-09-10', proofNumber: 'T-1', issuerBusinessNumber: '9998100015', hasInvoice: true, hasTransfer: true, ...over });
  const period = { claimWon: 100, startsOn: '2026-08-01', endsOn: '2027-07-31', today: '2026-11-01' };

  it('accepts a clean line', () => {
    expect(checkClaim([claim()], period)).toEqual([]);
  });

  it('finds proofs outside the period, used twice or missing', () => {
    const codes = (over: object, extra: object = {}) => checkClaim([claim(over)], { ...period, ...extra }).map((issue) => issue.code);
    expect(codes({ proofOn: '2026-07-31' })).toEqual(['proof_outside_period']);
    expect(codes({ proofOn: '2026-11-02' })).toEqual(['proof_in_future']);
    expect(codes({ hasTransfer: false })).toEqual(['proof_missing']);
    expect(codes({}, { usedKeys: new Set(['9998100015:T1']) })).toEqual(['proof_used']);
    expect(codes({}, { claimWon: 101 })).toEqual(['sum_differs']);
  });

  it('closes on 30 November at 18:00 and opens in January', () => {
    expect(isPaymentClosed(fromSeoul('2026-11-30', '18:00'), defaultSettings)).toBe(false);
    expect(isPaymentClosed(fromSeoul('2026-11-30', '18:01'), defaultSettings)).toBe(true);
    expect(isPaymentClosed(fromSeoul('2027-01-01'), defaultSettings)).toBe(false);
  });
});

describe('ledger', () => {
  const pool = { organisationId: 'c1', programmeYearId: 'y14' };
  const firmId = 'f1';

  it('balances every rule and its reversal', () => {
    fc.assert(
      fc.property(won, (amountWon) => {
        const postings = [
          ledger.contributionLines(pool, amountWon),
          ledger.allocationLines(pool, amountWon),
          ledger.commitmentLines(pool, firmId, amountWon),
          ledger.releaseLines(pool, firmId, amountWon),
          ledger.paymentLines(pool, firmId, amountWon),
          ledger.acceptedUseLines(pool, firmId, amountWon),
          ledger.refundLines(pool, firmId, amountWon),
          ledger.interestLines(pool, amountWon),
          ledger.clawbackLines(pool, firmId, amountWon),
          ledger.newClaimLines(pool, firmId, amountWon),
          ledger.clawbackReceiptLines(pool, firmId, amountWon),
        ];
        for (const lines of postings) {
          expect(ledger.isBalanced(lines)).toBe(true);
          const both = ledger.sumBalances([...lines, ...ledger.reversalLines(lines)]);
          expect([...both.values()].every((balance) => balance === 0)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('ends at zero when a grant is paid, settled and the rest returned', () => {
    const balances = ledger.sumBalances([
      ...ledger.contributionLines(pool, 100),
      ...ledger.allocationLines(pool, 100),
      ...ledger.commitmentLines(pool, firmId, 40),
      ...ledger.paymentLines(pool, firmId, 30),
      ...ledger.acceptedUseLines(pool, firmId, 25),
      ...ledger.refundLines(pool, firmId, 5),
      ...ledger.releaseLines(pool, firmId, 10),
    ]);
    expect((['outside', 'contributor_earmark', 'programme_year', 'firm_grant', 'firm_paid'] as const).map((kind) => balances.get(kind))).toEqual([-75, 0, 75, 0, 0]);
    expect([...balances.values()].reduce((sum, balance) => sum + balance, 0)).toBe(0);
  });

  it('draws from the stocks in their order and says what is missing', () => {
    expect(ledger.drawFrom([{ balanceWon: 30 }, { balanceWon: 0 }, { balanceWon: 20 }], 40)).toEqual({ parts: [{ stock: { balanceWon: 30 }, amountWon: 30 }, { stock: { balanceWon: 20 }, amountWon: 10 }], missingWon: 0 });
    expect(ledger.drawFrom([{ balanceWon: 30 }], 40).missingWon).toBe(10);
  });

  it('refuses amounts that are not positive', () => {
    expect(() => ledger.paymentLines(pool, firmId, 0)).toThrow(RangeError);
    expect(() => ledger.contributionLines(pool, -5)).toThrow(RangeError);
  });
});

describe('settlement', () => {
  const one = (claimedWon: number, allowedWon: number) => [{ id: '1', claimedWon, allowedWon, code: claimedWon === allowedWon ? null : ('vat' as const) }];

  it('finds the final payment and the refund', () => {
    expect(settle({ lines: one(30, 30), agreedGrantWon: 30, agreedOwnShareWon: 0, paidWon: 24 })).toMatchObject({ finalPaymentDueWon: 6, refundDueWon: 0, releaseWon: 0 });
    expect(settle({ lines: one(30, 20), agreedGrantWon: 30, agreedOwnShareWon: 0, paidWon: 24, interestEarnedWon: 1 })).toMatchObject({ finalPaymentDueWon: 0, refundDueWon: 5, releaseWon: 6, disallowedWon: 10 });
    expect(settle({ lines: one(50, 50), agreedGrantWon: 30, agreedOwnShareWon: 10, paidWon: 30 })).toMatchObject({ allowedGrantWon: 30, ownShareWon: 20 });
    expect(settle({ lines: one(20, 20), agreedGrantWon: 30, agreedOwnShareWon: 10, paidWon: 10 })).toMatchObject({ allowedGrantWon: 15, ownShareWon: 5, finalPaymentDueWon: 5 });
  });

  it('accounts for every won of the commitment', () => {
    fc.assert(
      fc.property(won, won, fc.integer({ min: 0, max: 100 }), (agreed, cost, paidPercent) => {
        const paidWon = Math.floor((agreed * paidPercent) / 100);
        const result = settle({ lines: one(cost, cost), agreedGrantWon: agreed, agreedOwnShareWon: 0, paidWon });
        return paidWon + result.finalPaymentDueWon + result.releaseWon === agreed && !(result.refundDueWon > 0 && result.finalPaymentDueWon > 0);
      }),
    );
  });

  it('asks for a code on every reduced line', () => {
    expect(checkSettlementLines([{ id: 'a', claimedWon: 10, allowedWon: 9, code: null }, { id: 'b', claimedWon: 10, allowedWon: 11, code: null }, { id: 'c', claimedWon: 10, allowedWon: 10, code: null }])).toEqual(['a', 'b']);
    expect(vatInside(11_000_000)).toBe(1_000_000);
    expect(acceptedPercent({ allowedGrantWon: 15_000_000 }, 30_000_000)).toBe(50);
  });
});

describe('clawback', () => {
  const rates = [{ fromOn: '2020-01-01', percent: 5 }];

  it('adds simple interest by day', () => {
    expect(simpleInterest(36_500_000, '2026-01-01', '2026-01-11', rates)).toBe(50_000);
    expect(simpleInterest(36_500_000, '2026-01-01', '2026-01-01', rates)).toBe(0);
    expect(simpleInterest(36_500_000, '2026-01-01', '2026-01-11', [...rates, { fromOn: '2026-01-07', percent: 10 }])).toBe(75_000);
  });

  it('waives the surcharge for a report one day before the notice', () => {
    const base = { principalWon: 10_000_000, paidOn: '2026-01-01', decidedOn: '2026-01-01', rates, surchargeTimes: 3, noticedOn: '2026-03-02' };
    expect(computeClawback({ ...base, reportedOn: '2026-03-01' })).toMatchObject({ surchargeWon: 0, totalWon: 10_000_000 });
    expect(computeClawback({ ...base, reportedOn: '2026-03-02' })).toMatchObject({ surchargeWon: 30_000_000, totalWon: 40_000_000 });
  });

  it('keeps the announced surcharge to the won, and takes a multiple without loss', () => {
    const base = { principalWon: 1_054_909, paidOn: '2026-01-01', decidedOn: '2026-01-01', rates };
    expect(computeClawback({ ...base, surchargeTimes: 1.5 }).surchargeWon).toBe(1_582_363);
    expect(computeClawback({ ...base, surchargeWon: 1_582_363 })).toMatchObject({ surchargeWon: 1_582_363, totalWon: 2_637_272 });
    expect(computeClawback({ ...base, principalWon: 1_000_000, surchargeTimes: 1.1 }).surchargeWon).toBe(1_100_000);
  });

  it('does not depend on where a constant rate is cut', () => {
    fc.assert(
      fc.property(won, fc.integer({ min: 0, max: 200 }), (principal, cut) => {
        const on = new Date(Date.UTC(2026, 0, 2 + cut)).toISOString().slice(0, 10);
        const once = simpleInterest(principal, '2026-01-01', '2026-06-30', rates);
        return simpleInterest(principal, '2026-01-01', '2026-06-30', [...rates, { fromOn: on, percent: 5 }]) === once;
      }),
    );
  });
});

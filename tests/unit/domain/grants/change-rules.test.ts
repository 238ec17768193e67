import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from '#app/domain/calendar/civil-date.ts';
import { LEAST_TRANCHE_WON, paymentEffect, reducibleWon, spreadReduction } from '#app/domain/grants/change-effects.ts';
import { changeKinds, CHANGE_KINDS, rivalsOf, STARTABLE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { checkChange, checkExtension, checkGrantLines, checkOwnLines, checkTargetRaised, checkTask, checkWindows, isSmallChange, latestEnd, monthsAdded, sizeOfChange } from '#app/domain/grants/change-rules.ts';
import { canRebase, currentValues, deltaOf, sumLines, wantedValues, type ChangeFacts } from '#app/domain/grants/change-values.ts';
import { defaultSettings as settings } from '#app/domain/programmes/settings.ts';

const facts: ChangeFacts = {
  startsOn: '2026-10-15', endsOn: '2027-04-14', extensionCount: 0, extendedMonths: 0, amountWon: 30_000_000, advanceCapPercent: 70,
  lines: [
    { title: '비전 검사기', basis: '1대', grantWon: 12_000_000, ownShareWon: 1_000_000, claimedWon: 5_000_000 },
    { title: '공정 컨설팅', basis: '25일', grantWon: 18_000_000, ownShareWon: 0, claimedWon: 0 },
  ],
  approvedLineWon: [12_000_000, 18_000_000],
  tasks: [{ id: 't1', title: '검사 자동화', startMonth: '2026-11', endMonth: '2027-01' }],
  cards: [{ id: 'k1', name: { ko: '불량률', en: 'Defects' }, unit: '%', better: 'lower', target: 2 }],
  firm: { representativeName: '이가온', postalCode: '04524', address: '서울', addressDetail: '2층', phone: '021234567', website: null },
  bank: { bankName: '신한은행', lastDigits: '9012', holder: '가온' },
  consultantName: '박컨설',
  tranches: [
    { id: 'a', number: 1, kind: 'advance', state: 'paid', plannedWon: 15_000_000 },
    { id: 'b', number: 2, kind: 'interim', state: 'planned', plannedWon: 9_000_000 },
    { id: 'c', number: 3, kind: 'final', state: 'planned', plannedWon: 6_000_000 },
  ],
};
const codes = (issues: readonly { code: string }[]) => issues.map((issue) => issue.code);
const lines = (kind: 'budget_above_limit' | 'amount', first: number, second: number) => wantedValues(currentValues(kind, null, facts), { fields: {}, lines: [first, second] });

describe('the windows of a change request', () => {
  test('fifteen days after the cause still count, the sixteenth does not, and the message names the last day', () => {
    const check = (today: string) => checkWindows({ kind: 'site', causeOn: '2026-11-02', today, endsOn: facts.endsOn }, settings);
    expect(check('2026-11-17')).toEqual([]);
    expect(check('2026-11-18')).toMatchObject([{ code: 'cause_window', params: { until: '2026-11-17', days: 15 } }]);
  });

  test('thirty days before the end still count, twenty-nine do not', () => {
    const check = (today: string) => checkWindows({ kind: 'site', causeOn: today, today, endsOn: '2027-04-14' }, settings);
    expect(check('2027-03-15')).toEqual([]);
    expect(check('2027-03-16')).toMatchObject([{ code: 'end_window', params: { until: '2027-03-15', endsOn: '2027-04-14' } }]);
  });

  test('contact and account may change until the end, nothing after it', () => {
    for (const kind of ['contact', 'bank_account'] as const) {
      expect(checkWindows({ kind, causeOn: null, today: facts.endsOn, endsOn: facts.endsOn }, settings)).toEqual([]);
      expect(codes(checkWindows({ kind, causeOn: null, today: addDays(facts.endsOn, 1), endsOn: facts.endsOn }, settings))).toEqual(['agreement_over']);
    }
  });

  test('a cause that is missing or lies ahead is refused', () => {
    expect(codes(checkWindows({ kind: 'site', causeOn: null, today: '2026-11-18', endsOn: facts.endsOn }, settings))).toEqual(['cause_missing']);
    expect(codes(checkWindows({ kind: 'site', causeOn: '2026-11-19', today: '2026-11-18', endsOn: facts.endsOn }, settings))).toEqual(['cause_in_future']);
  });

  test('for any settings the window is open exactly on the days between cause and its last day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 300 }), (within, beforeEnd, late) => {
        const today = addDays('2026-10-20', late);
        const found = codes(checkWindows({ kind: 'other', causeOn: '2026-10-20', today, endsOn: facts.endsOn }, { changeWithinCauseDays: within, changeBeforeEndDays: beforeEnd }));
        if (today > facts.endsOn) return found.includes('agreement_over');
        return found.includes('cause_window') === late > within && found.includes('end_window') === today > addDays(facts.endsOn, -beforeEnd);
      }),
    );
  });
});

describe('an extension', () => {
  test('is one of at most three months', () => {
    expect(checkExtension('2027-07-14', facts, settings)).toEqual([]);
    expect(checkExtension('2027-07-15', facts, settings)).toMatchObject([{ code: 'extension_too_long', params: { until: '2027-07-14', months: 3 } }]);
    expect(codes(checkExtension('2027-04-14', facts, settings))).toEqual(['extension_not_later']);
    expect(codes(checkExtension('2027-05-14', { ...facts, extensionCount: 1 }, settings))).toEqual(['extension_used']);
  });

  test('never ends after the latest day, whatever is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 400 }), fc.integer({ min: 0, max: 3 }), (days, extendedMonths) => {
        const wanted = addDays(facts.endsOn, days);
        const given = { ...facts, extendedMonths };
        const allowed = checkExtension(wanted, given, settings).length === 0;
        return allowed === (days > 0 && wanted <= latestEnd(given, settings)) && (!allowed || monthsAdded(facts.endsOn, wanted) <= settings.extensionMaxMonths);
      }),
    );
  });

  test('counts started months', () => {
    expect(monthsAdded('2027-04-14', '2027-04-15')).toBe(1);
    expect(monthsAdded('2027-04-14', '2027-05-14')).toBe(1);
    expect(monthsAdded('2027-04-14', '2027-05-15')).toBe(2);
    expect(monthsAdded('2027-01-31', addMonths('2027-01-31', 3))).toBe(3);
  });
});

describe('a KPI target', () => {
  test('moves towards the better side only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('higher' as const, 'lower' as const), (before, after, better) => {
        const lowered = better === 'higher' ? after < before : after > before;
        return codes(checkTargetRaised(before, after, better)).includes('target_lowered') === lowered;
      }),
    );
    expect(codes(checkTargetRaised(2, Number.NaN, 'lower'))).toEqual(['target_missing']);
  });
});

describe('budget lines', () => {
  test('a shift keeps the sum and stays above what was claimed', () => {
    expect(checkGrantLines('budget_above_limit', lines('budget_above_limit', 10_000_000, 20_000_000), facts)).toEqual([]);
    expect(checkGrantLines('budget_above_limit', lines('budget_above_limit', 10_000_000, 19_000_000), facts)).toMatchObject([{ code: 'sum_differs', params: { sum: 29_000_000, grant: 30_000_000 } }]);
    expect(checkGrantLines('budget_above_limit', lines('budget_above_limit', 4_000_000, 26_000_000), facts)).toMatchObject([{ code: 'line_below_claimed', params: { least: 5_000_000 } }]);
  });

  test('an amount only falls, and only as far as open payments and the advance allow', () => {
    expect(codes(checkGrantLines('amount', lines('amount', 13_000_000, 18_000_000), facts))).toEqual(['amount_not_lower']);
    expect(checkGrantLines('amount', lines('amount', 9_000_000, 14_000_000), facts)).toEqual([]);
    expect(checkGrantLines('amount', lines('amount', 5_000_000, 14_000_000), facts)).toMatchObject([{ code: 'amount_too_low', params: { least: 21_428_572 } }]);
  });

  test('a reduction is taken from the last payment backwards, never from one that was asked for, and loses no won', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ state: fc.constantFrom('planned', 'claim_open', 'submitted', 'paid'), plannedWon: fc.integer({ min: 1, max: 20_000_000 }) }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 40_000_000 }), (given, cut) => {
        const tranches = given.map((tranche, index) => ({ ...tranche, id: String(index), number: index + 1, kind: 'interim' }));
        const effects = spreadReduction(tranches, cut);
        if (cut > reducibleWon(tranches)) return effects === null;
        const taken = (effects ?? []).reduce((sum, effect) => sum + effect.beforeWon - effect.afterWon, 0);
        return taken === cut && (effects ?? []).every((effect, index) => (['submitted', 'paid'].includes(tranches[index]?.state ?? '') ? effect.afterWon === effect.beforeWon : effect.afterWon >= Math.min(effect.beforeWon, LEAST_TRANCHE_WON)));
      }),
    );
  });

  test('a shift within ten per cent of each approved line is small, a larger one is not, and small ones do not add up', () => {
    const small = lines('budget_above_limit', 10_800_000, 19_200_000);
    expect(sizeOfChange('budget_above_limit', small, facts, settings)).toBe('budget_within_limit');
    expect(sizeOfChange('budget_within_limit', lines('budget_above_limit', 10_799_999, 19_200_001), facts, settings)).toBe('budget_above_limit');
    const moved = { ...facts, lines: facts.lines.map((line, index) => ({ ...line, grantWon: index === 0 ? 10_800_000 : 19_200_000 })) };
    expect(isSmallChange('budget_within_limit', lines('budget_above_limit', 9_800_000, 20_200_000), moved, settings)).toBe(false);
    expect(isSmallChange('contact', {}, facts, settings)).toBe(true);
    expect(isSmallChange('amount', small, facts, settings)).toBe(false);
  });

  test('the own share keeps its least part', () => {
    const wanted = wantedValues(currentValues('own_share', null, facts), { fields: {}, lines: [0, 0] });
    expect(codes(checkOwnLines(wanted, facts, { ownShareMinPercent: 10 }))).toEqual(['own_share_low']);
    expect(checkOwnLines(wanted, facts, { ownShareMinPercent: 0 })).toEqual([]);
  });
});

describe('the values of a request', () => {
  test('only fields of the kind are taken, whatever else is sent', () => {
    for (const kind of changeKinds) {
      const before = currentValues(kind, null, facts);
      const after = wantedValues(before, { fields: { endsOn: '2027-06-01', amountWon: '1', state: 'approved', representativeName: '김새로' }, lines: [1, 2, 3, 4] });
      expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
    }
  });

  test('an empty field stays as it is, but for those that may be emptied', () => {
    const before = currentValues('site', null, facts);
    expect(wantedValues(before, { fields: { postalCode: '', address: '부산', addressDetail: '' } })).toEqual({ postalCode: '04524', address: '부산', addressDetail: null });
    expect(deltaOf(before, { ...before, address: '부산' })).toEqual([{ key: 'address', before: '서울', after: '부산' }]);
  });

  test('a request may move onto a newer version as long as its own fields did not change', () => {
    const before = currentValues('extension', null, facts);
    expect(canRebase(before, currentValues('extension', null, { ...facts, amountWon: 1 }))).toBe(true);
    expect(canRebase(before, currentValues('extension', null, { ...facts, endsOn: '2027-05-01' }))).toBe(false);
    expect(sumLines(currentValues('amount', null, facts), 'grant')).toBe(30_000_000);
  });

  test('a task stays within the period and runs forwards', () => {
    const before = currentValues('task_content', 't1', facts);
    expect(codes(checkTask({ ...before, endMonth: '2027-05' }, facts))).toEqual(['task_outside']);
    expect(codes(checkTask({ ...before, startMonth: '2027-02' }, facts))).toEqual(['task_backwards']);
    expect(codes(checkTask(currentValues('task_content', 'other', facts), facts))).toEqual(['choose_task']);
  });
});

describe('a whole request', () => {
  test('names everything that is missing at once', () => {
    const before = currentValues('site', null, facts);
    expect(codes(checkChange({ kind: 'site', before, after: before, causeOn: null, reason: '', proofs: 0, today: '2026-11-18' }, facts, settings))).toEqual(['cause_missing', 'nothing_changed', 'reason_short', 'proof_missing']);
  });

  test('says for each kind what it does to the payments', () => {
    const before = currentValues('amount', null, facts);
    const effect = paymentEffect('amount', before, lines('amount', 9_000_000, 14_000_000), facts, settings);
    expect(effect.tranches.map((tranche) => tranche.afterWon)).toEqual([15_000_000, 7_990_000, 10_000]);
    expect(paymentEffect('bank_account', {}, {}, facts, settings)).toMatchObject({ code: 'frozen', params: { days: 3 } });
    expect(changeKinds.every((kind) => typeof paymentEffect(kind, currentValues(kind, null, facts), currentValues(kind, null, facts), facts, settings).code === 'string')).toBe(true);
  });

  test('kinds have one open request each, the two sizes of a budget shift count as one', () => {
    expect(rivalsOf('budget_above_limit')).toEqual(rivalsOf('budget_within_limit'));
    expect(STARTABLE_KINDS).not.toContain('budget_within_limit');
    expect(CHANGE_KINDS.contact).toMatchObject({ windows: false, proof: false });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import catalogue from '#db/seeds/kpis.json' with { type: 'json' };
import measures from '#db/seeds/kpi-measures.json' with { type: 'json' };
import { aggregateImprovement, meetsCompletionMark, medianOf } from '#app/domain/outcomes/aggregate.ts';
import { checkTarget, computeImprovement, computeRate, percentToPpm, ppmToPercent } from '#app/domain/outcomes/improvement.ts';
import { familiesOf, kpiDefinitionSchema, kpiMeasureSchema, missingMandatoryFamilies } from '#app/domain/outcomes/kpi-definition.ts';
import { baselineWindow, poolWindow, previousYearWindow, resultWindow, windowDates } from '#app/domain/outcomes/measurement-window.ts';

const shown = (value: number | null) => (value === null ? '-' : value.toFixed(1));

describe('improvement', () => {
  it.each([
    ['lower', 2.93, 1.71, 2.05, '41.6', '138.6'],
    ['lower', 29_300, 17_100, 20_500, '41.6', '138.6'],
    ['higher', 120, 156, 150, '30.0', '120.0'],
    ['higher', 20, 84, 90, '320.0', '91.4'],
    ['lower', 14, 9, 10, '35.7', '125.0'],
    ['lower', 1000, 1150, 800, '-15.0', '-75.0'],
  ] as const)('%s is better: %d to %d, target %d', (better, before, after, target, improvement, achievement) => {
    const result = computeImprovement({ before, after, target, better });
    expect(shown(result.improvementPercent)).toBe(improvement);
    expect(shown(result.achievementPercent)).toBe(achievement);
  });

  it('keeps per cent and percentage points apart', () => {
    const result = computeImprovement({ before: 91.2, after: 96.8, better: 'higher' });
    expect(shown(result.improvementPercent)).toBe('6.1');
    expect(result.change).toBe(5.6);
    expect(result.achievementPercent).toBeNull();
  });

  it('has no improvement from a zero baseline', () => {
    expect(computeImprovement({ before: 0, after: 5, target: 10, better: 'higher' })).toMatchObject({
      improvementPercent: null, achievementPercent: 50, excluded: 'zero_baseline', worse: false,
    });
    expect(computeImprovement({ before: 0, after: 5, better: 'lower' }).worse).toBe(true);
  });

  it('marks a worse value', () => {
    expect(computeImprovement({ before: 1000, after: 1150, better: 'lower' })).toMatchObject({ worse: true, improvementPercent: -15 });
  });

  it('accepts targets on the better side only', () => {
    expect(checkTarget({ before: 2.93, target: 2.05, better: 'lower' })).toBe('ok');
    expect(checkTarget({ before: 2.93, target: 2.93, better: 'lower' })).toBe('same_as_baseline');
    expect(checkTarget({ before: 91, target: 90, better: 'higher' })).toBe('worse_than_baseline');
  });

  it('is the same in per cent and ppm', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (before, after) => {
        const ppm = computeImprovement({ before, after, better: 'lower' }).improvementPercent ?? 0;
        const percent = computeImprovement({ before: ppmToPercent(before), after: ppmToPercent(after), better: 'lower' }).improvementPercent ?? 0;
        return Math.abs(ppm - percent) <= 0.0002;
      }),
    );
    expect(percentToPpm(2.93)).toBe(29_300);
    expect(computeRate(3, 0, 100)).toBeNull();
  });

  it('reaching the target exactly is 100 per cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (before, target) => {
        fc.pre(before !== target);
        const better = target < before ? 'lower' : 'higher';
        return computeImprovement({ before, after: target, target, better }).achievementPercent === 100;
      }),
    );
  });
});

describe('averages', () => {
  const firm = (firmId: string, ...values: (number | null)[]) => ({ firmId, values: values.map((improvementPercent) => ({ improvementPercent })) });

  it('takes the mean of firm means and reports its basis', () => {
    const result = aggregateImprovement([firm('a', 10, 30), firm('b', 60, null), firm('c', null), firm('d')]);
    expect(result).toMatchObject({ mean: 40, median: 40, n: 2, asked: 4, answered: 3, values: 3, capped: 0 });
    expect(result.excluded.zero_baseline).toBe(2);
  });

  it('cuts values at the cap only when asked', () => {
    expect(aggregateImprovement([firm('a', 500), firm('b', 100)]).mean).toBe(300);
    expect(aggregateImprovement([firm('a', 500), firm('b', 100)], { capPercent: 300 })).toMatchObject({ mean: 200, capped: 1, capPercent: 300 });
  });

  it('has no mean without values', () => {
    expect(aggregateImprovement([])).toMatchObject({ mean: null, median: null, n: 0, asked: 0 });
    expect(medianOf([3, 1, 2, 10])).toBe(2.5);
  });

  it('does not depend on the order of firms', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 900 }), { minLength: 1, maxLength: 30 }), (values) => {
        const firms = values.map((value, index) => firm(String(index), value));
        expect(aggregateImprovement([...firms].reverse())).toEqual(aggregateImprovement(firms));
      }),
    );
  });

  it('compares completion with the pass mark', () => {
    expect(meetsCompletionMark([100, 60], 80)).toBe(true);
    expect(meetsCompletionMark([100, 59.9, null], 80)).toBe(false);
    expect(meetsCompletionMark([null], 80)).toBeNull();
  });
});

describe('measurement window', () => {
  it('takes full months before the agreement and at its end', () => {
    expect(baselineWindow('2026-08-01')).toEqual({ fromMonth: '2026-05', toMonth: '2026-07' });
    expect(baselineWindow('2026-10-20')).toEqual({ fromMonth: '2026-07', toMonth: '2026-09' });
    expect(resultWindow('2027-07-31')).toEqual({ fromMonth: '2027-05', toMonth: '2027-07' });
    expect(resultWindow('2027-07-30')).toEqual({ fromMonth: '2027-04', toMonth: '2027-06' });
    expect(previousYearWindow({ fromMonth: '2027-05', toMonth: '2027-07' })).toEqual({ fromMonth: '2026-05', toMonth: '2026-07' });
    expect(windowDates({ fromMonth: '2026-05', toMonth: '2026-07' })).toEqual({ fromOn: '2026-05-01', toOn: '2026-07-31' });
  });

  it('adds counts before dividing', () => {
    const counts = [
      { month: '2026-05', numerator: 10, denominator: 100 },
      { month: '2026-06', numerator: 0, denominator: 900 },
      { month: '2026-07', numerator: 20, denominator: 1000 },
    ];
    const pooled = poolWindow(counts, { fromMonth: '2026-05', toMonth: '2026-07' }, { scale: 100, part: true });
    expect(pooled).toMatchObject({ numerator: 30, denominator: 2000, value: 1.5, flags: [] });
  });

  it('flags what weakens the value', () => {
    const window = { fromMonth: '2026-05', toMonth: '2026-07' };
    expect(poolWindow([], window, { scale: 100 }).flags).toEqual(['short_window', 'zero_denominator']);
    const gap = [{ month: '2026-05', numerator: 1, denominator: 10 }, { month: '2026-07', numerator: 11, denominator: 10 }];
    expect(poolWindow(gap, window, { scale: 100, part: true, minSample: 50 }).flags).toEqual(['missing_month', 'small_sample', 'part_larger_than_whole']);
    const same = ['2026-05', '2026-06', '2026-07'].map((month) => ({ month, numerator: 2, denominator: 100 }));
    expect(poolWindow(same, window, { scale: 100 }).flags).toEqual(['constant_values']);
  });
});

describe('catalogue', () => {
  it('is readable and complete', () => {
    const definitions = catalogue.map((row) => kpiDefinitionSchema.parse(row));
    const codes = measures.map((row) => kpiMeasureSchema.parse(row).code);
    expect(codes).toEqual(definitions.map((definition) => definition.code));
    expect(familiesOf({ family: 'P/D' })).toEqual(['P', 'D']);
    expect(missingMandatoryFamilies([{ family: 'P/D' }])).toEqual(['Q']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSeoul } from '#app/domain/calendar/seoul.ts';
import { accountManDays, isManDayStep, suggestManDays } from '#app/domain/visits/man-days.ts';
import { checkLoggedVisit, checkPlannedVisit, findOverlaps, visitsOverlap } from '#app/domain/visits/visit-rules.ts';

const range = (from: string, to: string) => ({ startsAt: fromSeoul('2026-09-01', from), endsAt: fromSeoul('2026-09-01', to) });

describe('visits', () => {
  it('accepts a visit that just ended, with the tolerance for phone clocks', () => {
    const visit = { ...range('09:00', '12:00'), manDays: 0.5 };
    expect(checkLoggedVisit(visit, fromSeoul('2026-09-01', '11:55'))).toEqual([]);
    expect(checkLoggedVisit(visit, fromSeoul('2026-09-01', '11:54')).map((entry) => entry.code)).toEqual(['in_the_future']);
  });

  it('refuses an end before the start, quarter days and too many days', () => {
    const now = fromSeoul('2026-09-02');
    const codes = (from: string, to: string, manDays: number) => checkLoggedVisit({ ...range(from, to), manDays }, now).map((entry) => entry.code);
    expect(codes('12:00', '09:00', 0.5)).toEqual(['end_before_start']);
    expect(codes('09:00', '18:00', 0.75)).toEqual(['half_day_steps']);
    expect(codes('09:00', '12:00', 1)).toEqual(['too_many_days']);
    expect(codes('09:00', '17:00', 1)).toEqual([]);
    expect(checkPlannedVisit(range('09:00', '10:00'), now).map((entry) => entry.code)).toEqual(['in_the_past']);
  });

  it('finds overlaps, in both directions and never at the edges', () => {
    expect(visitsOverlap(range('09:00', '12:00'), range('12:00', '13:00'))).toBe(false);
    expect(findOverlaps({ ...range('09:00', '12:00'), id: 'a' }, [{ ...range('11:00', '13:00'), id: 'b' }, { ...range('09:00', '12:00'), id: 'a' }])).toHaveLength(1);
    const minute = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(minute, minute, minute, minute, (a, b, c, d) => {
        const make = (from: number, length: number) => ({ startsAt: new Date(from * 60_000), endsAt: new Date((from + length) * 60_000) });
        const left = make(a, b);
        const right = make(c, d);
        return visitsOverlap(left, right) === visitsOverlap(right, left);
      }),
    );
  });
});

describe('man-days', () => {
  it('accounts for every kind and the total', () => {
    const rows = accountManDays({ diagnosis: 3, coaching: 20, closing: 2 }, [
      { kind: 'diagnosis', manDays: 1.5, done: true },
      { kind: 'diagnosis', manDays: 2, done: false },
      { kind: 'coaching', manDays: 0.5, done: true },
    ]);
    expect(rows[0]).toMatchObject({ kind: 'diagnosis', used: 1.5, planned: 2, left: 0, over: true });
    expect(rows[3]).toEqual({ kind: 'total', agreed: 25, used: 2, planned: 2, left: 21, over: false });
  });

  it('works in half days', () => {
    expect([0.5, 1, 1.5, 2].every(isManDayStep)).toBe(true);
    expect([0, 0.25, 2.5, Number.NaN].some(isManDayStep)).toBe(false);
    expect([0, 180, 240, 241, 480].map(suggestManDays)).toEqual([0.5, 0.5, 0.5, 1, 1]);
  });
});

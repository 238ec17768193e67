import { expect, test } from 'vitest';
import { announcedFrom, followUpDates, refuseEarlierEnd } from '#app/domain/firms/follow-up-dates.ts';

test('results are measured again so many months after the beginning, inside the follow-up', () => {
  expect(followUpDates('2026-08-31', '2028-08-30', [12, 6, 6])).toEqual(['2027-02-28', '2027-08-31']);
  expect(followUpDates('2026-08-31', '2027-03-01', [6, 12])).toEqual(['2027-02-28']);
});

test('the end is announced sixty days before and brought forward with two weeks of notice', () => {
  expect(announcedFrom('2027-03-01')).toBe('2026-12-31');
  const now = { today: '2026-11-01', presentEndOn: '2027-03-01' };
  expect(refuseEarlierEnd('2026-11-15', now)).toBeNull();
  expect(refuseEarlierEnd('2026-11-14', now)).toBe('soon');
  expect(refuseEarlierEnd('2027-03-01', now)).toBe('later');
});

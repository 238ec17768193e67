import { expect, test } from 'vitest';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { sumSideTimes } from '#app/services/workflow/side-times.ts';

const segment = (side: string, from: string, to: string | null, promiseDays: number | null = null) => ({ machine: 'application', subjectId: 'a', state: 's', side, promiseDays, dueOn: null, startedAt: new Date(`${from}T01:00:00Z`), endedAt: to ? new Date(`${to}T01:00:00Z`) : null });

test('working days add up per side, a running wait counts until today, holidays and weekends do not', () => {
  const times = sumSideTimes([segment('firm', '2026-08-10', '2026-08-14'), segment('officer', '2026-08-14', null, 10), segment('officer', '2026-08-03', '2026-08-05', 5)], '2026-08-18', toHolidaySet(['2026-08-17']));
  expect(times).toEqual([
    { side: 'firm', usedDays: 4, promisedDays: null },
    { side: 'officer', usedDays: 3, promisedDays: 15 },
  ]);
});

test('what runs beside the way does not count, and days with several things to do count once', () => {
  const visit = { ...segment('consultant', '2026-08-03', null), machine: 'visit' };
  const times = sumSideTimes([visit, segment('consultant', '2026-08-10', '2026-08-13', 5), segment('consultant', '2026-08-11', '2026-08-14', 5)], '2026-08-28', toHolidaySet([]));
  expect(times).toEqual([{ side: 'consultant', usedDays: 4, promisedDays: 10 }]);
});

test('a side that promised something is measured by that alone', () => {
  const times = sumSideTimes([segment('firm', '2026-08-03', '2026-08-05', 7), segment('firm', '2026-08-10', '2026-08-28')], '2026-08-28', toHolidaySet([]));
  expect(times).toEqual([{ side: 'firm', usedDays: 2, promisedDays: 7 }]);
});

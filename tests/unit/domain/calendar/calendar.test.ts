import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import holidayRows from '#db/seeds/holidays.json' with { type: 'json' };
import {
  addDays, addMonths, daysBetween, isCivilDate, listMonths, monthRange, parseCivilDate, programmeQuarter, weekdayOf,
} from '#app/domain/calendar/civil-date.ts';
import {
  deadlineAfterDays, deadlineInstant, isPast, listReminderDates, makeDeadline, workingDaysLeft,
} from '#app/domain/calendar/deadline.ts';
import { holidaySchema, toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { needsAlarm, readRuler } from '#app/domain/calendar/ruler.ts';
import { fromSeoul, parseSeoulDateTime, toSeoulDate, toSeoulDateTime, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays, isWorkingDay, nthWorkingDayOfMonth, workingDaysBetween } from '#app/domain/calendar/working-days.ts';

const rows = holidayRows.map((row) => holidaySchema.parse(row));
const holidays = toHolidaySet(rows);
const date = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-06-01', days));

describe('civil dates', () => {
  it('knows real dates and weekdays', () => {
    expect(isCivilDate('2026-02-29')).toBe(false);
    expect(isCivilDate('2028-02-29')).toBe(true);
    expect(weekdayOf('2026-08-14')).toBe(5);
    expect(weekdayOf('1969-12-31')).toBe(3);
    expect(parseCivilDate('2026. 8. 14.')).toBe('2026-08-14');
    expect(parseCivilDate('20260814')).toBe('2026-08-14');
    expect(parseCivilDate('14/08/2026')).toBeNull();
  });

  it('adds months without leaving the month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-08-31', -6)).toBe('2026-02-28');
    expect(monthRange('2026-02')).toEqual({ fromOn: '2026-02-01', toOn: '2026-02-28' });
    expect(listMonths('2026-11', '2027-01')).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  it('counts the quarters of a programme year from August', () => {
    expect(['2026-08-01', '2026-11-30', '2027-02-01', '2027-07-31'].map((on) => programmeQuarter(on))).toEqual([1, 2, 3, 4]);
  });

  it('adds and subtracts days exactly', () => {
    fc.assert(fc.property(date, fc.integer({ min: -500, max: 500 }), (on, days) => daysBetween(on, addDays(on, days)) === days));
  });
});

describe('Seoul time', () => {
  it('turns the day at 15:00 UTC', () => {
    expect(toSeoulDate(new Date('2026-08-14T14:59:59Z'))).toBe('2026-08-14');
    expect(toSeoulDate(new Date('2026-08-14T15:00:00Z'))).toBe('2026-08-15');
    expect(toSeoulTime(fromSeoul('2026-08-14', '18:00'))).toBe('18:00');
    expect(fromSeoul('2026-08-14', '24:00')).toEqual(fromSeoul('2026-08-15'));
    expect(parseSeoulDateTime('2026-08-14T25:00')).toBeNull();
  });

  it('round-trips every minute', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 1439 }), (on, minute) => {
        const at = new Date(fromSeoul(on).getTime() + minute * 60_000);
        expect(parseSeoulDateTime(toSeoulDateTime(at))).toEqual(at);
      }),
    );
  });
});

describe('working days', () => {
  it('has every holiday once and substitutes on weekdays', () => {
    expect(holidays.size).toBe(rows.length);
    for (const row of rows) if (row.kind === 'substitute') expect([0, 6]).not.toContain(weekdayOf(row.on));
  });

  it('starts counting the day after', () => {
    expect(addWorkingDays('2026-08-13', 1, holidays)).toBe('2026-08-14');
    expect(addWorkingDays('2026-08-14', 1, holidays)).toBe('2026-08-18');
    expect(nthWorkingDayOfMonth('2026-05', 5, holidays)).toBe('2026-05-11');
    expect(workingDaysBetween('2026-08-25', '2026-08-31', holidays)).toBe(4);
  });

  it('is monotone and is undone by counting', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }), (on, days, more) => {
        const end = addWorkingDays(on, days, holidays);
        expect(isWorkingDay(end, holidays)).toBe(true);
        expect(addWorkingDays(on, days + more, holidays) > end || (days === 0 && !isWorkingDay(on, holidays))).toBe(true);
        if (days > 0) expect(workingDaysBetween(on, end, holidays)).toBe(days);
      }),
    );
  });
});

describe('deadlines', () => {
  it('moves to the next working day', () => {
    expect(makeDeadline('2026-08-15', holidays)).toMatchObject({ dueOn: '2026-08-18', moved: true, originalOn: '2026-08-15' });
    expect(makeDeadline('2027-07-04', holidays)).toMatchObject({ dueOn: '2027-07-05', moved: true });
    expect(makeDeadline('2026-08-14', holidays)).toMatchObject({ dueOn: '2026-08-14', moved: false });
  });

  it('never ends on a holiday or weekend', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 90 }), (on, days) => {
        const deadline = deadlineAfterDays(on, days, holidays);
        expect(isWorkingDay(deadline.dueOn, holidays)).toBe(true);
        expect(deadline.dueOn >= deadline.originalOn).toBe(true);
      }),
    );
  });

  it('is over after its minute and grace', () => {
    const deadline = makeDeadline('2026-08-14', holidays, '18:00');
    const at = deadlineInstant(deadline);
    expect(isPast(deadline, at)).toBe(false);
    expect(isPast(deadline, new Date(at.getTime() + 1))).toBe(true);
    expect(isPast(deadline, new Date(at.getTime() + 30 * 60_000), 30)).toBe(false);
    expect(isPast(deadline, new Date(at.getTime() + 30 * 60_000 + 1), 30)).toBe(true);
    const wholeDay = makeDeadline('2026-08-14', holidays);
    expect(isPast(wholeDay, fromSeoul('2026-08-14', '23:59'))).toBe(false);
    expect(isPast(wholeDay, fromSeoul('2026-08-15'))).toBe(true);
  });

  it('counts working days left and lists reminders', () => {
    expect(workingDaysLeft({ dueOn: '2026-08-14' }, fromSeoul('2026-07-22', '09:00'), holidays)).toBe(17);
    expect(listReminderDates('2026-08-31', [30, 7, 1], '2026-08-10')).toEqual(['2026-08-24', '2026-08-30']);
  });
});

describe('ruler', () => {
  it('counts used, left and overdue days', () => {
    const read = (today: string) => readRuler({ since: '2026-08-03', today, promisedDays: 5, holidays });
    expect(read('2026-08-03')).toMatchObject({ used: 0, left: 5, overdue: 0, promisedOn: '2026-08-10' });
    expect(read('2026-08-07')).toMatchObject({ used: 4, left: 1, overdue: 0 });
    expect(read('2026-08-12')).toMatchObject({ used: 7, left: 0, overdue: 2 });
    expect(needsAlarm(read('2026-08-14'))).toBe(false);
    expect(needsAlarm(read('2026-08-20'))).toBe(true);
  });

  it('does not count days of a hold', () => {
    const stops = [{ fromOn: '2026-08-05', toOn: null }];
    const reading = readRuler({ since: '2026-08-03', today: '2026-08-31', promisedDays: 5, holidays, stops });
    expect(reading).toMatchObject({ used: 1, overdue: 0, stopped: true, promisedOn: null });
    const over = readRuler({ since: '2026-08-03', today: '2026-08-11', promisedDays: 5, holidays, stops: [{ fromOn: '2026-08-05', toOn: '2026-08-06' }] });
    expect(over).toMatchObject({ used: 4, stopped: false, promisedOn: '2026-08-12' });
  });
});

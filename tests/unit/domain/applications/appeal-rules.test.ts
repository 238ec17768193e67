import { describe, expect, it } from 'vitest';
import { canAppealDecision } from '#app/domain/applications/appeal-policy.ts';
import { APPEALABLE, appealWindow, isAppealable } from '#app/domain/applications/appeal-rules.ts';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { findTransition, isTerminal, type Machine } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';

const holidays = toHolidaySet(['2026-09-24', '2026-09-25']);

describe('the days to appeal', () => {
  const given = { deliveredOn: '2026-09-10', namedOn: null, days: 14, today: '2026-09-28', holidays } as const;

  it('run from the day after the delivery, and end on a working day', () => {
    expect(appealWindow({ ...given, deliveredOn: '2026-09-09', today: '2026-09-23' })).toEqual({ untilOn: '2026-09-23', isOpen: true });
    expect(appealWindow(given)).toEqual({ untilOn: '2026-09-28', isOpen: true });
    expect(appealWindow({ ...given, today: '2026-09-29' })).toEqual({ untilOn: '2026-09-28', isOpen: false });
  });

  it('do not run before the letter arrived, and never end before the day the letter names', () => {
    expect(appealWindow({ ...given, deliveredOn: null, today: '2027-09-29' })).toEqual({ untilOn: null, isOpen: true });
    expect(appealWindow({ ...given, namedOn: '2026-10-02', today: '2026-10-02' })).toEqual({ untilOn: '2026-10-02', isOpen: true });
  });
});

describe('what may be appealed', () => {
  it('are ended states that an upheld appeal can reopen', () => {
    for (const [name, states] of Object.entries(APPEALABLE)) {
      for (const state of states) {
        const machine = machines[name as keyof typeof APPEALABLE] as Machine;
        expect(isTerminal(machine, state)).toBe(true);
        expect(findTransition(machine, 'reopen_on_appeal', state)).not.toBeNull();
      }
    }
    expect(isAppealable('application', 'withdrawn')).toBe(false);
    expect(isAppealable('settlement', 'final')).toBe(false);
  });

  it('is a decision in time without another appeal', () => {
    const decision = { machine: 'application', state: 'rejected', isOpen: true, hasAppeal: false };
    expect(canAppealDecision(decision)).toEqual({ allowed: true });
    expect(canAppealDecision({ ...decision, state: 'admitted' })).toEqual({ allowed: false, code: 'transition_not_allowed' });
    expect(canAppealDecision({ ...decision, hasAppeal: true })).toEqual({ allowed: false, code: 'conflict' });
    expect(canAppealDecision({ ...decision, isOpen: false })).toEqual({ allowed: false, code: 'window_closed' });
  });
});

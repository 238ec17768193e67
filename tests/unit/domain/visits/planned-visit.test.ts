import { describe, expect, it } from 'vitest';
import type { Actor, Duty, Role } from '#app/domain/accounts/actor.ts';
import { isLateCancel, noShowFrom, otherSide, overdueOf, suggestLogTimes } from '#app/domain/visits/planned-visit.ts';
import { findTightJourneys, type PlacedVisit } from '#app/domain/visits/travel.ts';
import { visitMachine, type VisitState } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit, canProposeVisit } from '#app/domain/visits/visit-policy.ts';

const at = (time: string) => new Date(`2026-08-04T${time}:00+09:00`);
const visit = { startsAt: at('10:00'), endsAt: at('12:00') };

describe('a planned visit', () => {
  it('is cancelled late less than 24 hours before the start', () => {
    expect(isLateCancel(visit.startsAt, new Date('2026-08-03T10:00:00+09:00'))).toBe(false);
    expect(isLateCancel(visit.startsAt, new Date('2026-08-03T10:00:01+09:00'))).toBe(true);
  });

  it('may be reported as missed half an hour after the start', () => {
    expect(noShowFrom(visit.startsAt)).toEqual(at('10:30'));
    expect([otherSide('firm'), otherSide('consultant')]).toEqual(['consultant', 'firm']);
  });

  it('is overdue when its time passed without answer or log', () => {
    const states = Object.keys(visitMachine.states) as VisitState[];
    const overdue = Object.fromEntries(states.map((state) => [state, overdueOf({ ...visit, state }, at('12:00'))]).filter(([, value]) => value !== null));
    expect(overdue).toEqual({ planned: 'unanswered', confirmed: 'not_logged', checked_in: 'not_logged' });
    expect(states.filter((state) => overdueOf({ ...visit, state }, at('11:59')) !== null)).toEqual([]);
  });

  it.each([
    ['in the last minutes', '10:04', '11:57', '10:00', '11:50'],
    ['late at the firm', '10:21', '13:40', '10:20', '13:40'],
    ['in the evening', '10:04', '19:00', '10:00', '12:00'],
    ['without an arrival', null, '19:00', '10:00', '12:00'],
    ['at once after the arrival', '11:55', '11:58', '10:00', '11:50'],
    ['before the planned start', '09:40', '09:45', '09:10', '09:40'],
  ])('suggests the times of its log when written %s', (_, arrived, now, from, to) => {
    expect(suggestLogTimes({ ...visit, checkedInAt: arrived ? at(arrived) : null }, at(now))).toEqual({ startsAt: at(from), endsAt: at(to) });
  });
});

describe('journeys', () => {
  const placed = (firmId: string, regionCode: string | null, from: string, to: string, placeKind = 'firm'): PlacedVisit => ({ firmId, firmName: firmId, regionCode, placeKind, startsAt: at(from), endsAt: at(to) });
  const own = placed('a', '11', '10:00', '12:00');

  it('to another province need an hour, before and after', () => {
    expect(findTightJourneys(own, [placed('b', '26', '08:00', '09:10'), placed('c', '41', '12:30', '14:00')])).toEqual([{ firmName: 'b', side: 'before', minutes: 50 }, { firmName: 'c', side: 'after', minutes: 30 }]);
    expect(findTightJourneys(own, [placed('b', '26', '08:00', '09:00'), placed('c', '41', '13:00', '14:00')])).toEqual([]);
  });

  it('are not asked about in the same province, at the same firm, without travel or of unknown place', () => {
    const others = [placed('b', '11', '08:00', '09:50'), placed('a', '26', '08:00', '09:50'), placed('c', '26', '08:00', '09:50', 'remote'), placed('d', null, '08:00', '09:50')];
    expect(findTightJourneys(own, others)).toEqual([]);
    expect(findTightJourneys({ ...own, placeKind: 'remote' }, [placed('b', '26', '08:00', '09:50')])).toEqual([]);
  });
});

describe('who moves a planned visit', () => {
  const actor = (role: Role, duty: Duty): Actor => ({ userId: 'u', role, duty, firmId: role === 'firm' ? 'f' : null, consultantId: role === 'consultant' ? 'c' : null, organisationId: null, name: '', locale: 'ko' });
  const firm = actor('firm', 'manager');
  const consultant = actor('consultant', 'consultant');
  const subject = (state: VisitState, proposedBySide: 'firm' | 'consultant' | null = 'consultant') => ({ firmId: 'f', organisationId: null, state, consultantId: 'c', assignmentActive: true, proposedBySide });

  it('the side that did not propose agrees', () => {
    expect(canMoveVisit(firm, subject('planned'), 'confirm').allowed).toBe(true);
    expect(canMoveVisit(consultant, subject('planned'), 'confirm')).toMatchObject({ allowed: false, code: 'not_your_turn' });
    expect(canMoveVisit(consultant, subject('planned', 'firm'), 'confirm').allowed).toBe(true);
    expect(canMoveVisit(firm, subject('planned', 'firm'), 'confirm').allowed).toBe(false);
  });

  it('nobody plans without an active assignment, and not for another firm or consultant', () => {
    expect(canProposeVisit(firm, { ...subject('planned'), assignmentActive: false }).allowed).toBe(false);
    expect(canProposeVisit(firm, { ...subject('planned'), firmId: 'x' }).allowed).toBe(false);
    expect(canProposeVisit(consultant, { ...subject('planned'), consultantId: 'x' }).allowed).toBe(false);
    expect(canMoveVisit(firm, { ...subject('confirmed'), assignmentActive: false }, 'propose_other').allowed).toBe(false);
  });

  it('a consultant who has arrived is not absent', () => {
    expect(canMoveVisit(firm, subject('confirmed'), 'report_no_show').allowed).toBe(true);
    expect(canMoveVisit(firm, subject('checked_in'), 'report_no_show').allowed).toBe(false);
    expect(canMoveVisit(consultant, subject('checked_in'), 'report_no_show').allowed).toBe(true);
  });

  it.each(['shop_floor', 'firm_finance', 'firm_reader', 'helper'] as const)('a %s changes nothing', (duty) => {
    for (const name of ['confirm', 'propose_other', 'cancel']) expect(canMoveVisit(actor('firm', duty), subject('planned'), name).allowed).toBe(false);
    expect(canMoveVisit(actor('firm', duty), subject('confirmed'), 'report_no_show').allowed).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { DUTIES, roleOf, type Actor, type Duty } from '#app/domain/accounts/actor.ts';
import { canDecideHandOver, canListHandOvers, canRequestHandOver } from '#app/domain/firms/hand-over-policy.ts';

const firm = { firmId: 'f1', state: 'active' } as const;
const actor = (duty: Duty, over: Partial<Actor> = {}): Actor => ({ userId: 'me', role: roleOf(duty), duty, firmId: 'f1', consultantId: null, organisationId: null, name: 'N', locale: 'ko', ...over });

describe('a change of representative', () => {
  test('is asked for by representative or manager of the own firm', () => {
    expect(DUTIES.filter((duty) => canRequestHandOver(actor(duty), firm).allowed).sort()).toEqual(['manager', 'representative']);
    expect(canRequestHandOver(actor('manager', { firmId: 'f2' }), firm)).toMatchObject({ allowed: false });
    expect(canRequestHandOver(actor('manager'), { ...firm, state: 'closed' })).toMatchObject({ allowed: false });
  });

  test('is read and decided by officers of the Central Headquarters, while it waits, and not by the asker', () => {
    const change = { status: 'requested', requestedBy: 'them' } as const;
    expect(DUTIES.filter((duty) => canListHandOvers(actor(duty)).allowed).sort()).toEqual(['officer', 'senior_officer']);
    expect(DUTIES.filter((duty) => canDecideHandOver(actor(duty), change).allowed).sort()).toEqual(['officer', 'senior_officer']);
    expect(canDecideHandOver(actor('officer'), { ...change, requestedBy: 'me' })).toEqual({ allowed: false, code: 'four_eyes' });
    for (const status of ['transferred', 'refused'] as const) expect(canDecideHandOver(actor('officer'), { ...change, status })).toEqual({ allowed: false, code: 'not_your_turn' });
  });
});

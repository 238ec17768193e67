import { describe, expect, test } from 'vitest';
import { DUTIES, roleOf, type Actor, type Duty } from '#app/domain/accounts/actor.ts';
import { canChangeMemberDuty, canInviteMember, canRemoveMember, isMemberDuty, MEMBER_DUTIES } from '#app/domain/firms/member-policy.ts';

const firm = { firmId: 'f1', state: 'active' } as const;
const actor = (duty: Duty, over: Partial<Actor> = {}): Actor => ({ userId: 'me', role: roleOf(duty), duty, firmId: 'f1', consultantId: null, organisationId: null, name: 'N', locale: 'ko', ...over });
const member = (duty: Duty, userId = 'them') => ({ userId, duty });

describe('who looks after the people of a firm', () => {
  test('is its representative alone', () => {
    expect(DUTIES.filter((duty) => canInviteMember(actor(duty), firm).allowed)).toEqual(['representative']);
    expect(DUTIES.filter((duty) => canRemoveMember(actor(duty), firm, member('manager')).allowed)).toEqual(['representative']);
    expect(DUTIES.filter((duty) => canChangeMemberDuty(actor(duty), firm, member('manager'), 'shop_floor').allowed)).toEqual(['representative']);
  });

  test('is not the representative of another firm, nor anybody once the firm is closed or merged', () => {
    expect(canInviteMember(actor('representative', { firmId: 'f2' }), firm)).toMatchObject({ allowed: false });
    for (const state of ['closed', 'merged'] as const) expect(canInviteMember(actor('representative'), { ...firm, state })).toMatchObject({ allowed: false });
  });

  test('cannot touch the own duty, and the duty that signs neither goes nor comes here', () => {
    expect(canRemoveMember(actor('representative'), firm, member('representative', 'me'))).toEqual({ allowed: false, code: 'four_eyes' });
    expect(canRemoveMember(actor('representative'), firm, member('representative'))).toEqual({ allowed: false, code: 'conflict' });
    expect(canChangeMemberDuty(actor('representative'), firm, member('manager'), 'representative')).toMatchObject({ allowed: false });
    expect(canChangeMemberDuty(actor('representative'), firm, member('representative'), 'manager')).toEqual({ allowed: false, code: 'conflict' });
  });

  test('gives the four duties of a firm and no other', () => {
    expect(DUTIES.filter(isMemberDuty).sort()).toEqual([...MEMBER_DUTIES].sort());
    expect(MEMBER_DUTIES).not.toContain('representative');
  });
});

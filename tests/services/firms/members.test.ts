import { describe, expect, test } from 'vitest';
import { findSession, openSession } from '#app/auth/session-store.ts';
import { changeMemberDuty, removeMember } from '#app/services/firms/change-member.ts';
import { getMembersPage } from '#app/services/firms/get-members-page.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const sessionOf = async ({ userId }: Person): Promise<string> => cookieOf(await openSession({ userId, isSecure: false, ip: null, userAgent: null, previousCookies: null }));
const mailsTo = async ({ email }: Person): Promise<unknown[]> => (await database.owner('select kind from mail_delivery where to_email = $1 order by created_at', [email])).map((row) => row['kind']);

describe('the duty of a member', () => {
  test('is changed by the representative: old grant, list, sessions and record together', async () => {
    const firm = await createFirm(database.owner);
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id });
    const cookie = await sessionOf(colleague);
    await changeMemberDuty(contextOf(firm.representative.actor), { userId: colleague.userId, duty: 'firm_finance' });
    expect(await findSession(cookie, false)).toBeNull();
    expect((await findSession(await sessionOf(colleague), false))?.actor).toMatchObject({ duty: 'firm_finance', firmId: firm.id });
    const grants = await database.owner('select duty, revoked_at is null as live, granted_by, revoked_by from role_grant where user_id = $1 order by granted_at, id', [colleague.userId]);
    expect(grants).toEqual([
      { duty: 'manager', live: false, granted_by: null, revoked_by: firm.representative.userId },
      { duty: 'firm_finance', live: true, granted_by: firm.representative.userId, revoked_by: null },
    ]);
    expect((await getMembersPage(contextOf(colleague.actor))).members.map(({ duty }) => duty)).toEqual(['representative', 'firm_finance']);
    expect(await mailsTo(colleague)).toEqual(['member_duty_changed']);
    const [event] = await database.owner(`select action, payload, actor_id from event where subject_id = $1`, [colleague.userId]);
    expect(event).toEqual({ action: 'change_duty', payload: { from: 'manager', to: 'firm_finance' }, actor_id: firm.representative.userId });
  });

  test('that stands already is a conflict, and the representative has no other duty here', async () => {
    const firm = await createFirm(database.owner);
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id });
    const ctx = contextOf(firm.representative.actor);
    await expect(changeMemberDuty(ctx, { userId: colleague.userId, duty: 'manager' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeMemberDuty(ctx, { userId: firm.representative.userId, duty: 'manager' })).rejects.toMatchObject({ code: 'four_eyes' });
  });
});

describe('the access of a member', () => {
  test('ends with membership, grant and every session at once', async () => {
    const firm = await createFirm(database.owner);
    const colleague = await createPerson(database.owner, 'shop_floor', { firmId: firm.id });
    const cookies = [await sessionOf(colleague), await sessionOf(colleague)];
    await removeMember(contextOf(firm.representative.actor), { userId: colleague.userId, reason: '퇴사' });
    for (const cookie of cookies) expect(await findSession(cookie, false)).toBeNull();
    expect(await database.owner('select 1 from session where user_id = $1', [colleague.userId])).toEqual([]);
    expect(await database.owner('select left_at is not null as gone from firm_member where user_id = $1', [colleague.userId])).toEqual([{ gone: true }]);
    expect(await database.owner('select revoked_by, reason from role_grant where user_id = $1', [colleague.userId])).toEqual([{ revoked_by: firm.representative.userId, reason: '퇴사' }]);
    expect(await mailsTo(colleague)).toEqual(['member_removed']);
    await expect(removeMember(contextOf(firm.representative.actor), { userId: colleague.userId, reason: null })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of the representative stays: neither by the own hand nor by a colleague', async () => {
    const firm = await createFirm(database.owner);
    const manager = await createPerson(database.owner, 'manager', { firmId: firm.id });
    await expect(removeMember(contextOf(firm.representative.actor), { userId: firm.representative.userId, reason: null })).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(removeMember(contextOf(manager.actor), { userId: firm.representative.userId, reason: null })).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await findSession(await sessionOf(firm.representative), false)).not.toBeNull();
  });

  test('in another firm is out of reach', async () => {
    const [firm, other] = [await createFirm(database.owner), await createFirm(database.owner)];
    const colleague = await createPerson(database.owner, 'manager', { firmId: other.id });
    await expect(removeMember(contextOf(firm.representative.actor), { userId: colleague.userId, reason: null })).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeMemberDuty(contextOf(firm.representative.actor), { userId: colleague.userId, duty: 'firm_reader' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

import { describe, expect, test } from 'vitest';
import { findSession, openSession } from '#app/auth/session-store.ts';
import { linkToken } from '#app/config/keys.ts';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import type { MemberDuty } from '#app/domain/firms/member-policy.ts';
import { acceptAsNewPerson, acceptWithAccount, findInvitationPage } from '#app/services/firms/accept-invitation.ts';
import { removeMember } from '#app/services/firms/change-member.ts';
import { getMembersPage } from '#app/services/firms/get-members-page.ts';
import { inviteMember, resendInvitation, revokeInvitation } from '#app/services/firms/invite-member.ts';
import { createFirm, type Firm } from '#tests/factories/firms.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const visitor = (now?: Date) => contextOf(visitorActor('ko'), now);
const address = () => `new-${uniqueWord()}@firm.example`;
const DAY = 86_400_000;

/** The token of the newest mail to an address, as the mail job would write it. */
async function tokenTo(email: string): Promise<string> {
  const [row] = await database.owner<{ values: { tokenId: string } }>(`select values from mail_delivery where to_email = $1 and kind = 'invitation' order by created_at desc, id desc limit 1`, [email]);
  return linkToken(row?.values.tokenId ?? '').token;
}

async function invited(firm: Firm, duty: MemberDuty = 'manager', email = address()): Promise<{ email: string; invitationId: string; token: string }> {
  const { invitationId } = await inviteMember(contextOf(firm.representative.actor), { email, name: '박지우', duty });
  return { email, invitationId, token: await tokenTo(email) };
}

const accept = (token: string, now?: Date) => acceptAsNewPerson(visitor(now), { token, name: '박지우', passwordHash: '$argon2id$test', consentTextIds: [], ip: '', locale: 'ko' });
const grantsOf = (userId: string) => database.owner('select duty, firm_id, revoked_at is null as live from role_grant where user_id = $1 order by granted_at, id', [userId]);

describe('inviting', () => {
  test('sends one mail whose link lets a new person into the firm with the duty', async () => {
    const firm = await createFirm(database.owner);
    const { email, token } = await invited(firm, 'shop_floor');
    expect(await findInvitationPage(visitor(), token)).toMatchObject({ firmName: firm.name, duty: 'shop_floor', email, way: 'new_account' });
    const { userId } = await accept(token);
    expect(await grantsOf(userId)).toEqual([{ duty: 'shop_floor', firm_id: firm.id, live: true }]);
    const page = await getMembersPage(contextOf(firm.representative.actor));
    expect(page.members.map((member) => member.duty)).toEqual(['representative', 'shop_floor']);
    expect(page.invitations).toEqual([]);
    const told = await database.owner('select kind from mail_delivery where to_email = $1', [firm.representative.email]);
    expect(told).toEqual([{ kind: 'member_joined' }]);
    const events = await database.owner<{ action: string }>(`select action from event where firm_id = $1 and subject_type in ('invitation', 'firm_member') order by recorded_at`, [firm.id]);
    expect(events.map(({ action }) => action)).toEqual(['invite', 'join']);
  });

  test('keeps neither the link nor anything it could be made from beside the invitation', async () => {
    const firm = await createFirm(database.owner);
    const { token, invitationId } = await invited(firm);
    const [row] = await database.owner<{ text: string }>(`select t::text as text from auth_token t where subject_id = $1`, [invitationId]);
    expect(row?.text).not.toContain(token);
    expect(linkToken(invitationId).token).not.toBe(token);
  });

  test('the same request twice sends one mail', async () => {
    const firm = await createFirm(database.owner);
    const ctx = contextOf(firm.representative.actor, new Date(), crypto.randomUUID());
    const input = { email: address(), name: '박지우', duty: 'manager' as const };
    expect(await inviteMember(ctx, input)).toEqual(await inviteMember(ctx, input));
    expect(await database.owner('select 1 from mail_delivery where to_email = $1', [input.email])).toHaveLength(1);
  });

  test('is refused for a member, and for an address whose invitation is still open', async () => {
    const firm = await createFirm(database.owner);
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id });
    await expect(invited(firm, 'manager', colleague.email)).rejects.toMatchObject({ code: 'conflict', fields: { email: ['members.invite.already_member'] } });
    const { email } = await invited(firm);
    await expect(invited(firm, 'manager', email)).rejects.toMatchObject({ code: 'conflict', fields: { email: ['members.invite.already_invited'] } });
  });

  test.each(['manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper'] as const)('is not for a %s, who sees the people and no invitation', async (duty) => {
    const firm = await createFirm(database.owner);
    await invited(firm);
    const person = await createPerson(database.owner, duty, { firmId: firm.id });
    await expect(inviteMember(contextOf(person.actor), { email: address(), name: 'A', duty: 'manager' })).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await getMembersPage(contextOf(person.actor))).toMatchObject({ canManage: false, invitations: [], requests: [] });
  });
});

describe('an invitation', () => {
  test('works once, also for two who press at the same moment', async () => {
    const { token } = await invited(await createFirm(database.owner));
    const results = await Promise.allSettled([accept(token), accept(token)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await findInvitationPage(visitor(), token)).toBeNull();
  });

  test('is worthless after a week', async () => {
    const { token } = await invited(await createFirm(database.owner));
    const late = new Date(Date.now() + 7 * DAY + 1000);
    expect(await findInvitationPage(visitor(late), token)).toBeNull();
    await expect(accept(token, late)).rejects.toMatchObject({ code: 'expired' });
  });

  test('sent again has a new link and a new week, and the older link is worthless', async () => {
    const firm = await createFirm(database.owner);
    const { email, token, invitationId } = await invited(firm);
    const later = new Date(Date.now() + 8 * DAY);
    await resendInvitation(contextOf(firm.representative.actor, later), { invitationId });
    await expect(accept(token, later)).rejects.toMatchObject({ code: 'expired' });
    await expect(accept(await tokenTo(email), later)).resolves.toBeDefined();
  });

  test('is sent five times and no more', async () => {
    const firm = await createFirm(database.owner);
    const { invitationId } = await invited(firm);
    for (let time = 2; time <= 5; time += 1) await resendInvitation(contextOf(firm.representative.actor), { invitationId });
    await expect(resendInvitation(contextOf(firm.representative.actor), { invitationId })).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  test('taken back opens nothing', async () => {
    const firm = await createFirm(database.owner);
    const { token, invitationId } = await invited(firm);
    await revokeInvitation(contextOf(firm.representative.actor), { invitationId });
    expect(await findInvitationPage(visitor(), token)).toBeNull();
    await expect(accept(token)).rejects.toMatchObject({ code: 'expired' });
  });

  test('of another firm is neither sent again nor taken back', async () => {
    const { invitationId } = await invited(await createFirm(database.owner));
    const stranger = contextOf((await createFirm(database.owner)).representative.actor);
    await expect(resendInvitation(stranger, { invitationId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(revokeInvitation(stranger, { invitationId })).rejects.toMatchObject({ code: 'not_found' });
    expect((await getMembersPage(stranger)).invitations).toEqual([]);
  });

  test('of a firm that was closed opens nothing', async () => {
    const firm = await createFirm(database.owner);
    const { token } = await invited(firm);
    await database.owner(`alter table firm disable trigger user`);
    await database.owner(`update firm set state = 'closed' where id = $1`, [firm.id]);
    await database.owner(`alter table firm enable trigger user`);
    await expect(accept(token)).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('an address with an account', () => {
  const verify = (right: string) => (_stored: string | null, password: string) => Promise.resolve(password === right);

  test('that holds a duty elsewhere cannot be taken over', async () => {
    const other = await createFirm(database.owner);
    const { token } = await invited(await createFirm(database.owner), 'manager', other.representative.email);
    expect(await findInvitationPage(visitor(), token)).toMatchObject({ way: 'taken' });
    await expect(accept(token)).rejects.toMatchObject({ code: 'conflict' });
    await expect(acceptWithAccount(visitor(), { token, password: 'x', verify: verify('x') })).rejects.toMatchObject({ code: 'conflict' });
    expect(await grantsOf(other.representative.userId)).toHaveLength(1);
  });

  test('that left a firm comes back with its own password, and guessing stops', async () => {
    const firm = await createFirm(database.owner);
    const colleague = await createPerson(database.owner, 'manager', { firmId: firm.id });
    const cookie = cookieOf(await openSession({ userId: colleague.userId, isSecure: false, ip: null, userAgent: null, previousCookies: null }));
    await removeMember(contextOf(firm.representative.actor), { userId: colleague.userId, reason: null });
    expect(await findSession(cookie, false)).toBeNull();
    const { token } = await invited(firm, 'firm_reader', colleague.email);
    expect(await findInvitationPage(visitor(), token)).toMatchObject({ way: 'own_account' });
    await expect(accept(token)).rejects.toMatchObject({ code: 'conflict' });
    await expect(acceptWithAccount(visitor(), { token, password: 'wrong', verify: verify('right') })).rejects.toMatchObject({ code: 'invalid_input', fields: { password: ['members.invitation.password_wrong'] } });
    await acceptWithAccount(visitor(), { token, password: 'right', verify: verify('right') });
    expect(await grantsOf(colleague.userId)).toEqual([{ duty: 'manager', firm_id: firm.id, live: false }, { duty: 'firm_reader', firm_id: firm.id, live: true }]);
    const guessed = await createPerson(database.owner, 'manager', { firmId: firm.id });
    await removeMember(contextOf(firm.representative.actor), { userId: guessed.userId, reason: null });
    const again = await invited(firm, 'manager', guessed.email);
    for (let time = 0; time < 5; time += 1) await acceptWithAccount(visitor(), { token: again.token, password: 'wrong', verify: verify('right') }).catch(() => undefined);
    await expect(acceptWithAccount(visitor(), { token: again.token, password: 'right', verify: verify('right') })).rejects.toMatchObject({ code: 'too_many_requests' });
  });
});

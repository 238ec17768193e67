import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { findSession, openSession } from '#app/auth/session-store.ts';
import { linkToken } from '#app/config/keys.ts';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { acceptAsNewPerson, findInvitationPage } from '#app/services/firms/accept-invitation.ts';
import { approveHandOver, listHandOvers, refuseHandOver } from '#app/services/firms/decide-hand-over.ts';
import { getMembersPage } from '#app/services/firms/get-members-page.ts';
import { revokeInvitation } from '#app/services/firms/invite-member.ts';
import { getHandOverPage, requestHandOver } from '#app/services/firms/request-hand-over.ts';
import { pdfOf } from '#tests/factories/files.ts';
import { createFirm, type Firm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';
import { cookieOf } from '#tests/support/http.ts';

const database = useDatabase();
const paper = () => receiveFile(Readable.from([Buffer.from(pdfOf())]), '등기사항증명서.pdf');
const sessionOf = async ({ userId }: Person): Promise<string> => cookieOf(await openSession({ userId, isSecure: false, ip: null, userAgent: null, previousCookies: null }));
const kindsTo = async (email: string): Promise<unknown[]> => (await database.owner('select kind from mail_delivery where to_email = $1 order by created_at, id', [email])).map((row) => row['kind']);
const statusOf = async (id: string): Promise<unknown> => (await database.owner('select status from representative_change where id = $1', [id]))[0]?.['status'];

async function asked(firm: Firm, by: Person, newEmail: string): Promise<string> {
  return (await requestHandOver(contextOf(by.actor), { newName: '최새봄', newEmail, reason: '대표이사 변경' }, await paper())).changeId;
}

describe('asking for another representative', () => {
  test('keeps the paper, tells officers and the one who would leave, and changes nothing yet', async () => {
    const officer = await createPerson(database.owner, 'officer');
    const firm = await createFirm(database.owner);
    const manager = await createPerson(database.owner, 'manager', { firmId: firm.id });
    const id = await asked(firm, manager, manager.email);
    expect(await statusOf(id)).toBe('requested');
    expect(await kindsTo(officer.email)).toContain('hand_over_asked');
    expect(await kindsTo(firm.representative.email)).toEqual(['hand_over_notice']);
    expect((await getMembersPage(contextOf(manager.actor))).members.map(({ duty }) => duty)).toEqual(['representative', 'manager']);
    const page = await getHandOverPage(contextOf(manager.actor));
    expect(page).toMatchObject({ canRequest: false, last: { status: 'requested', newEmail: manager.email } });
    expect(page.last?.documentId).toEqual(expect.any(String));
    await expect(asked(firm, firm.representative, `x-${uniqueWord()}@firm.example`)).rejects.toMatchObject({ code: 'conflict', fields: { '': ['members.hand_over.open_already'] } });
  });

  test('is for representative and manager, not for the address of the present one', async () => {
    const firm = await createFirm(database.owner);
    const reader = await createPerson(database.owner, 'firm_reader', { firmId: firm.id });
    await expect(asked(firm, reader, reader.email)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(asked(firm, firm.representative, firm.representative.email)).rejects.toMatchObject({ code: 'conflict', fields: { newEmail: ['members.hand_over.same_person'] } });
  });
});

describe('the decision of an officer', () => {
  test('makes a member the representative at once and ends the access of the one before', async () => {
    const officer = await createPerson(database.owner, 'officer');
    const firm = await createFirm(database.owner);
    const manager = await createPerson(database.owner, 'manager', { firmId: firm.id });
    const [old, young] = [await sessionOf(firm.representative), await sessionOf(manager)];
    const id = await asked(firm, manager, manager.email);
    expect(await approveHandOver(contextOf(officer.actor), { changeId: id })).toEqual({ passed: true });
    expect(await findSession(old, false)).toBeNull();
    expect(await findSession(young, false)).toBeNull();
    expect((await findSession(await sessionOf(manager), false))?.actor.duty).toBe('representative');
    expect(await statusOf(id)).toBe('transferred');
    expect(await database.owner('select representative_name from firm where id = $1', [firm.id])).toEqual([{ representative_name: '최새봄' }]);
    expect(await database.owner(`select user_id from firm_member where firm_id = $1 and duty = 'representative' and left_at is null`, [firm.id])).toEqual([{ user_id: manager.userId }]);
    expect(await kindsTo(firm.representative.email)).toEqual(['hand_over_notice', 'hand_over_left']);
    expect(await kindsTo(manager.email)).toEqual(['hand_over_done']);
    await expect(approveHandOver(contextOf(officer.actor), { changeId: id })).rejects.toMatchObject({ code: 'not_your_turn' });
  });

  test('invites somebody new; the duty passes when the invitation is taken up, which the firm can neither see nor stop', async () => {
    const officer = await createPerson(database.owner, 'officer');
    const firm = await createFirm(database.owner);
    const email = `boss-${uniqueWord()}@firm.example`;
    const id = await asked(firm, firm.representative, email);
    expect(await approveHandOver(contextOf(officer.actor), { changeId: id })).toEqual({ passed: false });
    expect(await statusOf(id)).toBe('document_checked');
    expect((await getMembersPage(contextOf(firm.representative.actor))).invitations).toEqual([]);
    await expect(revokeInvitation(contextOf(firm.representative.actor), { invitationId: id })).rejects.toMatchObject({ code: 'not_found' });
    const tokenOf = async () => linkToken((await database.owner<{ values: { tokenId: string } }>(`select values from mail_delivery where to_email = $1 order by created_at desc, id desc limit 1`, [email]))[0]?.values.tokenId ?? '').token;
    const first = await tokenOf();
    await approveHandOver(contextOf(officer.actor, new Date(Date.now() + 1000)), { changeId: id });
    const visitor = contextOf(visitorActor('ko'));
    expect(await findInvitationPage(visitor, first)).toBeNull();
    const { userId } = await acceptAsNewPerson(visitor, { token: await tokenOf(), name: '최새봄', passwordHash: '$argon2id$test', consentTextIds: [], ip: '', locale: 'ko' });
    expect(await statusOf(id)).toBe('transferred');
    expect(await database.owner('select duty, firm_id from role_grant where user_id = $1 and revoked_at is null', [userId])).toEqual([{ duty: 'representative', firm_id: firm.id }]);
    expect(await database.owner('select 1 from role_grant where user_id = $1 and revoked_at is null', [firm.representative.userId])).toEqual([]);
  });

  test('refuses with a reason that the asker gets, and needs an officer', async () => {
    const officer = await createPerson(database.owner, 'senior_officer');
    const firm = await createFirm(database.owner);
    const id = await asked(firm, firm.representative, `boss-${uniqueWord()}@firm.example`);
    expect((await listHandOvers(contextOf(officer.actor))).map((change) => change.id)).toContain(id);
    for (const duty of ['finance_officer', 'auditor', 'evaluator'] as const) {
      const other = contextOf((await createPerson(database.owner, duty)).actor);
      await expect(approveHandOver(other, { changeId: id })).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(listHandOvers(other)).rejects.toMatchObject({ code: 'not_allowed' });
    }
    await expect(approveHandOver(contextOf(firm.representative.actor), { changeId: id })).rejects.toMatchObject({ code: 'not_allowed' });
    await refuseHandOver(contextOf(officer.actor), { changeId: id, reason: '서류의 대표자가 다릅니다' });
    expect(await statusOf(id)).toBe('refused');
    expect(await kindsTo(firm.representative.email)).toEqual(['hand_over_refused']);
    expect(await getHandOverPage(contextOf(firm.representative.actor))).toMatchObject({ canRequest: true, last: { status: 'refused' } });
  });
});

import { describe, expect, test } from 'vitest';
import { linkToken } from '#app/config/keys.ts';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { acceptAsNewPerson } from '#app/services/firms/accept-invitation.ts';
import { acceptJoinRequest, refuseJoinRequest } from '#app/services/firms/answer-join-request.ts';
import { askToJoin, type JoinAsking } from '#app/services/firms/ask-to-join.ts';
import { getFirmHome } from '#app/services/firms/get-firm-home.ts';
import { getMembersPage } from '#app/services/firms/get-members-page.ts';
import { createFirm, type Firm } from '#tests/factories/firms.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { uniqueBusinessNumber, uniqueWord } from '#tests/factories/unique.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const visitor = () => contextOf(visitorActor('ko'));
const asking = (firm: Pick<Firm, 'businessNumber'>, over: Partial<JoinAsking> = {}): JoinAsking => ({ businessNumber: firm.businessNumber, name: '박지우', email: `ask-${uniqueWord()}@firm.example`, message: '생산팀입니다', ip: uniqueWord(), locale: 'ko', ...over });
const mailsTo = async (email: string): Promise<unknown[]> => (await database.owner('select kind from mail_delivery where to_email = $1 order by created_at', [email])).map((row) => row['kind']);
const requestOf = async (firm: Firm) => (await getMembersPage(contextOf(firm.representative.actor))).requests[0];

describe('asking to join a registered firm', () => {
  test('goes to the representative and lets nobody in', async () => {
    const firm = await createFirm(database.owner);
    const input = asking(firm);
    await askToJoin(visitor(), input);
    expect(await database.owner('select 1 from app_user where email = $1', [input.email])).toEqual([]);
    expect(await mailsTo(firm.representative.email)).toEqual(['join_requested']);
    expect(await mailsTo(input.email)).toEqual([]);
    expect(await requestOf(firm)).toMatchObject({ name: '박지우', email: input.email, message: '생산팀입니다' });
    expect((await getFirmHome(contextOf(firm.representative.actor))).joinRequests).toBe(1);
  });

  test('twice is one request and one mail', async () => {
    const firm = await createFirm(database.owner);
    const input = asking(firm);
    await askToJoin(visitor(), input);
    await askToJoin(visitor(), input);
    expect((await getMembersPage(contextOf(firm.representative.actor))).requests).toHaveLength(1);
    expect(await mailsTo(firm.representative.email)).toEqual(['join_requested']);
  });

  test('of an unknown number says so beside the field; an address with an account gets a mail instead', async () => {
    await expect(askToJoin(visitor(), asking({ businessNumber: uniqueBusinessNumber() }))).rejects.toMatchObject({ code: 'invalid_input', fields: { businessNumber: ['members.join.number_unknown'] } });
    const [firm, other] = [await createFirm(database.owner), await createFirm(database.owner)];
    await askToJoin(visitor(), asking(firm, { email: other.representative.email }));
    expect(await requestOf(firm)).toBeUndefined();
    expect(await mailsTo(other.representative.email)).toEqual(['account_exists']);
  });

  test('from one place is stopped after ten tries, and a firm is not flooded from many', async () => {
    const firm = await createFirm(database.owner);
    const ip = uniqueWord();
    for (let time = 0; time < 10; time += 1) await askToJoin(visitor(), asking(firm, { ip }));
    await expect(askToJoin(visitor(), asking(firm, { ip }))).rejects.toMatchObject({ code: 'too_many_requests' });
    for (let time = 0; time < 15; time += 1) await askToJoin(visitor(), asking(firm));
    expect((await getMembersPage(contextOf(firm.representative.actor))).requests).toHaveLength(20);
  });
});

describe('the answer of the representative', () => {
  test('accepted, an invitation proves the address and opens the door', async () => {
    const firm = await createFirm(database.owner);
    const input = asking(firm);
    await askToJoin(visitor(), input);
    const request = await requestOf(firm);
    await acceptJoinRequest(contextOf(firm.representative.actor), { requestId: request?.id ?? '', duty: 'shop_floor' });
    expect(await mailsTo(input.email)).toEqual(['invitation']);
    const [mail] = await database.owner<{ values: { tokenId: string } }>(`select values from mail_delivery where to_email = $1`, [input.email]);
    const { userId } = await acceptAsNewPerson(visitor(), { token: linkToken(mail?.values.tokenId ?? '').token, name: '박지우', passwordHash: '$argon2id$test', consentTextIds: [], ip: '', locale: 'ko' });
    expect(await database.owner('select duty from role_grant where user_id = $1', [userId])).toEqual([{ duty: 'shop_floor' }]);
    expect(await requestOf(firm)).toBeUndefined();
    await expect(acceptJoinRequest(contextOf(firm.representative.actor), { requestId: request?.id ?? '', duty: 'manager' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('refused, goes to the person with its reason', async () => {
    const firm = await createFirm(database.owner);
    const input = asking(firm);
    await askToJoin(visitor(), input);
    const request = await requestOf(firm);
    await expect(refuseJoinRequest(contextOf(firm.representative.actor), { requestId: request?.id ?? '', reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await refuseJoinRequest(contextOf(firm.representative.actor), { requestId: request?.id ?? '', reason: '모르는 분입니다' });
    expect(await mailsTo(input.email)).toEqual(['join_refused']);
    expect(await requestOf(firm)).toBeUndefined();
  });

  test('is given by the representative of that firm alone', async () => {
    const firm = await createFirm(database.owner);
    await askToJoin(visitor(), asking(firm));
    const requestId = (await requestOf(firm))?.id ?? '';
    const manager = await createPerson(database.owner, 'manager', { firmId: firm.id });
    const stranger = (await createFirm(database.owner)).representative;
    await expect(acceptJoinRequest(contextOf(manager.actor), { requestId, duty: 'manager' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(acceptJoinRequest(contextOf(stranger.actor), { requestId, duty: 'manager' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await requestOf(firm)).toBeDefined();
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { approveChange } from '#app/services/grants/approve-change.ts';
import { getChangeView } from '#app/services/grants/get-change-view.ts';
import { lapseChanges } from '#app/services/grants/lapse-changes.ts';
import { checkChangeAccount, denyChange, queryChange, rebaseChange, recommendChange, withdrawChange } from '#app/services/grants/review-change.ts';
import { signChange } from '#app/services/grants/sign-change.ts';
import { startChange } from '#app/services/grants/start-change.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import type { GrantReadyCase } from '#tests/factories/grant.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { moneyScene } from './arrange.ts';
import { changeScene } from './change-arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
beforeAll(() => scene.open());
const { at, officer, senior, finance, rep, one, stateOf, agreementOf, inForce } = scene;
const { versionOf, rowOf, save, sign, draft, submitted, recommend, recommended, approve } = changeScene(scene);

const SITE = { fields: { postalCode: '06236', address: '서울특별시 강남구 테헤란로 152' } };
const OTHER = { fields: { text: '협약한 교육 과정을 온라인으로 바꿉니다.' } };
const state = (id: string) => stateOf('change_request', id);
const query = async (id: string, day = '11-06') => queryChange(officer(day), { id, version: await versionOf(id), question: '납품 지연을 확인할 자료를 더 내 주십시오.', dueOn: '2026-11-13' });
const deny = async (id: string) => denyChange(senior('11-09'), { id, version: await versionOf(id), code: 'no_ground', reason: '바꾸어야 할 사유가 확인되지 않습니다.' });

/** A request in each state from which a person or rule moves it on. */
const inState: Record<string, (given: GrantReadyCase) => Promise<string>> = {
  draft: (given) => draft(given, 'site', SITE),
  submitted: (given) => submitted(given, 'site', SITE),
  queried: async (given) => {
    const id = await submitted(given, 'site', SITE);
    await query(id);
    return id;
  },
  recommended: (given) => recommended(given, 'site', SITE),
};

/** How each transition of the table is made, as a person or rule would. */
const moves: Record<string, (id: string, given: GrantReadyCase) => Promise<unknown>> = {
  submit: (id, given) => sign(rep(given, '11-05'), id),
  query: (id) => query(id),
  answer: (id, given) => sign(rep(given, '11-10'), id, '확인서를 첨부하였습니다.'),
  recommend: (id) => recommend(id),
  deny: (id) => deny(id),
  withdraw: (id, given) => withdrawChange(rep(given, '11-10'), { id }),
  approve: (id) => approve(id),
};

describe('the transitions of a change request', () => {
  const cases = Object.keys(inState).flatMap((from) =>
    changeRequestMachine.transitions.flatMap((edge) => ((edge.from as readonly (string | null)[]).includes(from) && moves[edge.name] ? [[edge.name, from, edge.name === 'approve' ? 'applied' : edge.to] as const] : [])),
  );

  it('are all covered here: the rest is made at once inside of these, or by the daily rule', () => {
    const named = new Set(cases.map(([name]) => name));
    expect(changeRequestMachine.transitions.map((edge) => edge.name).filter((name) => !named.has(name))).toEqual(['start', 'notify_small_change', 'lapse', 'lapse', 'apply']);
  });

  it.each(cases)('%s leads from %s to %s, and a second try of the same press is refused', async (name, from, to) => {
    const { given } = await inForce();
    const id = await inState[from]?.(given);
    if (!id) throw new Error(`no ${from}`);
    await moves[name]?.(id, given);
    expect(await state(id)).toBe(to);
    await expect(moves[name]?.(id, given)).rejects.toMatchObject({ code: expect.stringMatching(/transition_not_allowed|not_your_turn|conflict|stale_version/) as string });
    const [event] = await db.owner<{ action: string }>(`select action from event where machine = 'change_request' and subject_id = $1 order by id desc limit 1`, [id]);
    expect(event?.action).toBe(name === 'approve' ? 'apply' : name);
  });

  it('a step on an older version of the row is told as such', async () => {
    const { given } = await inForce();
    const id = await submitted(given, 'site', SITE);
    const version = await versionOf(id);
    await expect(recommendChange(officer('11-06'), { id, version: version - 1, opinion: '승인을 건의합니다.' })).rejects.toMatchObject({ code: 'stale_version' });
    await expect(denyChange(senior('11-06'), { id, version: version - 1, code: 'other', reason: '사유가 없습니다.' })).rejects.toMatchObject({ code: 'stale_version' });
  });

  it('of eight approvals at once one is made, and the agreement has one new version', async () => {
    const { given } = await inForce();
    const id = await recommended(given, 'site', SITE);
    const version = await versionOf(id);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => approveChange(senior('11-09'), { id, version })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(['transition_not_allowed', 'stale_version', 'not_your_turn']).toContain((result.reason as { code: string }).code);
    const versions = await one<{ n: number }>('select count(*)::int as n from agreement_version where agreement_id = (select agreement_id from change_request where id = $1)', [id]);
    expect(versions.n).toBe(2);
  });

  it('only one request of a kind is open, also when two are started at once', async () => {
    const { given } = await inForce();
    const start = () => startChange(rep(given, '11-05'), { applicationId: given.applicationId, kind: 'site' });
    const results = await Promise.allSettled([start(), start(), start()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await expect(start()).rejects.toMatchObject({ code: 'conflict', fields: { kind: ['changes.refused.kind_open'] } });
  });
});

describe('who may do what', () => {
  it('a manager prepares and only the representative signs; another firm sees nothing', async () => {
    const { given } = await inForce();
    const manager = await createPerson(db.owner, 'manager', { firmId: given.firm.id });
    const ctx = contextOf(manager.actor, at('11-05'));
    const { id } = await startChange(ctx, { applicationId: given.applicationId, kind: 'other' });
    await save(ctx, id, OTHER);
    await expect(signChange(ctx, { id, hash: '0'.repeat(64), code: '123456', answer: '' })).rejects.toMatchObject({ code: 'not_your_turn' });
    const { given: stranger } = await inForce();
    await expect(getChangeView(rep(stranger, '11-05'), id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(save(rep(stranger, '11-05'), id, OTHER)).rejects.toMatchObject({ code: 'not_found' });
    await expect(approveChange(officer('11-06'), { id, version: 1 })).rejects.toMatchObject({ code: expect.stringMatching(/not_your_turn|not_allowed|transition_not_allowed/) as string });
  });

  it('who recommended does not approve, in the use-case and in the database', async () => {
    const { given } = await inForce();
    const id = await recommended(given, 'site', SITE);
    const version = await versionOf(id);
    await expect(approveChange(contextOf({ ...scene.people.officer.actor, duty: 'senior_officer' }, at('11-09')), { id, version })).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(db.owner('update change_request set approved_by = recommended_by where id = $1', [id])).rejects.toMatchObject({ constraint: 'change_request_four_eyes' });
    await expect(db.owner('update change_request set approved_by = requested_by where id = $1', [id])).rejects.toMatchObject({ constraint: 'change_request_four_eyes' });
    await expect(db.owner('update change_request set bank_checked_by = $2, approved_by = $2 where id = $1', [id, scene.people.finance.userId])).rejects.toMatchObject({ constraint: 'change_request_bank_four_eyes' });
    await expect(db.owner(`update change_request set state = 'applied', version = version + 1 where id = $1`, [id])).rejects.toMatchObject({ code: 'IP001' });
  });

  it('a new account is checked by finance before the approval, paid to after the freeze, and takes no part before', async () => {
    const { given } = await inForce();
    const account = { bankCode: '004', holder: given.firm.name, number: '123456-04-987654' };
    const id = await submitted(given, 'bank_account', { account, causeOn: null });
    await recommend(id);
    const before = await agreementOf(given);
    expect((await one<{ n: number }>(`select count(*)::int as n from bank_account where firm_id = $1 and status = 'verified'`, [given.firm.id])).n).toBe(1);
    await expect(approve(id)).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['changes.refused.bank_unchecked'] } });
    await expect(checkChangeAccount(officer('11-06'), { id, note: '전화로 확인하였습니다.' })).rejects.toMatchObject({ code: 'not_allowed' });
    await checkChangeAccount(finance('11-06'), { id, note: '이전 번호로 전화하여 확인하였습니다.' });
    await approve(id);
    expect((await agreementOf(given)).current_version_id).not.toBe(before.current_version_id);
    const row = await one<{ status: string; usable: string; last_digits: string; verified_by: string }>(`select b.status, (b.usable_from at time zone 'Asia/Seoul')::date::text as usable, b.last_digits, b.verified_by from bank_account b join agreement g on g.bank_account_id = b.id where g.application_id = $1`, [given.applicationId]);
    expect(row).toEqual({ status: 'verified', usable: '2026-11-12', last_digits: '7654', verified_by: scene.people.finance.userId });
  });
});

describe('an account named in an answer', () => {
  it('was not the one that finance has checked', async () => {
    const { given } = await inForce();
    const account = (number: string) => ({ account: { bankCode: '004', holder: given.firm.name, number }, causeOn: null });
    const id = await submitted(given, 'bank_account', account('123456-04-987654'));
    await checkChangeAccount(finance('11-06'), { id, note: '이전 번호로 전화하여 확인하였습니다.' });
    await query(id);
    await save(rep(given, '11-10'), id, account('123456-04-111111'));
    await sign(rep(given, '11-10'), id, '다른 계좌로 받겠습니다.');
    await recommend(id);
    await expect(approve(id)).rejects.toMatchObject({ fields: { '': ['changes.refused.bank_unchecked'] } });
    await checkChangeAccount(finance('11-11'), { id, note: '새 계좌를 다시 확인하였습니다.' });
    await approve(id);
    expect((await one<{ last_digits: string }>('select b.last_digits from bank_account b join agreement g on g.bank_account_id = b.id where g.application_id = $1', [given.applicationId])).last_digits).toBe('1111');
  });
});

describe('the rules of a change request', () => {
  it('name the window that is closed and until when it was open', async () => {
    const { given } = await inForce();
    const late = await draft(given, 'site', { ...SITE, causeOn: '2026-10-20' }, '11-05');
    const view = await getChangeView(rep(given, '11-05'), late);
    expect(view.problems).toEqual(['changes.rule.cause_window|{"days":15,"until":"2026-11-04"}']);
    await expect(sign(rep(given, '11-05'), late)).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['changes.rule.cause_window|{"days":15,"until":"2026-11-04"}'] } });
    expect(await state(late)).toBe('draft');
  });

  it('refuse a signature under another text and a change without proof', async () => {
    const { given } = await inForce();
    const ctx = rep(given, '11-05');
    const { id } = await startChange(ctx, { applicationId: given.applicationId, kind: 'other' });
    await save(ctx, id, OTHER);
    await expect(sign(ctx, id)).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['changes.rule.proof_missing'] } });
    const { signing } = await getChangeView(ctx, id);
    await save(ctx, id, { fields: { text: '다른 내용입니다. 교육을 없앱니다.' } });
    await expect(signChange(ctx, { id, hash: signing?.hash ?? '', code: '000000', answer: '' })).rejects.toMatchObject({ code: 'stale_version', fields: { '': ['changes.refused.other_text'] } });
  });

  it('a second request is told that the first one changed the agreement: moved on when it touches other fields, refused when not', async () => {
    const { given } = await inForce();
    const ids = [await submitted(given, 'other', OTHER), await submitted(given, 'site', SITE), await submitted(given, 'extension', { fields: { endsOn: '2027-09-30' } })];
    const [first = '', second = '', third = ''] = ids;
    await recommend(first);
    await recommend(third);
    await approve(third);
    await expect(approve(first)).rejects.toMatchObject({ code: 'stale_version', fields: { '': ['changes.refused.base_moved'] } });
    await rebaseChange(officer('11-10'), { id: first, version: await versionOf(first) });
    await approve(first);
    expect(await state(first)).toBe('applied');
    await db.owner(`update firm set address = '부산광역시 사상구' where id = $1`, [given.firm.id]);
    await expect(recommend(second)).rejects.toMatchObject({ code: 'stale_version', fields: { '': ['changes.refused.base_conflict'] } });
    await expect(rebaseChange(officer('11-10'), { id: second, version: await versionOf(second) })).rejects.toMatchObject({ code: 'stale_version' });
  });

  it('an answer keeps what was changed', async () => {
    const { given } = await inForce();
    const id = await submitted(given, 'site', SITE);
    await query(id);
    await save(rep(given, '11-10'), id, { fields: { ...SITE.fields, addressDetail: '7층' } });
    await sign(rep(given, '11-10'), id, '상세 주소를 더했습니다.');
    const { answers } = await one<{ answers: { diff: unknown[] }[] }>('select answers from change_request where id = $1', [id]);
    expect(answers[0]?.diff).toEqual([{ key: 'addressDetail', before: expect.anything() as unknown, after: '7층' }].map((entry) => ({ ...entry, before: (answers[0]?.diff[0] as { before: unknown }).before })));
    expect((await rowOf(id)).state).toBe('submitted');
  });

  it('lapse: a question without answer once it reached the firm, and every open request when the agreement ended', async () => {
    const { given } = await inForce();
    const asked = await inState['queried']?.(given);
    const open = await submitted(given, 'other', OTHER);
    const run = (day: string) => lapseChanges(systemContext(new Date(`${day}T01:00:00Z`), 'test'));
    await run('2026-11-14');
    expect(await state(asked ?? '')).toBe('queried');
    await db.owner(`update notice set read_at = now() where kind = 'change_queried' and application_id = $1`, [given.applicationId]);
    await run('2026-11-13');
    expect(await state(asked ?? '')).toBe('queried');
    await run('2026-11-14');
    expect([await state(asked ?? ''), await state(open)]).toEqual(['lapsed', 'submitted']);
    await run('2027-08-01');
    expect(await state(open)).toBe('lapsed');
  });

  it('nothing is applied to an agreement that is on hold', async () => {
    const { given } = await inForce();
    const id = await recommended(given, 'site', SITE);
    await db.owner(`update agreement set state = 'on_hold', version = version + 1 where application_id = $1`, [given.applicationId]);
    await expect(approve(id)).rejects.toMatchObject({ code: 'transition_not_allowed', fields: { '': ['changes.refused.not_in_force'] } });
    await expect(startChange(rep(given, '11-05'), { applicationId: given.applicationId, kind: 'other' })).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });
});

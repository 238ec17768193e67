import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeMail } from '#app/jobs/compose-mail.ts';
import { acceptAgreement, sendAgreementCode } from '#app/services/grants/accept-agreement.ts';
import { confirmCondition, countersignAgreement, putAgreementInForce } from '#app/services/grants/countersign-agreement.ts';
import { approveGrant } from '#app/services/grants/decide-grant.ts';
import { lapseOffers, releaseEndedOffers } from '#app/services/grants/lapse-offers.ts';
import { remindDeadlines } from '#app/services/notices/remind-deadlines.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { declineAgreement, offerAgreement } from '#app/services/grants/offer-agreement.ts';
import { readDocument } from '#app/services/documents/read-document.ts';
import { approveCase, createFundedYear, createGrantReadyCase, recommendCase } from '#tests/factories/grant.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { moneyScene } from './arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
beforeAll(() => scene.open());
const { one, at, officer, senior, rep, stateOf, agreementOf, draft, mailedCode, accept, bank } = scene;

describe('the agreement', () => {
  it('is drafted inside the scene.year, its lines and payments equal to the grant, the advance below the cap', async () => {
    const given = await createGrantReadyCase(db.owner, scene.year);
    await approveCase(scene.people, given, 30_000_000);
    await expect(draft(given, 30_000_000, { endsOn: '2027-08-01' })).rejects.toMatchObject({ fields: { endsOn: ['grants.agreement.outside_year|{"from":"2026-10-15","to":"2027-07-31"}'] } });
    await expect(draft(given, 30_000_000, { lineWon: 11_999_999 })).rejects.toMatchObject({ fields: { lines: ['grants.agreement.sum_differs|{"sum":29999999,"grant":30000000}'] } });
    await expect(draft(given, 30_000_000, { trancheWon: [21_000_001, 5_000_000, 3_999_999] })).rejects.toMatchObject({ fields: { 'trancheWon[0]': ['answers.claim.advance_above_cap|{"max":21000000}'] } });
    await expect(draft(given, 30_000_000, { trancheWon: [21_000_000, 5_000_000, 3_999_999] })).rejects.toMatchObject({ fields: { tranches: ['grants.agreement.tranches_differ|{"sum":29999999,"grant":30000000}'] } });
    await draft(given, 30_000_000, { trancheWon: [21_000_000, 5_000_000, 4_000_000] });
  });

  it('is signed with the code from the mail over the document that was shown; its file has the stored hash', async () => {
    const given = await createGrantReadyCase(db.owner, scene.year);
    const { applicationId } = given;
    await approveCase(scene.people, given, 30_000_000);
    await expect(offerAgreement(officer(), { applicationId })).rejects.toMatchObject({ code: 'incomplete', fields: { '': ['grants.guard.version_missing'] } });
    const { documentId, versionId } = await draft(given);
    await offerAgreement(officer(), { applicationId });
    await expect(draft(given)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const opened = await readDocument(rep(given), documentId);
    const chunks: Buffer[] = [];
    for await (const chunk of opened.content) chunks.push(chunk as Buffer);
    const documentHash = createHash('sha256').update(Buffer.concat(chunks)).digest('hex');
    expect(documentHash).toBe(opened.document.sha256);

    await sendAgreementCode(rep(given), { applicationId });
    const code = await mailedCode(versionId);
    const wrong = code === '000000' ? '000001' : '000000';
    const input = { applicationId, documentHash, code, ip: '203.0.113.7' };
    await expect(acceptAgreement(rep(given), { ...input, code: wrong })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_wrong'] } });
    await expect(acceptAgreement(rep(given), { ...input, documentHash: '0'.repeat(64) })).rejects.toMatchObject({ code: 'stale_version' });
    await expect(acceptAgreement(contextOf((await createPerson(db.owner, 'manager', { firmId: given.firm.id })).actor, at('10-16')), input)).rejects.toMatchObject({ code: 'not_allowed' });
    await acceptAgreement(rep(given), input);
    const signature = await one<{ hash: string; method: string; signer_name: string }>(`select encode(document_hash, 'hex') as hash, method, signer_name from agreement_signature where agreement_version_id = $1 and party = 'firm'`, [versionId]);
    expect(signature).toEqual({ hash: documentHash, method: 'code', signer_name: given.firm.representative.actor.name });
    await expect(acceptAgreement(rep(given), input)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await expect(countersignAgreement(contextOf({ ...scene.people.officer.actor, duty: 'senior_officer' }, at('10-20')), { applicationId, ip: null })).rejects.toMatchObject({ code: 'four_eyes' });
  });

  it('makes a code worthless after five wrong tries or ten minutes, and writes it nowhere', async () => {
    const given = await createGrantReadyCase(db.owner, scene.year);
    const { applicationId } = given;
    await approveCase(scene.people, given, 30_000_000);
    const { versionId } = await draft(given);
    await offerAgreement(officer(), { applicationId });
    const { sha256 } = await one<{ sha256: Buffer }>('select d.sha256 from agreement_version v join document d on d.id = v.document_id where v.id = $1', [versionId]);
    const input = { applicationId, documentHash: sha256.toString('hex'), ip: null };
    await sendAgreementCode(rep(given), { applicationId });
    const code = await mailedCode(versionId);
    const later = contextOf(given.firm.representative.actor, '2026-10-16T01:10:01Z');
    await expect(acceptAgreement(later, { ...input, code })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_expired'] } });
    for (let count = 0; count < 5; count += 1) await expect(acceptAgreement(rep(given), { ...input, code: 'abcdef' })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_wrong'] } });
    await expect(acceptAgreement(rep(given), { ...input, code })).rejects.toMatchObject({ fields: { code: ['grants.sign.code_expired'] } });
    const notice = await one<{ values: Record<string, unknown>; locale: 'ko'; path: string }>(`select values, locale, path from notice where kind = 'sign_code' and subject_id = $1`, [versionId]);
    expect(JSON.stringify(notice.values)).not.toContain(code);
    const mail = await composeMail({ kind: 'sign_code', values: notice.values as Record<string, string>, locale: 'ko', path: notice.path }, 'http://localhost');
    expect(mail.subject).toContain(code);
  });

  it('enters force only with a verified account and met conditions, then freezes KPI cards and plans the payments', async () => {
    const given = await createGrantReadyCase(db.owner, scene.year);
    const { applicationId } = given;
    await recommendCase(scene.people, given, 30_000_000);
    await approveGrant(senior('10-14'), { applicationId, amountWon: 30_000_000, reason: '', withPlan: true, conditions: [{ text: '이행보증보험에 가입합니다.', owner: 'firm', dueOn: '2026-11-10' }] });
    await draft(given);
    await offerAgreement(officer(), { applicationId });
    await accept(given);
    expect(await countersignAgreement(senior(), { applicationId, ip: null })).toMatchObject({ inForce: false });
    await expect(putAgreementInForce(officer('10-21'), { applicationId, waive: false, reason: '' })).rejects.toMatchObject({ fields: { '': ['grants.guard.bank_not_verified'] } });
    await bank(given);
    await expect(putAgreementInForce(officer('10-21'), { applicationId, waive: false, reason: '' })).rejects.toMatchObject({ fields: { '': ['grants.guard.conditions_open'] } });
    await expect(putAgreementInForce(officer('10-21'), { applicationId, waive: true, reason: '급함' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await confirmCondition(officer('10-22'), { applicationId, index: 0 });
    const { number } = await putAgreementInForce(officer('10-22'), { applicationId, waive: false, reason: '' });
    expect(number).toMatch(/-A\d{5}$/);
    const cards = await db.owner<{ state: string }>('select state from kpi_card where application_id = $1', [applicationId]);
    expect(cards.map((card) => card.state)).toEqual(['frozen', 'frozen']);
    const tranches = await db.owner<{ number: number; kind: string; state: string; planned_won: string }>('select number, kind, state, planned_won from tranche where application_id = $1 order by number', [applicationId]);
    expect(tranches.map((row) => [row.number, row.kind, row.state, Number(row.planned_won)])).toEqual([[1, 'advance', 'claim_open', 15_000_000], [2, 'interim', 'planned', 9_000_000], [3, 'final', 'planned', 6_000_000]]);
    const scheduled = await one<{ completion: string; interim: string; settlement: string }>(
      `select (select state from completion where application_id = $1) as completion, (select state from interim_check where application_id = $1) as interim, (select state from settlement where application_id = $1) as settlement`,
      [applicationId],
    );
    expect(scheduled).toEqual({ completion: 'not_due', interim: 'scheduled', settlement: 'not_open' });
  });

  it('gives the money back when it is declined or its last day is over', async () => {
    const own = await createFundedYear(db.owner, scene.people);
    const declined = await createGrantReadyCase(db.owner, own);
    const late = await createGrantReadyCase(db.owner, own);
    for (const given of [declined, late]) {
      await approveCase(scene.people, given, 30_000_000);
      await draft(given);
      await offerAgreement(officer(), { applicationId: given.applicationId });
    }
    await expect(declineAgreement(rep(declined), { applicationId: declined.applicationId, reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await declineAgreement(rep(declined), { applicationId: declined.applicationId, reason: '다른 사업에 선정되었습니다.' });
    const on = (day: string) => systemContext(new Date(at(day)), 'test');
    const read = () => db.owner(`update notice set read_at = now() where application_id = $1`, [late.applicationId]);
    await read();
    expect(await lapseOffers(on('12-20'))).toBe(0);
    const due = await one<{ day: string }>(`select to_char(offer_ends_on - 1, 'MM-DD') as day from agreement where application_id = $1`, [late.applicationId]);
    expect(await remindDeadlines(on(due.day))).toBeGreaterThan(0);
    expect(await remindDeadlines(on(due.day))).toBe(0);
    await read();
    expect(await lapseOffers(on('12-20'))).toBe(1);
    expect(await releaseEndedOffers(on('12-20'))).toBe(1);
    expect(await stateOf('grant_decision', declined.decisionId)).toBe('lapsed');
    expect((await agreementOf(late)).state).toBe('lapsed');
    expect([await lapseOffers(on('12-21')), await releaseEndedOffers(on('12-21'))]).toEqual([0, 0]);
    const after = await one<{ committed_won: string }>('select committed_won from programme_year where id = $1', [own.id]);
    expect(Number(after.committed_won)).toBe(0);
    const held = await db.owner<{ balance_won: string }>(`select balance_won from ledger_account where kind = 'firm_grant' and firm_id = any ($1::uuid[])`, [[declined.firm.id, late.firm.id]]);
    expect(held.map((row) => Number(row.balance_won))).toEqual([0, 0]);
  });
});

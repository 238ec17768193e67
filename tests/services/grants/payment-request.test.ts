import { beforeAll, describe, expect, it } from 'vitest';
import { saveClaim } from '#app/services/grants/save-claim.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { queryClaim, verifyClaim } from '#app/services/grants/verify-claim.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { moneyScene } from './arrange.ts';

const db = useDatabase();
const scene = moneyScene(db);
beforeAll(() => scene.open());
const { at, officer, rep, stateOf, inForce, lineInput, upload, claim } = scene;

describe('a payment request', () => {
  it('keeps the advance cap: 21,000,000 of 30,000,000 is taken, one won more is not', async () => {
    const { given, trancheId } = await inForce({ trancheWon: [21_000_000, 5_000_000, 4_000_000] });
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [await lineInput(given, 12_000_000, 0), await lineInput(given, 9_000_001, 1)], uploads: [await upload(0), await upload(1)] });
    await expect(submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).rejects.toMatchObject({ fields: { '': ['answers.claim.advance_above_cap|{"max":21000000}'] } });
    const lines = await db.owner<{ id: string }>('select id from tranche_line where tranche_id = $1 order by created_at, id', [trancheId]);
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [{ ...(await lineInput(given, 12_000_000, 0)), id: lines[0]?.id ?? '' }, { ...(await lineInput(given, 9_000_000, 1)), id: lines[1]?.id ?? '' }], uploads: [] });
    expect(await submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).toEqual({ requestedWon: 21_000_000 });
  });

  it('needs proofs inside the period, amounts inside the budget line, and the representative', async () => {
    const { given, trancheId } = await inForce();
    const line = await lineInput(given, 12_000_001, 0);
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [{ ...line, proofOn: '2026-10-14' }], uploads: [] });
    await expect(submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { '': expect.arrayContaining(['grants.claim.quotation_missing', 'answers.claim.proof_outside_period|{"on":"2026-10-14","from":"2026-10-15","to":"2027-07-31"}', 'grants.claim.above_budget_line|{"max":12000000}']) },
    });
    const bookkeeper = contextOf((await createPerson(db.owner, 'firm_finance', { firmId: given.firm.id })).actor, at('10-21'));
    await saveClaim(bookkeeper, { trancheId, note: '', lines: [await lineInput(given, 9_000_000, 0)], uploads: [await upload(0)] });
    await expect(submitClaim(bookkeeper, { trancheId, answer: '' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(saveClaim(officer(), { trancheId, note: '', lines: [], uploads: [] })).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await submitClaim(rep(given, '10-21'), { trancheId, answer: '' })).toEqual({ requestedWon: 9_000_000 });
  });

  it('is closed after the yearly cut-off and open again in January', async () => {
    const { given, trancheId } = await inForce();
    await saveClaim(rep(given, '10-21'), { trancheId, note: '', lines: [await lineInput(given, 9_000_000, 0)], uploads: [await upload(0)] });
    await expect(submitClaim(contextOf(given.firm.representative.actor, '2026-11-30T09:00:01Z'), { trancheId, answer: '' })).rejects.toMatchObject({ code: 'window_closed' });
    await expect(submitClaim(contextOf(given.firm.representative.actor, '2027-01-04T01:00:00Z'), { trancheId, answer: '' })).resolves.toEqual({ requestedWon: 9_000_000 });
  });

  it('goes back with queries per line and comes again with an answer', async () => {
    const { given, trancheId } = await inForce();
    await claim(given, trancheId, [9_000_000, 6_000_000]);
    const lines = await db.owner<{ id: string }>('select id from tranche_line where tranche_id = $1 order by created_at, id', [trancheId]);
    await expect(queryClaim(officer('10-22'), { trancheId, queries: [], reason: '' })).rejects.toMatchObject({ fields: { '': ['grants.verify.no_query'] } });
    await queryClaim(officer('10-22'), { trancheId, queries: [{ lineId: lines[0]?.id ?? '', text: '견적서에 날짜가 없습니다.' }], reason: '' });
    await expect(submitClaim(rep(given, '10-23'), { trancheId, answer: '' })).rejects.toMatchObject({ fields: { answer: ['errors.field.required'] } });
    await submitClaim(rep(given, '10-23'), { trancheId, answer: '다시 받은 견적서를 붙였습니다.' });
    expect(await stateOf('tranche', trancheId)).toBe('submitted');
    const verdict = (index: number, allowedWon: number, code: string | null) => ({ lineId: lines[index]?.id ?? '', allowedWon, code });
    await expect(verifyClaim(officer('10-24'), { trancheId, verdicts: [verdict(0, 9_000_000, null)] })).rejects.toMatchObject({ fields: { 'verdicts[1].allowedWon': ['errors.field.required'] } });
    await expect(verifyClaim(officer('10-24'), { trancheId, verdicts: [verdict(0, 9_000_001, null), verdict(1, 5_000_000, null)] })).rejects.toMatchObject({
      fields: { 'verdicts[0].allowedWon': ['grants.verify.above_line|{"max":9000000}'], 'verdicts[1].code': ['grants.verify.code_missing'] },
    });
    expect(await verifyClaim(officer('10-24'), { trancheId, verdicts: [verdict(0, 9_000_000, null), verdict(1, 5_000_000, 'vat')] })).toEqual({ verifiedWon: 14_000_000 });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#app/domain/accounts/context.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { getKpiCardPage, getKpiOverview } from '#app/services/outcomes/get-kpi-page.ts';
import { recordReading } from '#app/services/outcomes/record-reading.ts';
import { correctVerifiedReading, rejectReading, verifyReadings } from '#app/services/outcomes/verify-readings.ts';
import { addReadings, createFrozenCard } from '#tests/factories/kpi-card.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { createActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const NOW = '2026-11-03T02:00:00Z';
let officer: Context;
let senior: Context;

beforeAll(async () => {
  officer = contextOf((await createPerson(db.owner, 'officer')).actor, NOW);
  senior = contextOf((await createPerson(db.owner, 'senior_officer')).actor, NOW);
});

async function arrange() {
  const made = await createActiveAssignment(db.owner);
  const cardId = await createFrozenCard(db.owner, made);
  await addReadings(db.owner, made, cardId, [['2026-08', 240, 10_000], ['2026-09', 230, 10_000]]);
  const rows = await db.owner<{ id: string; version: number }>('select id, version from kpi_reading where kpi_card_id = $1 order by month', [cardId]);
  return { made, cardId, applicationId: made.applicationId, readings: rows.map((row) => ({ readingId: row.id, version: row.version })) };
}
const rowOf = async (id: string) => (await db.owner<{ state: string; value: string; grade: string | null; verified_by: string | null }>('select state, value, grade, verified_by from kpi_reading where id = $1', [id]))[0];
const notices = async (kind: string, applicationId: string) => (await db.owner(`select 1 from notice where kind = $1 and application_id = $2`, [kind, applicationId])).length;

describe('an officer', () => {
  it('verifies several values at once with a grade, all or none', async () => {
    const { applicationId, readings, made } = await arrange();
    expect((await getKpiOverview(officer, applicationId)).cards[0]?.readings.filter((reading) => reading.can.verify)).toHaveLength(2);
    await expect(verifyReadings(officer, { applicationId, readings: [], grade: 'B' })).rejects.toMatchObject({ fields: { picked: ['outcomes.verify.nothing_chosen'] } });
    await expect(verifyReadings(senior, { applicationId, readings, grade: 'B' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(verifyReadings(contextOf(made.manager.actor, NOW), { applicationId, readings, grade: 'A' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(verifyReadings(officer, { applicationId: crypto.randomUUID(), readings, grade: 'B' })).rejects.toMatchObject({ code: 'not_found' });
    const [first, second] = readings;
    if (!first || !second) throw new Error('no readings');
    await expect(verifyReadings(officer, { applicationId, readings: [first, { ...second, version: 7 }], grade: 'B' })).rejects.toMatchObject({ code: 'stale_version' });
    expect(await rowOf(first.readingId)).toMatchObject({ state: 'confirmed' });
    expect(await verifyReadings(officer, { applicationId, readings, grade: 'B' })).toEqual({ count: 2 });
    expect(await rowOf(second.readingId)).toMatchObject({ state: 'verified', grade: 'B', verified_by: officer.actor.userId });
    expect(await notices('readings_verified', applicationId)).toBeGreaterThanOrEqual(1);
  });

  it('rejects a value with a code and a reason that the firm reads, and the month may be entered anew', async () => {
    const { applicationId, cardId, readings: [first], made } = await arrange();
    if (!first) throw new Error('no reading');
    const given = { applicationId, ...first, code: 'evidence_differs', reason: '검사성적서에는 불량이 260개입니다.' } as const;
    await expect(rejectReading(officer, { ...given, reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await rejectReading(officer, given);
    expect(await rowOf(first.readingId)).toMatchObject({ state: 'rejected' });
    const manager = contextOf(made.manager.actor, NOW);
    const seen = (await getKpiCardPage(manager, cardId)).view.readings.find((reading) => reading.id === first.readingId);
    expect(seen?.end).toMatchObject({ code: 'evidence_differs', reason: given.reason, byName: null });
    expect((await getKpiOverview(officer, applicationId)).cards[0]?.readings.find((reading) => reading.id === first.readingId)?.end?.byName).toBe(officer.actor.name);
    await expect(recordReading(manager, { cardId, month: '2026-08', version: null, numerator: 260, denominator: 10_000, note: null, explanation: null, reason: '성적서대로 고쳤습니다.' })).resolves.toMatchObject({ value: 2.6 });
    expect(await notices('reading_rejected', applicationId)).toBeGreaterThanOrEqual(2);
  });

  it('corrects a verified value by a new line that somebody else confirms; the former one stays', async () => {
    const { applicationId, cardId, readings, made } = await arrange();
    const [first] = readings;
    if (!first) throw new Error('no reading');
    const counts = { numerator: 250, denominator: 10_000, reason: '폐기 수량이 빠져 있었습니다.' };
    await expect(correctVerifiedReading(officer, { applicationId, ...first, ...counts })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await verifyReadings(officer, { applicationId, readings: [first], grade: 'A' });
    await expect(correctVerifiedReading(officer, { applicationId, ...first, ...counts })).rejects.toMatchObject({ code: 'stale_version' });
    const seen = { ...first, version: first.version + 1 };
    await expect(correctVerifiedReading(officer, { applicationId, ...seen, ...counts, denominator: 0 })).rejects.toMatchObject({ fields: { denominator: ['outcomes.reading.error.denominator_zero'] } });
    const { readingId, value } = await correctVerifiedReading(officer, { applicationId, ...seen, ...counts });
    expect(value).toBe(2.5);
    expect(await rowOf(first.readingId)).toMatchObject({ state: 'corrected', value: expect.stringMatching(/^2\.4/) });
    expect(await db.owner('select state, corrects_id from kpi_reading where id = $1', [readingId])).toEqual([{ state: 'recorded', corrects_id: first.readingId }]);
    const shown = (await getKpiCardPage(contextOf(made.manager.actor, NOW), cardId)).view.readings;
    expect(shown.find((reading) => reading.id === first.readingId)?.end).toMatchObject({ reason: counts.reason });
    await confirmReading(contextOf(made.consultant.actor, NOW), { readingId, version: 1, grade: null });
    await expect(verifyReadings(officer, { applicationId, readings: [{ readingId, version: 2 }], grade: 'A' })).rejects.toMatchObject({ code: 'four_eyes' });
    const other = contextOf((await createPerson(db.owner, 'officer')).actor, NOW);
    await verifyReadings(other, { applicationId, readings: [{ readingId, version: 2 }], grade: 'A' });
  });
});

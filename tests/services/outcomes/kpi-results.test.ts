import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { getKpiResults, summariseKpis } from '#app/services/outcomes/get-kpi-results.ts';
import { recordFinalValue } from '#app/services/outcomes/record-final-value.ts';
import { pdfOf } from '#tests/factories/files.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { addReadings, createFrozenCard } from '#tests/factories/kpi-card.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { createActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const DURING = '2027-02-03T02:00:00Z';
// The programme year of the factory ends on 31 December 2027.
const AFTER = '2028-01-10T02:00:00Z';

describe('results of a case', () => {
  it.each([
    ['process defects', { code: 'Q1', value: 2.93, target: 2.05 }, [171, 10_000], 41.6, 138.6, -1.22, false],
    ['output per hour', { code: 'P1', value: 120, target: 150, numerator: 1_200, denominator: 10 }, [1_560, 10], 30, 120, 36, false],
    ['a small baseline', { code: 'D1', value: 20, target: 90, numerator: 20, denominator: 100 }, [84, 100], 320, 91.4, 64, false],
    ['delivery', { code: 'D1', value: 91.2, target: 98, numerator: 912, denominator: 1_000 }, [968, 1_000], 6.1, 82.4, 5.6, false],
    ['lead time', { code: 'P4', value: 14, target: 10, numerator: 140, denominator: 10 }, [90, 10], 35.7, 125, -5, false],
    ['a worse value (ppm)', { code: 'Q3', value: 0.1, target: 0.08, numerator: 1_000, denominator: 1_000_000 }, [1_150, 1_000_000], -15, -75, 0.015, true],
  ] as const)('follows the vector of %s', async (_name, options, [numerator, denominator], improvement, achievement, change, worse) => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made, options);
    await addReadings(db.owner, made, cardId, [['2026-08', numerator, denominator]]);
    const [result] = await getKpiResults(contextOf(made.manager.actor, DURING), made.applicationId);
    expect(result).toMatchObject({ basis: 'current', final: null, worse, change });
    expect(result?.improvementPercent?.toFixed(1)).toBe(improvement.toFixed(1));
    expect(result?.achievementPercent?.toFixed(1)).toBe(achievement.toFixed(1));
  });

  it('leaves a zero baseline out of the mean and says so', async () => {
    const made = await createActiveAssignment(db.owner);
    const zero = await createFrozenCard(db.owner, made, { code: 'Q4', value: 0, target: 1, numerator: 0, denominator: 3 });
    const defects = await createFrozenCard(db.owner, made);
    await createFrozenCard(db.owner, made, { code: 'D1', value: 91.2, target: 98 });
    await addReadings(db.owner, made, zero, [['2026-08', 5, 1]]);
    await addReadings(db.owner, made, defects, [['2026-08', 171, 10_000]]);
    const results = await getKpiResults(contextOf(made.manager.actor, DURING), made.applicationId);
    expect(results.find(({ code }) => code === 'Q4')).toMatchObject({ improvementPercent: null, excluded: 'zero_baseline', after: 5 });
    expect(summariseKpis(results)).toMatchObject({ improvementPercent: 41.6382, counted: 1, zeroBaseline: 1, withoutValue: 1 });
  });

  it('pools the last three months by their counts and shows what is missing', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    await addReadings(db.owner, made, cardId, [['2026-08', 900, 10_000], ['2026-10', 100, 1_000], ['2026-11', 171, 20_000]]);
    const [result] = await getKpiResults(contextOf(made.consultant.actor, DURING), made.applicationId);
    expect(result?.current).toMatchObject({ numerator: 271, denominator: 21_000, value: 1.2905, months: ['2026-10', '2026-11'], missing: ['2026-09'], grade: 'C' });
    expect(result?.latest).toEqual({ month: '2026-11', value: 0.855 });
  });

  it('takes the pooled window as final value once it is over and every month was confirmed', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    await addReadings(db.owner, made, cardId, [['2027-10', 200, 10_000], ['2027-11', 180, 10_000], ['2027-12', 160, 10_000]]);
    const [result] = await getKpiResults(contextOf(made.manager.actor, AFTER), made.applicationId);
    expect(result?.final).toMatchObject({ source: 'pooled', value: 1.8, numerator: 540, denominator: 30_000 });
    const before = (await getKpiResults(contextOf(made.manager.actor, '2027-12-31T02:00:00Z'), made.applicationId))[0];
    expect(before).toMatchObject({ final: null, basis: 'current' });
  });

  it('is for those who work on the case', async () => {
    const made = await createActiveAssignment(db.owner);
    await createFrozenCard(db.owner, made);
    const officer = await createPerson(db.owner, 'officer');
    const auditor = await createPerson(db.owner, 'auditor');
    const stranger = (await createFirm(db.owner)).representative;
    expect(await getKpiResults(contextOf(officer.actor, DURING), made.applicationId)).toHaveLength(1);
    expect(await getKpiResults(contextOf(auditor.actor, DURING), made.applicationId)).toHaveLength(1);
    await expect(getKpiResults(contextOf(stranger.actor, DURING), made.applicationId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the final value', () => {
  it('is stated by the firm with evidence and counts once the consultant has graded it', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const evidence = await receiveFile(Readable.from([Buffer.from(pdfOf())]), 'sheet.pdf');
    const entry = { cardId, version: null, numerator: 513, denominator: 30_000, note: 'October to December' };
    const { readingId, value } = await recordFinalValue(contextOf(made.manager.actor, AFTER), entry, evidence);
    expect(value).toBe(1.71);
    expect((await getKpiResults(contextOf(made.manager.actor, AFTER), made.applicationId))[0]?.final).toBeNull();
    await expect(confirmReading(contextOf(made.manager.actor, AFTER), { readingId, version: 1, grade: null })).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(confirmReading(contextOf(made.consultant.actor, AFTER), { readingId, version: 1, grade: null })).rejects.toMatchObject({ code: 'invalid_input' });
    await confirmReading(contextOf(made.consultant.actor, AFTER), { readingId, version: 1, grade: 'B' });
    const [result] = await getKpiResults(contextOf(made.manager.actor, AFTER), made.applicationId);
    expect(result).toMatchObject({ basis: 'final', grade: 'B', final: { source: 'entered', value: 1.71 }, improvementPercent: 41.6382, achievementPercent: 138.6364 });
    expect(await db.owner(`select 1 from document_use where subject_id = $1 and purpose = 'evidence'`, [readingId])).toHaveLength(1);
    await expect(recordFinalValue(contextOf(made.manager.actor, AFTER), { ...entry, version: 2 })).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });

  it('waits for the end of the window, or for the completion to open', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const entry = { cardId, version: null, numerator: 513, denominator: 30_000, note: null };
    await expect(recordFinalValue(contextOf(made.manager.actor, DURING), entry)).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await expect(recordFinalValue(contextOf(made.consultant.actor, AFTER), entry)).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(recordFinalValue(contextOf(made.manager.actor, AFTER), { ...entry, numerator: 40_000 })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

import { defaultSettings } from '#app/domain/programmes/settings.ts';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { confirmReading } from '#app/services/outcomes/confirm-reading.ts';
import { correctReading } from '#app/services/outcomes/correct-reading.ts';
import { explainReading } from '#app/services/outcomes/explain-reading.ts';
import { findOddity } from '#app/services/outcomes/flag-readings.ts';
import { recordReading, type ReadingEntry } from '#app/services/outcomes/record-reading.ts';
import { addReadings, createFrozenCard } from '#tests/factories/kpi-card.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf, createPerson } from '#tests/factories/people.ts';
import { createActiveAssignment } from '#tests/factories/visit.ts';
import { useDatabase } from '#tests/support/database.ts';

const db = useDatabase();
const NOW = '2026-09-03T02:00:00Z';
const entryOf = (cardId: string, changes: Partial<ReadingEntry> = {}): ReadingEntry => ({ cardId, month: '2026-08', version: null, numerator: 240, denominator: 10_000, note: null, explanation: null, reason: null, ...changes });
const rowOf = async (id: string) =>
  (await db.owner<{ state: string; value: string; version: number; flag_rule: string | null; explanation: string | null; confirmed_by: string | null; corrects_id: string | null }>('select state, value, version, flag_rule, explanation, confirmed_by, corrects_id from kpi_reading where id = $1', [id]))[0];

describe('recording a month', () => {
  it('keeps both counts and the rate, and may be changed until somebody confirmed it', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const first = await recordReading(contextOf(made.shopFloor.actor, NOW), entryOf(cardId));
    expect(first).toMatchObject({ value: 2.4, odd: null, revised: false });
    await expect(recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId))).rejects.toMatchObject({ code: 'stale_version' });
    expect(await recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId, { version: 1, numerator: 250 }))).toMatchObject({ readingId: first.readingId, value: 2.5, revised: true });
    await confirmReading(contextOf(made.consultant.actor, NOW), { readingId: first.readingId, version: 2, grade: null });
    expect(await rowOf(first.readingId)).toMatchObject({ state: 'confirmed', confirmed_by: made.consultant.userId });
    await expect(recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId, { version: 3 }))).rejects.toMatchObject({ code: 'transition_not_allowed' });
    expect((await db.owner<{ action: string }>(`select action from event where subject_id = $1 order by effective_at, id`, [first.readingId])).map(({ action }) => action).sort()).toEqual(['confirm', 'record', 'revise']);
  });

  it('refuses swapped counts in the words of the form', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    await expect(recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId, { numerator: 70_180, denominator: 5_474 }))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { numerator: [expect.stringContaining('"part":"공정 불량 수량","partEnding":"closed","numerator":70180,"partUnit":"개","unitEnding":"open","whole":"생산 수량","denominator":5474')] },
    });
    await expect(recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId, { denominator: 0 }))).rejects.toMatchObject({ fields: { denominator: ['outcomes.reading.error.denominator_zero'] } });
  });

  it('takes no month that is not over, none of the baseline, and asks for a reason once the month is locked', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const manager = contextOf(made.manager.actor, NOW);
    await expect(recordReading(manager, entryOf(cardId, { month: '2026-09' }))).rejects.toMatchObject({ fields: { month: ['outcomes.reading.error.month_not_over'] } });
    await expect(recordReading(manager, entryOf(cardId, { month: '2026-07' }))).rejects.toMatchObject({ fields: { month: ['outcomes.reading.error.baseline_month'] } });
    const late = contextOf(made.manager.actor, '2026-09-16T02:00:00Z');
    await expect(recordReading(contextOf(made.manager.actor, '2026-09-15T02:00:00Z'), entryOf(cardId))).resolves.toMatchObject({ value: 2.4 });
    await expect(recordReading(late, entryOf(cardId, { version: 1, reason: 'x' }))).rejects.toMatchObject({ code: 'transition_not_allowed' });
    const other = await createFrozenCard(db.owner, made, { code: 'Q2' });
    await expect(recordReading(late, entryOf(other))).rejects.toMatchObject({ code: 'reason_required', fields: { reason: ['outcomes.reading.error.locked|{"lockOn":"2026-09-15"}'] } });
    await expect(recordReading(late, entryOf(other, { reason: 'The sheet was lost.' }))).resolves.toMatchObject({ revised: false });
  });

  it('needs a frozen card of the own firm and a duty that writes', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const reader = await createPerson(db.owner, 'firm_reader', { firmId: made.firm.id });
    const stranger = (await createFirm(db.owner)).representative;
    await expect(recordReading(contextOf(reader.actor, NOW), entryOf(cardId))).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(recordReading(contextOf(made.consultant.actor, NOW), entryOf(cardId))).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(recordReading(contextOf(stranger.actor, NOW), entryOf(cardId))).rejects.toMatchObject({ code: 'not_found' });
    const [draft] = await db.owner<{ id: string }>(`insert into kpi_card (application_id, firm_id, definition_code, unit, better) values ($1, $2, 'D1', '%', 'higher') returning id`, [made.applicationId, made.firm.id]);
    await expect(recordReading(contextOf(made.manager.actor, NOW), entryOf(draft?.id ?? ''))).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });

  it('keeps one value when two people enter the month at once, and one when a form is sent twice', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const results = await Promise.allSettled([made.manager, made.shopFloor].map(({ actor }) => recordReading(contextOf(actor, NOW), entryOf(cardId))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale_version' } });
    const key = randomUUID();
    const other = await createFrozenCard(db.owner, made, { code: 'Q2' });
    const once = await recordReading(contextOf(made.manager.actor, NOW, key), entryOf(other));
    expect(await recordReading(contextOf(made.manager.actor, NOW, key), entryOf(other))).toEqual(once);
  });
});

describe('the second person', () => {
  it('is not the one who recorded', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const { readingId } = await recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId));
    const given = { readingId, version: 1, grade: null };
    await expect(confirmReading(contextOf(made.manager.actor, NOW), given)).rejects.toMatchObject({ code: 'four_eyes' });
    await expect(confirmReading(contextOf(made.shopFloor.actor, NOW), given)).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(confirmReading(contextOf(made.firm.representative.actor, NOW), { ...given, version: 4 })).rejects.toMatchObject({ code: 'stale_version' });
    await confirmReading(contextOf(made.firm.representative.actor, NOW), given);
    expect(await rowOf(readingId)).toMatchObject({ state: 'confirmed' });
    await expect(db.owner('update kpi_reading set confirmed_by = recorded_by where id = $1', [readingId])).rejects.toMatchObject({ constraint: 'kpi_reading_four_eyes' });
  });
});

describe('a correction', () => {
  it('leaves the old value in the record, points to it and needs a second person again; the baseline stays', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    const baseline = await db.owner('select * from kpi_baseline where kpi_card_id = $1', [cardId]);
    const { readingId } = await recordReading(contextOf(made.manager.actor, NOW), entryOf(cardId));
    await confirmReading(contextOf(made.consultant.actor, NOW), { readingId, version: 1, grade: null });
    const late = contextOf(made.manager.actor, '2026-10-20T02:00:00Z');
    const given = { readingId, version: 2, numerator: 200, denominator: 10_000, reason: 'Forty pieces were counted twice.' };
    await expect(correctReading(late, { ...given, reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await expect(correctReading(late, { ...given, version: 1 })).rejects.toMatchObject({ code: 'stale_version' });
    const corrected = await correctReading(late, given);
    expect(corrected.value).toBe(2);
    expect(await rowOf(readingId)).toMatchObject({ state: 'corrected', value: '2.4' });
    expect(await rowOf(corrected.readingId)).toMatchObject({ state: 'recorded', corrects_id: readingId });
    expect(await db.owner('select * from kpi_baseline where kpi_card_id = $1', [cardId])).toEqual(baseline);
    expect(await db.owner(`select 1 from notice where kind = 'reading_corrected' and recipient_id = $1`, [made.consultant.userId])).toHaveLength(1);
  });
});

describe('an odd value', () => {
  it('is the tenth equal month or a leap against the months before', () => {
    expect(findOddity(Array(9).fill(5), 5, defaultSettings)).toEqual({ rule: 'constant', measure: 10 });
    expect(findOddity(Array(8).fill(5), 5, defaultSettings)).toBeNull();
    expect(findOddity(Array(9).fill(0), 0, defaultSettings)).toBeNull();
    expect(findOddity([2, 2.2, 2.1], 4.2, defaultSettings)).toEqual({ rule: 'jump', measure: 100 });
    expect(findOddity([2, 2.2, 2.1], 3.1, defaultSettings)).toBeNull();
    expect(findOddity([2, 2.2], 9, defaultSettings)).toBeNull();
    expect(findOddity([0, 0, 0], 1, defaultSettings)).toBeNull();
    expect(findOddity([2, 2.2, 2.1], 3.1, { ...defaultSettings, readingJumpPercent: 40 })).toMatchObject({ rule: 'jump' });
    expect(findOddity(Array(4).fill(5), 5, { ...defaultSettings, readingEqualMonths: 5 })).toEqual({ rule: 'constant', measure: 5 });
  });

  it('is flagged when it is confirmed without an explanation, and the firm explains it', async () => {
    await createPerson(db.owner, 'officer');
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    await addReadings(db.owner, made, cardId, [['2026-08', 290, 10_000], ['2026-09', 280, 10_000], ['2026-10', 270, 10_000]]);
    const later = '2026-12-03T02:00:00Z';
    const { readingId, odd } = await recordReading(contextOf(made.manager.actor, later), entryOf(cardId, { month: '2026-11', numerator: 700 }));
    expect(odd).toBe('jump');
    expect(await confirmReading(contextOf(made.consultant.actor, later), { readingId, version: 1, grade: null })).toMatchObject({ flagged: true });
    expect(await rowOf(readingId)).toMatchObject({ state: 'flagged', flag_rule: 'jump', version: 3 });
    expect(await db.owner(`select 1 from notice where kind = 'reading_flagged' and subject_id = $1`, [readingId])).toHaveLength(2);
    await expect(explainReading(contextOf(made.shopFloor.actor, later), { readingId, version: 3, explanation: 'x' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(explainReading(contextOf(made.manager.actor, later), { readingId, version: 3, explanation: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    await explainReading(contextOf(made.manager.actor, later), { readingId, version: 3, explanation: 'A broken die; replaced on the 12th.' });
    expect(await rowOf(readingId)).toMatchObject({ state: 'confirmed', explanation: 'A broken die; replaced on the 12th.' });
    expect(await db.owner(`select 1 from event where subject_id = $1 and action = 'flag' and actor_duty = 'system'`, [readingId])).toHaveLength(1);
  });

  it('is not flagged when the writer explained it at once', async () => {
    const made = await createActiveAssignment(db.owner);
    const cardId = await createFrozenCard(db.owner, made);
    await addReadings(db.owner, made, cardId, [['2026-08', 290, 10_000], ['2026-09', 280, 10_000], ['2026-10', 270, 10_000]]);
    const later = '2026-12-03T02:00:00Z';
    const { readingId } = await recordReading(contextOf(made.manager.actor, later), entryOf(cardId, { month: '2026-11', numerator: 700, explanation: 'A broken die.' }));
    expect(await confirmReading(contextOf(made.consultant.actor, later), { readingId, version: 1, grade: null })).toMatchObject({ flagged: false });
    expect(await rowOf(readingId)).toMatchObject({ state: 'confirmed' });
  });
});

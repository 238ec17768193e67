import { beforeAll, describe, expect, test } from 'vitest';
import { isAppError } from '#app/domain/errors.ts';
import { readMonths, readQuantity } from '#app/services/outcomes/card-form.ts';
import { freezeKpiCards } from '#app/services/outcomes/freeze-kpi-cards.ts';
import { getKpiCards } from '#app/services/outcomes/list-kpi-cards.ts';
import { saveKpiCard, type CardInput } from '#app/services/outcomes/save-kpi-card.ts';
import { remarkKpiCard, signCardsAsConsultant, signCardsAsFirm, withdrawCardSignature } from '#app/services/outcomes/sign-kpi-card.ts';
import { addKpiCard, removeKpiCard, startKpiCards } from '#app/services/outcomes/start-kpi-cards.ts';
import { withActor } from '#db/transaction.ts';
import { agreeDiagnosis } from '#tests/factories/assessment.ts';
import { createAdmittedCase, type AdmittedCase } from '#tests/factories/case.ts';
import { contextOf } from '#tests/factories/people.ts';
import { fillCards, seenCards } from '#tests/factories/plan.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let given: AdmittedCase;
const now = '2026-10-13T02:00:00Z';
const firm = () => contextOf(given.firm.representative.actor, now);
const consultant = () => contextOf(given.consultant.actor, now);
const cards = async () => (await getKpiCards(firm(), given.applicationId)).cards;

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function inputFor(code: string, over: Partial<CardInput> = {}): Promise<CardInput> {
  const card = (await cards()).find((row) => row.definitionCode === code);
  return {
    applicationId: given.applicationId, cardId: card?.id ?? '', version: card?.version ?? 0, scope: 'Line 2', source: 'Daily report', method: '', fromMonth: '2026-07', windowMonths: 3,
    months: [{ month: '2026-07', numerator: 80, denominator: 1000 }], targetValue: 5, ...over,
  };
}

describe('KPI cards', () => {
  beforeAll(async () => {
    given = await createAdmittedCase(database.owner);
  });

  test('are proposed from the figures of the application, after the diagnosis', async () => {
    expect(await codeOf(startKpiCards(firm(), given.applicationId))).toBe('transition_not_allowed');
    await agreeDiagnosis(given);
    await startKpiCards(firm(), given.applicationId);
    await startKpiCards(consultant(), given.applicationId);
    expect((await cards()).map((card) => [card.definitionCode, card.scope, card.stated?.numerator])).toEqual([['Q1', 'Steering shafts', 5474], ['D1', 'All orders', 137]]);
  });

  test('come once per KPI and go while nothing was entered', async () => {
    const added = await addKpiCard(firm(), { applicationId: given.applicationId, code: 'P1' });
    expect(await codeOf(addKpiCard(firm(), { applicationId: given.applicationId, code: 'P1' }))).toBe('invalid_input');
    expect(await codeOf(addKpiCard(firm(), { applicationId: given.applicationId, code: 'XX' }))).toBe('invalid_input');
    await removeKpiCard(firm(), { applicationId: given.applicationId, cardId: added });
  });

  test('pool the counts of their months and flag a short window', async () => {
    await saveKpiCard(firm(), await inputFor('Q1', { months: [{ month: '2026-07', numerator: 80, denominator: 1000 }, { month: '2026-08', numerator: 40, denominator: 2000 }], targetValue: 3 }));
    const card = (await cards()).find((row) => row.definitionCode === 'Q1');
    expect(card).toMatchObject({ baselineValue: 4, baselineNumerator: 120, baselineDenominator: 3000 });
    expect(card?.flags).toEqual(expect.arrayContaining(['short_window']));
  });

  test('want a target on the better side, months that are over and counts that can be', async () => {
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1', { targetValue: 9 })))).toBe('invalid_input');
    expect(await codeOf(saveKpiCard(firm(), await inputFor('D1', { targetValue: 5 })))).toBe('invalid_input');
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1', { fromMonth: '2026-09' })))).toBe('invalid_input');
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1', { months: [{ month: '2026-07', numerator: 80, denominator: 0 }] })))).toBe('invalid_input');
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1', { months: [{ month: '2026-07', numerator: 80, denominator: 70 }] })))).toBe('invalid_input');
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1', { version: 99 })))).toBe('stale_version');
  });

  test('are not signed half filled, nor by a manager', async () => {
    expect(await codeOf(signCardsAsFirm(firm(), { applicationId: given.applicationId, seen: await seenCards(given) }))).toBe('incomplete');
    await fillCards(given);
    expect(await codeOf(signCardsAsFirm(contextOf(given.manager.actor, now), { applicationId: given.applicationId, seen: await seenCards(given) }))).toBe('not_allowed');
    expect(await codeOf(signCardsAsFirm(firm(), { applicationId: given.applicationId, seen: [] }))).toBe('stale_version');
    expect(await codeOf(signCardsAsConsultant(consultant(), { applicationId: given.applicationId, seen: [], grades: {} }))).toBe('transition_not_allowed');
    await signCardsAsFirm(firm(), { applicationId: given.applicationId, seen: await seenCards(given) });
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1')))).toBe('not_your_turn');
  });

  test('go back to the firm with a remark, and are graded and co-signed by the consultant', async () => {
    const card = (await cards())[0];
    await remarkKpiCard(consultant(), { applicationId: given.applicationId, cardId: card?.id ?? '', remark: 'Which line?' });
    await withdrawCardSignature(firm(), { applicationId: given.applicationId, cardId: card?.id ?? '' });
    await saveKpiCard(firm(), await inputFor('Q1', { scope: 'Line 2, day shift', months: [] }));
    await signCardsAsFirm(firm(), { applicationId: given.applicationId, seen: (await cards()).filter((row) => !row.firmSignedAt).map(({ id, version }) => ({ id, version })) });
    const seen = await seenCards(given);
    expect(await codeOf(signCardsAsConsultant(consultant(), { applicationId: given.applicationId, seen, grades: {} }))).toBe('invalid_input');
    await signCardsAsConsultant(consultant(), { applicationId: given.applicationId, seen, grades: Object.fromEntries(seen.map(({ id }) => [id, 'A' as const])) });
    expect((await cards()).map((row) => [row.state, row.baselineGrade])).toEqual([['co_signed', 'A'], ['co_signed', 'A']]);
  });

  test('freeze with their months and hash when the agreement enters force, and never change again', async () => {
    const senior = contextOf(given.senior.actor, now);
    expect(await withActor(senior, (tx) => freezeKpiCards(tx, senior, given.applicationId))).toBe(2);
    expect(await withActor(senior, (tx) => freezeKpiCards(tx, senior, given.applicationId))).toBe(0);
    const rows = await database.owner<{ value: string; target_value: string; months: number; hash: number; state: string }>(
      `select b.value, b.target_value, jsonb_array_length(b.monthly) as months, length(b.hash) as hash, c.state from kpi_baseline b join kpi_card c on c.id = b.kpi_card_id where b.application_id = $1 order by b.value`,
      [given.applicationId],
    );
    expect(rows.map((row) => ({ ...row, value: Number(row.value), target_value: Number(row.target_value) }))).toEqual([
      { value: 8.1, target_value: 5, months: 3, hash: 32, state: 'frozen' },
      { value: 89, target_value: 97, months: 3, hash: 32, state: 'frozen' },
    ]);
    expect(await codeOf(saveKpiCard(firm(), await inputFor('Q1')))).toBe('not_your_turn');
    await expect(database.owner(`update kpi_card set target_value = 7 where application_id = $1`, [given.applicationId])).rejects.toThrow();
    expect(await codeOf(addKpiCard(firm(), { applicationId: given.applicationId, code: 'P1' }))).toBe('transition_not_allowed');
  });
});

describe('a baseline of zero', () => {
  test('is allowed where more is better; the improvement stays undefined', async () => {
    given = await createAdmittedCase(database.owner);
    await agreeDiagnosis(given);
    await startKpiCards(firm(), given.applicationId);
    const months = ['2026-07', '2026-08', '2026-09'].map((month) => ({ month, numerator: 0, denominator: 40 }));
    await saveKpiCard(firm(), await inputFor('D1', { months, targetValue: 50 }));
    expect((await cards()).find((card) => card.definitionCode === 'D1')).toMatchObject({ baselineValue: 0, plannedPercent: null, plannedChange: 50, gaps: [] });
  });
});

describe('the form of a card', () => {
  const form = (entries: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(entries)) data.set(name, value);
    return data;
  };

  test('reads grouped quantities and leaves empty months out', () => {
    expect(readMonths(form({ 'numerator.2026-07': '1,250', 'denominator.2026-07': '70,180.5', 'numerator.2026-08': '', 'denominator.2026-08': '' }))).toEqual([{ month: '2026-07', numerator: 1250, denominator: 70180.5 }]);
    expect([readQuantity(''), readQuantity('12a'), readQuantity('-1')]).toEqual([null, Number.NaN, Number.NaN]);
  });

  test('refuses half a month and words', () => {
    expect(() => readMonths(form({ 'numerator.2026-07': '3', 'denominator.2026-07': '' }))).toThrow('invalid_input');
    expect(() => readMonths(form({ 'numerator.2026-07': 'many', 'denominator.2026-07': '10' }))).toThrow('invalid_input');
  });
});

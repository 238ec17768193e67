import { beforeAll, describe, expect, test } from 'vitest';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { MACHINES } from '#app/domain/workflow/machines.ts';
import { getProgrammeYear } from '#app/services/programmes/get-programme-year.ts';
import { listDeciders, listYearSteps } from '#app/services/programmes/year-steps.ts';
import { defaultSettings } from '#app/domain/programmes/settings.ts';
import { createProgrammeYear } from '#tests/factories/application.ts';
import { createFirm } from '#tests/factories/firms.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const at = (iso: string) => contextOf(visitorActor('ko'), iso);

describe('the page of a programme year', () => {
  let year: { id: string };
  let number: number;
  beforeAll(async () => {
    year = await createProgrammeYear(database.owner, { opensAt: '2026-07-01T00:00:00Z', closesAt: '2026-08-14T09:00:00Z', now: new Date('2026-07-08T00:00:00Z') });
    [{ number }] = (await database.owner<{ number: number }>('select number from programme_year where id = $1', [year.id])) as [{ number: number }];
  });

  /** One finished wait of a new case of the year. */
  async function passScreening(programmeYearId: string, days: number): Promise<void> {
    const firm = await createFirm(database.owner);
    const [application] = await database.owner<{ id: string }>(`insert into application (firm_id, programme_year_id, state) values ($1, $2, 'eligible') returning id`, [firm.id, programmeYearId]);
    await database.owner(
      `insert into clock_segment (machine, subject_id, application_id, firm_id, state, side, promise_days, started_at, ended_at) values ('application', $1, $1, $2, 'screening', 'officer', 10, '2026-08-03T01:00:00Z', $3)`,
      [application?.id, firm.id, `2026-08-${String(3 + days).padStart(2, '0')}T01:00:00Z`],
    );
  }

  test('tells a visitor the dates, amounts, rules, papers and who decides, from the settings of the year', async () => {
    const page = await getProgrammeYear(at('2026-07-22T00:00:00Z'), number);
    expect(page.call).toMatchObject({ number, phase: 'open', grantMinWon: 20_000_000, grantMaxWon: 40_000_000 });
    expect(page.rules.find((rule) => rule.key === 'appealDays')).toMatchObject({ group: 'deadlines', unit: 'days', value: 14 });
    expect(page.rules.map((rule) => rule.key)).not.toContain('consultantLoadMax');
    expect(new Set(page.documents.map((document) => document.stage))).toEqual(new Set(['application', 'agreement', 'plan', 'claim', 'completion']));
    expect(page.documents.find((document) => document.kind === 'tax_deferral')).toMatchObject({ required: false });
    expect(page.deciders.find((entry) => entry.decision === 'selection')).toEqual({ decision: 'selection', duties: ['senior_officer'] });
  });

  test('follows the settings that are valid on the day', async () => {
    const [values] = await database.owner<{ values: object }>('select values from settings_version where programme_year_id = $1', [year.id]);
    await database.owner(`insert into settings_version (programme_year_id, version, values, valid_from) values ($1, 2, $2, '2026-09-01')`, [year.id, JSON.stringify({ ...values?.values, appealDays: 21 })]);
    const days = async (iso: string) => (await getProgrammeYear(at(iso), number)).answers.appealDays;
    expect([await days('2026-08-31T00:00:00Z'), await days('2026-09-02T00:00:00Z')]).toEqual([14, 21]);
  });

  test('shows real days only from five different cases of this year', async () => {
    const screening = async (iso: string) => (await getProgrammeYear(at(iso), number)).steps.find((step) => step.step === 'screening');
    for (const days of [1, 2, 3, 4]) await passScreening(year.id, days);
    const other = await createProgrammeYear(database.owner);
    await passScreening(other.id, 15);
    expect(await screening('2026-10-01T00:00:00Z')).toMatchObject({ promiseDays: 10, medianDays: null, cases: 0 });
    await passScreening(year.id, 10);
    expect(await screening('2026-10-01T01:00:00Z')).toMatchObject({ medianDays: 3, cases: 5, side: 'officer' });
  });

  test('does not exist for a year of history, one in preparation or an unknown one', async () => {
    const hidden = await createProgrammeYear(database.owner);
    for (const status of ['history', 'preparing']) {
      const [row] = await database.owner<{ number: number }>('update programme_year set status = $2 where id = $1 returning number', [hidden.id, status]);
      await expect(getProgrammeYear(at('2026-10-01T00:00:00Z'), row?.number ?? 0)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(getProgrammeYear(at('2026-10-01T00:00:00Z'), 9_999)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the steps and decisions of a year', () => {
  test('are measured by states that exist, each with somebody whose turn it is', () => {
    const steps = listYearSteps(defaultSettings.promises, []);
    expect(steps.map((step) => step.step)).toEqual(Object.keys(defaultSettings.promises).filter((step) => step !== 'registryCheck'));
    expect(steps.filter((step) => step.side === 'none')).toEqual([]);
  });

  test('are each taken by somebody, never by the system alone', () => {
    expect(MACHINES.length).toBeGreaterThan(10);
    expect(listDeciders().filter(({ duties }) => duties.length === 0)).toEqual([]);
  });
});

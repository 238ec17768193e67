import { beforeAll, describe, expect, test } from 'vitest';
import { visitorActor } from '#app/domain/accounts/actor.ts';
import { checkEligibility, listEligibilityQuestions, readEligibilityCode, readEligibilityForm } from '#app/services/programmes/check-eligibility.ts';
import { getOpenCall } from '#app/services/programmes/get-open-call.ts';
import { listRequiredDocuments } from '#app/services/programmes/list-required-documents.ts';
import { createProgrammeYear } from '#tests/factories/application.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const at = (iso: string) => contextOf(visitorActor('ko'), iso);

describe('the public call', () => {
  beforeAll(async () => {
    await createProgrammeYear((text, values) => database.owner(text, values), { opensAt: '2026-07-01T00:00:00Z', closesAt: '2026-08-14T09:00:00Z', now: new Date('2026-07-08T00:00:00Z') });
  });

  test('is shown before, while and after it is open, with the amounts of its settings', async () => {
    const phases = await Promise.all(['2026-06-01T00:00:00Z', '2026-07-22T00:00:00Z', '2026-08-14T09:10:00Z', '2026-09-01T00:00:00Z'].map(async (iso) => (await getOpenCall(at(iso)))?.phase));
    expect(phases).toEqual(['before', 'open', 'grace', 'closed']);
    expect(await getOpenCall(at('2026-07-22T00:00:00Z'))).toMatchObject({ grantMinWon: 20_000_000, grantMaxWon: 40_000_000, manDays: { total: 25 }, today: '2026-07-22' });
  });

  test('promises days per step, and shows real days only where five waits have ended', async () => {
    const call = await getOpenCall(at('2026-07-22T00:00:00Z'));
    expect(call?.steps.find((step) => step.step === 'screening')).toMatchObject({ promiseDays: 10, medianDays: null });
    for (let index = 0; index < 5; index += 1) {
      await database.owner(
        `insert into clock_segment (machine, subject_id, state, side, promise_days, started_at, ended_at) values ('application', gen_random_uuid(), 'screening', 'officer', 10, '2026-08-03T01:00:00Z', $1)`,
        [`2026-08-${String(5 + index * 3).padStart(2, '0')}T01:00:00Z`],
      );
    }
    const later = await getOpenCall(at('2026-07-22T03:00:00Z'));
    expect(later?.steps.find((step) => step.step === 'screening')).toMatchObject({ medianDays: 6, keptPercent: 100, n: 5 });
  });

  test('names the papers to prepare, conditional ones only when they are needed', async () => {
    const kinds = async (extra: string[] = []) => (await listRequiredDocuments(at('2026-07-22T00:00:00Z'), extra)).map((document) => document.kind);
    expect(await kinds()).not.toContain('tax_deferral');
    expect(await kinds(['tax_deferral'])).toContain('tax_deferral');
  });
});

describe('the eligibility check', () => {
  const formWith = (answers: Record<string, string>) => {
    const form = new FormData();
    for (const [id, answer] of Object.entries(answers)) form.set(id, answer);
    return readEligibilityForm(form);
  };
  const good = { check_factory: 'yes', check_sme: 'yes', check_closed: 'no', check_tax_arrears: 'no', check_defaulter: 'no', check_cancelled: 'no', check_restricted: 'no', check_duplicate: 'no' };

  test('answers with a code that reads back as the same answers', () => {
    const { code, decision } = checkEligibility(formWith(good));
    expect(decision.outcome).toBe('eligible');
    expect(readEligibilityCode(code ?? '')?.answers).toEqual(good);
  });

  test('names every question that is missing, and takes no answer it does not offer', () => {
    const { code, missing } = checkEligibility(formWith({ ...good, check_sme: 'perhaps' }));
    expect(code).toBeNull();
    expect(missing).toEqual(['check_sme']);
    expect(checkEligibility(formWith({})).missing).toHaveLength(listEligibilityQuestions().length);
  });

  test('a mistyped code is nothing', () => {
    for (const code of ['', '1', '1-0000-0', 'x'.repeat(40), '\u0000']) expect(readEligibilityCode(code)).toBeNull();
  });
});

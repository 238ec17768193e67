import { roleOf } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { insertGrant, insertUser } from '#db/queries/accounts.ts';
import { ensureOrganisation, ensureProgramme, ensureSettings, ensureYear, findUserId, insertDemoConsultant } from '#db/queries/demo.ts';
import settings from '#db/seeds/settings-2026.json' with { type: 'json' };
import { asAuth, withActor } from '#db/transaction.ts';
import { type DemoClock } from './demo-clock.ts';
import { DEMO_CONSULTANTS, DEMO_ORGANISATIONS, DEMO_STAFF } from './people.ts';

/** Number of the demo year; the published history ends with year 5. */
export const DEMO_YEAR = 14;
/** The call of the demo year opened so many days before it was loaded, at nine. */
export const DAYS_SINCE_CALL = 345;

/** The administrator, before any account exists. */
export function installerContext(now: Date): Context {
  return { actor: { userId: null, role: 'admin', duty: 'admin', firmId: null, consultantId: null, organisationId: null, name: 'installation', locale: 'ko' }, now, requestId: 'demo', idempotencyKey: null };
}

/** Programme, years, organisations, staff and consultants of the demonstration. Repeating it changes nothing. */
export async function seedBase(clock: DemoClock, passwordHash: string): Promise<{ yearId: string }> {
  const ctx = installerContext(clock.at(0));
  const yearId = await withActor(ctx, async (tx) => {
    const stages = await ensureProgramme(tx, {
      code: 'iim',
      name: { ko: '산업혁신운동', en: 'Industry Innovation Movement' },
      stages: [
        { number: 1, name: { ko: '1단계', en: 'Stage 1' }, startsOn: '2013-08-01', endsOn: '2018-07-31' },
        { number: 2, name: { ko: '2단계', en: 'Stage 2' }, startsOn: '2018-08-01', endsOn: '2023-07-31' },
        { number: 3, name: { ko: '시연 단계', en: 'Demonstration stage' }, startsOn: '2023-08-01', endsOn: '2028-07-31' },
      ],
    });
    for (const year of [1, 2, 3, 4, 5]) await ensureYear(tx, historyYear(stages.get(1) ?? '', year));
    const id = await ensureYear(tx, demoYear(stages.get(3) ?? '', clock));
    await ensureSettings(tx, id, { values: settings, validFrom: clock.month(12), publishedAt: clock.at(360) });
    return id;
  });
  const organisations = new Map<string, string>();
  await withActor(ctx, async (tx) => {
    for (const organisation of DEMO_ORGANISATIONS) {
      organisations.set(organisation.name, await ensureOrganisation(tx, { ...organisation, contributing: organisation.pledgedWon !== undefined, businessNumber: null }));
    }
  });
  await seedPeople(clock, organisations, passwordHash);
  return { yearId };
}

async function seedPeople(clock: DemoClock, organisations: ReadonlyMap<string, string>, passwordHash: string): Promise<void> {
  const verifiedAt = clock.at(380);
  await asAuth(async (tx) => {
    for (const person of DEMO_STAFF) {
      if (await findUserId(tx, person.email)) continue;
      const userId = await insertUser(tx, { email: person.email, name: person.name, phone: '01000000000', passwordHash, locale: 'ko', emailVerifiedAt: verifiedAt });
      await insertGrant(tx, { userId, role: roleOf(person.duty), duty: person.duty, organisationId: person.organisation ? (organisations.get(person.organisation) ?? null) : null });
    }
    for (const consultant of DEMO_CONSULTANTS) {
      if (await findUserId(tx, consultant.email)) continue;
      const userId = await insertUser(tx, { email: consultant.email, name: consultant.name, phone: '01000000000', passwordHash, locale: 'ko', emailVerifiedAt: verifiedAt });
      const consultantId = await insertDemoConsultant(tx, { ...consultant, userId, phone: '01000000000', organisationId: organisations.get(consultant.employer ?? '다온경영연구원') ?? null, yearsExperience: consultant.years, declaredAt: clock.at(30) });
      await insertGrant(tx, { userId, role: 'consultant', duty: 'consultant', consultantId });
    }
  }, 'demo');
}

function historyYear(stageId: string, number: number) {
  const year = 2012 + number;
  const moment = (date: string) => new Date(`${date}T09:00:00+09:00`);
  return {
    stageId,
    number,
    code: `year-${number}`,
    label: { ko: `${number}차년도`, en: `Programme year ${number}` },
    receiptPrefix: `HIS-${year}`,
    status: 'history' as const,
    callOpensAt: moment(`${year}-07-01`),
    callClosesAt: moment(`${year}-08-14`),
    selectionClosesOn: `${year}-09-30`,
    startsOn: `${year}-08-01`,
    endsOn: `${year + 1}-07-31`,
    interimOpensOn: null,
    interimClosesOn: null,
    paymentClosesAt: null,
    quota: 0,
    smartFactoryTarget: 0,
    budgetWon: 0,
  };
}

function demoYear(stageId: string, clock: DemoClock) {
  const startsOn = clock.month(10);
  const closes = clock.on(-40);
  const year = clock.today.slice(0, 4);
  return {
    stageId,
    number: DEMO_YEAR,
    code: 'demo',
    label: { ko: `${DEMO_YEAR}차년도(시연)`, en: `Programme year ${DEMO_YEAR} (demonstration)` },
    receiptPrefix: `IIM-${year}`,
    status: 'open' as const,
    callOpensAt: clock.at(DAYS_SINCE_CALL, 9),
    // Late joiners are normal, so the call stays open beside running projects.
    callClosesAt: new Date(`${closes}T18:00:00+09:00`),
    selectionClosesOn: clock.on(-75),
    startsOn,
    endsOn: addDays(clock.month(-2), -1),
    interimOpensOn: clock.month(5),
    interimClosesOn: clock.month(2),
    paymentClosesAt: new Date(`${clock.on(-30)}T18:00:00+09:00`),
    quota: 80,
    smartFactoryTarget: 12,
    budgetWon: 1_800_000_000,
  };
}

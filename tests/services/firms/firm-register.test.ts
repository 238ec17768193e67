import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addDays, addMonths } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { getFirmPage } from '#app/services/firms/get-firm-page.ts';
import { proveAuthority, refuseFirm, verifyFirmByDocument } from '#app/services/firms/judge-firm.ts';
import { listFirms } from '#app/services/firms/list-firms.ts';
import { recheckFirm, recheckRegistry } from '#app/services/firms/recheck-registry.ts';
import { useRegistryChecker, type RegistryStatus } from '#app/services/firms/registry-checker.ts';
import { httpRegistryChecker } from '#app/services/firms/registry-http.ts';
import { closeFirm, endRestrictions, liftRestriction, restrictFirm } from '#app/services/firms/restrict-firm.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { assertNotHeld } from '#app/services/workflow/assert-not-held.ts';
import { withActor } from '#db/transaction.ts';
import { createFirm, type Firm } from '#tests/factories/firms.ts';
import { contextOf, createPerson, type Person } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
const TODAY = toSeoulDate(new Date());
let officer: Person;
let senior: Person;

beforeAll(async () => {
  officer = await createPerson(database.owner, 'officer');
  senior = await createPerson(database.owner, 'senior_officer');
});

const stateOf = async (firm: Firm) => (await database.owner<{ state: string; restricted_until: string | null }>('select state, restricted_until::text from firm where id = $1', [firm.id]))[0];
const toldOf = async (firm: Firm) => (await database.owner<{ kind: string }>('select distinct kind from notice where firm_id = $1 order by 1', [firm.id])).map((row) => row.kind);

function answering(status: RegistryStatus, only?: string): () => void {
  const before = useRegistryChecker({ check: (question, now) => Promise.resolve({ source: 'test', status: only && question.businessNumber !== only ? 'unknown' : status, checkedAt: now.toISOString() }) });
  return () => void useRegistryChecker(before);
}

describe('a registration that the registry does not confirm', () => {
  test('is confirmed by a young paper, then by the representative', async () => {
    const firm = await createFirm(database.owner, { state: 'needs_attention' });
    await verifyFirmByDocument(contextOf(officer.actor), { firmId: firm.id, issuedOn: addMonths(TODAY, -3), note: '사업자등록증명 원본' });
    expect((await stateOf(firm))?.state).toBe('verified');
    expect(await toldOf(firm)).toEqual(['firm_verified']);
    await proveAuthority(contextOf(firm.representative.actor));
    expect((await stateOf(firm))?.state).toBe('active');
    await expect(proveAuthority(contextOf(firm.representative.actor))).rejects.toMatchObject({ code: 'transition_not_allowed' });
  });

  test('is not confirmed by an old paper or one of tomorrow, nor by the wrong person', async () => {
    const firm = await createFirm(database.owner, { state: 'needs_attention' });
    const say = (issuedOn: string) => verifyFirmByDocument(contextOf(officer.actor), { firmId: firm.id, issuedOn, note: '증명' });
    await expect(say(addDays(addMonths(TODAY, -3), -1))).rejects.toMatchObject({ fields: { issuedOn: ['firms.office.issued_too_early'] } });
    await expect(say(addDays(TODAY, 1))).rejects.toMatchObject({ fields: { issuedOn: ['firms.office.issued_later'] } });
    await expect(verifyFirmByDocument(contextOf(senior.actor), { firmId: firm.id, issuedOn: TODAY, note: '증명' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(refuseFirm(contextOf(officer.actor), { firmId: firm.id, reason: '확인 불가' })).rejects.toMatchObject({ code: 'not_your_turn' });
    expect((await stateOf(firm))?.state).toBe('needs_attention');
  });

  test('is refused by a senior officer with a reason; of two at once one wins', async () => {
    const firm = await createFirm(database.owner, { state: 'needs_attention' });
    await expect(refuseFirm(contextOf(senior.actor), { firmId: firm.id, reason: ' ' })).rejects.toMatchObject({ code: 'reason_required' });
    const both = await Promise.allSettled([refuseFirm(contextOf(senior.actor), { firmId: firm.id, reason: '서류 미제출' }), verifyFirmByDocument(contextOf(officer.actor), { firmId: firm.id, issuedOn: TODAY, note: '증명' })]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(['closed', 'verified']).toContain((await stateOf(firm))?.state);
  });
});

describe('the nightly look-up', () => {
  test('hands a closed business to an officer, which stops what it asks for', async () => {
    const firm = await createFirm(database.owner);
    const back = answering('closed', firm.businessNumber);
    try {
      await recheckRegistry(systemContext(new Date(), 'test'));
      expect((await stateOf(firm))?.state).toBe('needs_attention');
      expect(await toldOf(firm)).toEqual(['firm_flagged']);
      const told = await database.owner<{ n: number }>(`select count(*)::int as n from notice where firm_id = $1 and recipient_id = $2`, [firm.id, officer.userId]);
      expect(told[0]?.n).toBe(1);
      await withActor(contextOf(officer.actor), async (tx) => {
        await expect(assertNotHeld(tx, { firmId: firm.id }, 'pay')).rejects.toMatchObject({ code: 'held' });
        await expect(assertNotHeld(tx, { firmId: firm.id }, 'assign')).resolves.toBeUndefined();
      });
      expect(await recheckRegistry(systemContext(new Date(), 'test'))).toBe(0);
    } finally {
      back();
    }
  });

  test('does not ask an officer again who has confirmed the firm by paper, until the answer changes', async () => {
    const firm = await createFirm(database.owner);
    const night = (day: number) => recheckRegistry(systemContext(new Date(Date.now() + day * 86_400_000), 'test'));
    let back = answering('mismatch', firm.businessNumber);
    try {
      await night(0);
      await verifyFirmByDocument(contextOf(officer.actor), { firmId: firm.id, issuedOn: TODAY, note: '증명' });
      await proveAuthority(contextOf(firm.representative.actor));
      await night(1);
      expect((await stateOf(firm))?.state).toBe('active');
      back();
      back = answering('closed', firm.businessNumber);
      await night(2);
      expect((await stateOf(firm))?.state).toBe('needs_attention');
    } finally {
      back();
    }
  });

  test('changes nothing when the registry is silent, and asks again the next night', async () => {
    const firm = await createFirm(database.owner);
    const back = answering('unknown');
    try {
      await recheckRegistry(systemContext(new Date(), 'test'));
      expect((await stateOf(firm))?.state).toBe('active');
      expect(await database.owner('select 1 from firm where id = $1 and registry_checked_at is not null', [firm.id])).toHaveLength(0);
    } finally {
      back();
    }
  });

  test('an officer looks one up by hand', async () => {
    const firm = await createFirm(database.owner);
    const back = answering('going');
    try {
      expect(await recheckFirm(contextOf(officer.actor), firm.id)).toBe('going');
      const page = await getFirmPage(contextOf(officer.actor), firm.id);
      expect(page.registry.reply).toMatchObject({ status: 'going', source: 'test' });
      expect(page.steps).toEqual(['close']);
      await expect(recheckFirm(contextOf(firm.representative.actor), firm.id)).rejects.toMatchObject({ code: 'not_allowed' });
    } finally {
      back();
    }
  });
});

describe('a restriction', () => {
  test('stops applications until its day, is lifted by a senior officer or by the calendar', async () => {
    const firm = await createFirm(database.owner);
    const untilOn = addDays(TODAY, 10);
    await expect(restrictFirm(contextOf(officer.actor), { firmId: firm.id, untilOn, reason: '허위 기재' })).rejects.toMatchObject({ code: 'not_your_turn' });
    await expect(restrictFirm(contextOf(senior.actor), { firmId: firm.id, untilOn: TODAY, reason: '허위 기재' })).rejects.toMatchObject({ fields: { untilOn: ['firms.office.until_past'] } });
    await expect(restrictFirm(contextOf(senior.actor), { firmId: firm.id, untilOn: addMonths(TODAY, 241), reason: '허위 기재' })).rejects.toMatchObject({ fields: { untilOn: ['firms.office.until_too_far'] } });
    await restrictFirm(contextOf(senior.actor), { firmId: firm.id, untilOn, reason: '허위 기재' });
    expect(await stateOf(firm)).toEqual({ state: 'suspended', restricted_until: untilOn });
    await withActor(contextOf(officer.actor), (tx) => expect(assertNotHeld(tx, { firmId: firm.id }, 'apply')).rejects.toMatchObject({ code: 'held' }));

    const dayAfter = new Date(`${addDays(untilOn, 1)}T03:00:00Z`);
    expect(await endRestrictions(systemContext(new Date(`${untilOn}T03:00:00Z`), 'test'))).toBe(0);
    expect(await endRestrictions(systemContext(dayAfter, 'test'))).toBe(1);
    expect(await stateOf(firm)).toEqual({ state: 'active', restricted_until: null });
    expect(await toldOf(firm)).toEqual(['firm_restricted', 'firm_restriction_lifted']);

    await restrictFirm(contextOf(senior.actor), { firmId: firm.id, untilOn, reason: '다시' });
    await liftRestriction(contextOf(senior.actor), { firmId: firm.id, reason: '' });
    expect((await stateOf(firm))?.state).toBe('active');
  });
});

describe('closing a registration', () => {
  test('frees its number and is final', async () => {
    const firm = await createFirm(database.owner);
    await closeFirm(contextOf(officer.actor), { firmId: firm.id, reason: '폐업' });
    expect((await stateOf(firm))?.state).toBe('closed');
    await expect(closeFirm(contextOf(officer.actor), { firmId: firm.id, reason: '폐업' })).rejects.toMatchObject({ code: 'transition_not_allowed' });
    await withActor(contextOf(officer.actor), (tx) => expect(assertNotHeld(tx, { firmId: firm.id }, 'pay')).rejects.toMatchObject({ code: 'held' }));
    expect(await database.owner<{ taken: boolean }>('select firm_number_taken($1) as taken', [firm.businessNumber])).toEqual([{ taken: false }]);
  });
});

describe('the register', () => {
  test('is paged by name, searched, and closed to firms', async () => {
    const firm = await createFirm(database.owner, { name: '가나다등록부 하나' });
    await createFirm(database.owner, { name: '가나다등록부 둘', state: 'needs_attention' });
    const found = await listFirms(contextOf(officer.actor), { view: 'all', search: '등록부' });
    expect(found.firms.map((one) => one.name)).toEqual(['가나다등록부 둘', '가나다등록부 하나']);
    expect((await listFirms(contextOf(officer.actor), { view: 'attention', search: '등록부' })).firms.map((one) => one.name)).toEqual(['가나다등록부 둘']);
    expect((await listFirms(contextOf(officer.actor), { view: 'all', search: firm.businessNumber })).firms).toHaveLength(1);
    await expect(listFirms(contextOf(officer.actor), { view: 'all', after: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(listFirms(contextOf(firm.representative.actor), { view: 'all' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(getFirmPage(contextOf(firm.representative.actor), firm.id)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('the status interface of the tax office', () => {
  let server: Server;
  let answers: (() => { status: number; body: string } | 'silence')[] = [];
  const asked: string[] = [];
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/status?serviceKey=k`;
  const question = { businessNumber: '9998100015', firmName: 'x', representativeName: 'y' };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        asked.push(text);
        const answer = (answers.shift() ?? (() => ({ status: 500, body: '' })))();
        if (answer === 'silence') return;
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => new Promise((done) => {
    server.closeAllConnections();
    server.close(done);
  }));
  afterEach(() => {
    answers = [];
    asked.length = 0;
  });

  const says = (code: string | null) => () => ({ status: 200, body: JSON.stringify({ data: [{ b_no: question.businessNumber, b_stt_cd: code }] }) });

  test.each([['01', 'going'], ['02', 'suspended'], ['03', 'closed'], ['', 'mismatch']] as const)('answers with code %s as %s', async (code, status) => {
    answers = [says(code)];
    expect((await httpRegistryChecker(address()).check(question, new Date())).status).toBe(status);
    expect(JSON.parse(asked[0] ?? '')).toEqual({ b_no: [question.businessNumber] });
  });

  test('is asked a second time after a failure or silence, and is then unknown', async () => {
    answers = [() => ({ status: 503, body: '' }), says('01')];
    expect((await httpRegistryChecker(address()).check(question, new Date())).status).toBe('going');
    answers = [() => 'silence', () => 'silence', says('01')];
    expect((await httpRegistryChecker(address(), 100).check(question, new Date())).status).toBe('unknown');
    answers = [() => ({ status: 200, body: 'no json' }), () => ({ status: 200, body: '{}' })];
    expect((await httpRegistryChecker(address()).check(question, new Date())).status).toBe('unknown');
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DUTIES, type Duty } from '#app/domain/accounts/actor.ts';
import { useDatabase } from '#tests/support/database.ts';
import { changedTables, fingerprint } from '#tests/support/fingerprint.ts';
import { usePortal, type Answer } from '#tests/support/http.ts';
import { projectRoot } from '#tests/support/project.ts';
import { compareWithMatrix, listAddresses, type Address } from './addresses.ts';
import { sampleOf } from './form-samples.ts';
import { routeMatrix } from './route-matrix.ts';
import { createTwoCases, type CaseIds, type TwoCases } from './two-cases.ts';

const database = useDatabase();
const portal = usePortal();

/** Duties whose people see their own case only; central staff see all. */
const SCOPED: readonly Duty[] = ['representative', 'manager', 'firm_finance', 'shop_floor', 'firm_reader', 'helper', 'consultant', 'partner_officer', 'parent_manager', 'evaluator'];
const PEOPLE = DUTIES.filter((duty) => duty !== 'system');

let cases: TwoCases;
let addresses: Address[];
const cookies = new Map<Duty, string>();
beforeAll(async () => {
  cases = await createTwoCases(database.owner);
  addresses = listAddresses(portal.build);
  for (const [duty, person] of Object.entries(cases.people)) cookies.set(duty as Duty, await portal.signedInAs(person));
});

const mayRead = ({ rule }: Address, duty: Duty): boolean => (rule.loader === 'everybody' || (rule.loader?.includes(duty) ?? false)) && !rule.closedTo?.includes(duty);
const mayWrite = ({ rule }: Address, duty: Duty): boolean => rule.action === 'everybody' || (rule.action?.includes(duty) ?? false);
const asked = (duty: Duty): { cookie?: string } => (cookies.has(duty) ? { cookie: cookies.get(duty) ?? '' } : {});
const read = (address: Address, duty: Duty, ids: CaseIds = cases.own.ids): Promise<Answer> => portal.get(address.path(ids), asked(duty));
const write = (address: Address, duty: Duty, ids: CaseIds, fields = address.rule.form?.(ids) ?? { intent: 'no such intent' }): Promise<Answer> => portal.post(address.path(ids), fields, asked(duty));
const leads = (answer: Answer): string => `${answer.status}${answer.location ? ` → ${answer.location.split('?')[0] ?? ''}` : ''}`;
const leaks = (text: string, secrets: readonly string[]): boolean => secrets.some((secret) => text.includes(secret));

describe('the table', () => {
  test('has a line for each route of the build and none besides', () => {
    expect(compareWithMatrix(portal.build)).toEqual({ missing: [], surplus: [] });
  });

  test('and the build have all routes of the code', () => {
    const folders = readdirSync(join(projectRoot, 'app/routes'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders.filter((name) => !Object.keys(portal.build.routes).includes(`routes/${name}`)), 'the build is older than app/routes: npm run build').toEqual([]);
  });

  test('names loaders and actions as the code has them', () => {
    const wrong = addresses.filter(({ rule, hasLoader, hasAction, name }) => name in routeMatrix && ((rule.loader !== undefined) !== hasLoader || (rule.action !== undefined) !== hasAction)).map(({ name, hasLoader, hasAction }) => ({ name, hasLoader, hasAction }));
    expect(wrong).toEqual([]);
  });

  test('and the guards in the code name the same duties', () => {
    const wrong = addresses.flatMap(({ name, rule, guards }) =>
      (['loader', 'action'] as const).flatMap((side) => {
        const stated = rule[side] === 'everybody' ? 'everybody' : [...new Set(rule[side] ?? [])].sort().join(' ');
        const coded = guards[side] === null ? 'everybody' : [...new Set(guards[side])].filter((duty) => duty !== 'visitor' && duty !== 'system').sort().join(' ');
        return stated === coded ? [] : [`${name} ${side}: table ${stated} / code ${coded}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('reading', () => {
  test.each(PEOPLE)('as %s answers each address as the table says, and shows nothing of another firm', async (duty) => {
    const wrong: string[] = [];
    const before = await fingerprint(database.owner);
    for (const address of addresses.filter(({ hasLoader }) => hasLoader)) {
      const answer = await read(address, duty);
      const allowed = mayRead(address, duty);
      const fits = allowed ? (address.rule.answers ?? [200]).includes(answer.status) && !answer.location?.startsWith('/login') : duty === 'visitor' ? leads(answer) === '302 → /login' : answer.status === 403;
      if (!fits) wrong.push(`${address.name}: ${leads(answer)}${answer.status >= 500 ? ` ${portal.lastError().slice(0, 300)}` : ''}`);
      if (!String(answer.headers['content-security-policy']).includes("frame-ancestors 'none'") || !String(answer.headers['x-content-type-options']).startsWith('nosniff')) wrong.push(`${address.name} lacks its headers`);
      if (!address.rule.isKept && !String(answer.headers['cache-control']).includes('no-store')) wrong.push(`${address.name} may be kept by a cache: ${String(answer.headers['cache-control'])}`);
      if (SCOPED.includes(duty) && leaks(answer.text, cases.other.secrets)) wrong.push(`${address.name} shows another firm`);
      if (!allowed && leaks(answer.text, cases.own.secrets)) wrong.push(`${address.name} shows a firm`);
    }
    expect(wrong).toEqual([]);
    expect(changedTables(before, await fingerprint(database.owner)), 'reading changes nothing').toEqual([]);
  }, 60_000);
});

describe('the record of another firm', () => {
  test.each(SCOPED)('is out of reach for %s, by reading and by writing', async (duty) => {
    const wrong: string[] = [];
    const before = await fingerprint(database.owner);
    for (const address of addresses.filter(({ rule }) => rule.record && rule.record !== 'none')) {
      const answers: Answer[] = [];
      if (address.hasLoader && mayRead(address, duty)) answers.push(await read(address, duty, cases.other.ids), await portal.get(address.path(cases.other.ids).replace(/(\?index)?$/, '.data$1'), asked(duty)));
      if (address.hasAction && mayWrite(address, duty)) for (const kind of address.kinds) answers.push(await write(address, duty, cases.other.ids, sampleOf(kind, cases.other.ids)));
      for (const answer of answers) {
        if (![400, 403, 404, 409].includes(answer.status)) wrong.push(`${address.name}: ${leads(answer)}${answer.status >= 500 ? ` ${portal.lastError().slice(0, 300)}` : ''}`);
        if (leaks(answer.text, cases.other.secrets)) wrong.push(`${address.name} shows another firm (${String(answer.status)})`);
      }
      const [page] = answers;
      if (page && address.hasLoader && mayRead(address, duty) && ![403, 404].includes(page.status)) wrong.push(`${address.name}: ${leads(page)}`);
    }
    for (const address of addresses.filter(({ rule }) => rule.form)) {
      if (!mayWrite(address, duty)) continue;
      const answer = await write(address, duty, cases.other.ids);
      if (answer.status < 400 || answer.status >= 500) wrong.push(`${address.name} with a foreign record in its form: ${leads(answer)} ${answer.status >= 500 ? portal.lastError().slice(0, 300) : ''}`);
      if (leaks(answer.text, cases.other.secrets)) wrong.push(`${address.name} shows another firm`);
    }
    expect(wrong).toEqual([]);
    expect(changedTables(before, await fingerprint(database.owner)), 'nothing was written').toEqual([]);
  }, 60_000);
});

describe('writing', () => {
  test.each(PEOPLE)('as %s is refused where the table says so, without a trace', async (duty) => {
    const wrong: string[] = [];
    const before = await fingerprint(database.owner);
    for (const address of addresses.filter((candidate) => candidate.hasAction && !mayWrite(candidate, duty))) {
      const answer = await write(address, duty, cases.own.ids);
      if (answer.status !== (duty === 'visitor' ? 401 : 403)) wrong.push(`${address.name}: ${leads(answer)}`);
      if (leaks(answer.text, cases.own.secrets)) wrong.push(`${address.name} shows a firm`);
    }
    for (const address of addresses.filter(({ hasAction }) => !hasAction)) {
      const answer = await write(address, duty, cases.own.ids, {});
      if (![401, 403, 404, 405].includes(answer.status)) wrong.push(`${address.name} has no action: ${leads(answer)}`);
    }
    expect(wrong).toEqual([]);
    expect(changedTables(before, await fingerprint(database.owner))).toEqual([]);
  }, 60_000);

  test.each(PEOPLE)('as %s with a form that makes no sense is answered, not obeyed', async (duty) => {
    const wrong: string[] = [];
    const before = await fingerprint(database.owner);
    for (const address of addresses.filter((candidate) => candidate.hasAction && mayWrite(candidate, duty) && !['logout', '$'].includes(candidate.name))) {
      const answer = await write(address, duty, cases.own.ids, { intent: 'no such intent' });
      const goesOn = answer.status === 302 && address.rule.answers?.includes(302) === true;
      if (!goesOn && (answer.status < 400 || answer.status >= 500 || answer.status === 401)) wrong.push(`${address.name}: ${leads(answer)} ${answer.status >= 500 ? portal.lastError().slice(0, 300) : ''}`);
    }
    expect(wrong).toEqual([]);
    expect(changedTables(before, await fingerprint(database.owner))).toEqual([]);
  }, 60_000);
});

describe('a form from a foreign page', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site', origin: 'https://a.portal.example' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a link typed in', { 'sec-fetch-site': 'none' }],
    ['a forged host', { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }],
  ])('of %s is refused by each address', async (_name, headers) => {
    const wrong: string[] = [];
    const before = await fingerprint(database.owner);
    const cookie = cookies.get('representative') ?? '';
    for (const address of addresses) {
      for (const suffix of ['', '.data']) {
        const path = address.path(cases.own.ids).replace(/(\?index)?$/, `${suffix}$1`);
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
          const answer = await portal.send(method, path, { cookie, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: 'intent=end-others' });
          if (answer.status !== 403) wrong.push(`${method} ${path}: ${leads(answer)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changedTables(before, await fingerprint(database.owner))).toEqual([]);
  }, 60_000);
});

describe('a role that was taken away', () => {
  test('no longer opens anything, with the same cookie', async () => {
    const { person, cookie } = { person: cases.people.auditor, cookie: cookies.get('auditor') ?? '' };
    expect((await portal.get('/auditor', { cookie })).status).toBe(200);
    await database.owner('update role_grant set revoked_at = now() where user_id = $1', [person.userId]);
    await database.owner(`insert into role_grant (user_id, role, duty) values ($1, 'evaluator', 'evaluator')`, [person.userId]);
    expect((await portal.get('/auditor', { cookie })).status).toBe(403);
    expect((await portal.get('/evaluator', { cookie })).status).toBe(200);
    await database.owner(`update app_user set status = 'disabled' where id = $1`, [person.userId]);
    expect((await portal.get('/evaluator', { cookie })).location).toBe('/login?redirectTo=%2Fevaluator');
  });
});

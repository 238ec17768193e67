import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { changedTables, fingerprint } from '#tests/support/fingerprint.ts';
import { usePortal } from '#tests/support/http.ts';
import { listAddresses, type Address } from './addresses.ts';
import { sampleOf, type FormField, type FormKind } from './form-samples.ts';
import { routeMatrix } from './route-matrix.ts';
import { createTwoCases, type TwoCases } from './two-cases.ts';

const database = useDatabase();
const portal = usePortal();
const RUNS = 200;
const SIDE_BY_SIDE = 8;

let cases: TwoCases;
let addresses: Map<string, Address>;
beforeAll(async () => {
  cases = await createTwoCases(database.owner);
  addresses = new Map(listAddresses(portal.build).map((address) => [address.name, address]));
});

type Entries = readonly (readonly [string, string])[];

/** Ways to spoil a field, each of which its schema cannot accept. */
function spoiled({ schema, isList }: FormField): readonly string[] {
  const always = ['\u0000', 'a\u0000b'];
  if (schema.enum || schema.const !== undefined) return [...always, 'no such choice', '<script>alert(1)</script>', '__proto__', 'constructor', '[object Object]'];
  if (schema.format === 'uuid') return [...always, '1', 'x', "' or 1=1 --", '../../etc/passwd', '00000000-0000-0000-0000-00000000000', 'null', '\ud800'];
  if (schema.format === 'email') return [...always, 'x', 'a@', '@b', 'a@b@c', 'a b@c.example', `${'a'.repeat(300)}@b.example`, '<a@b.example>'];
  if (schema.format === 'date') return [...always, 'yesterday', '2026-13-01', '2026-02-30', '0000-00-00', '20261001', '1e9'];
  if (schema.type === 'number' || schema.type === 'integer') return [...always, 'NaN', 'many', '1e999', '-Infinity', '--1', '0x', '1,2,3x', '９', ...(schema.minimum === undefined ? [] : [String(schema.minimum - 1)]), ...(schema.maximum === undefined ? [] : [String(schema.maximum + 1)])];
  if (schema.maxLength !== undefined && !isList) return [...always, 'x'.repeat(schema.maxLength + 1), '가'.repeat(schema.maxLength + 1), 'x'.repeat(Math.max(300_000, schema.maxLength + 1))];
  return always;
}

/** Names that no form of ours has and that would do harm if they were read. */
const HARMFUL: Entries = [['__proto__', '1'], ['__proto__[admin]', '1'], ['a.__proto__.b', '1'], ['__intent__', '{"type":"insert"'], ['__state__', '{'], ['a[4000000000]', '1'], ['a'.repeat(5_000), '1'], ['a b', '1'], ['a[b]', '1'], ['', '1']];

/** A submission that is wrong in one place, all else being right. */
function wrongSubmissions(kinds: readonly FormKind[]): fc.Arbitrary<Entries> {
  const markup = fc.constantFrom('<img src=x onerror=alert(1)>', '=cmd|calc', '${7*7}', "'; drop table app_user; --", '\u202e', 'a\r\nb: c');
  const harmful = (right: Entries): fc.Arbitrary<Entries> => fc.constantFrom(...HARMFUL).map((entry) => [...right, entry]);
  if (kinds.length === 0) return harmful([]);
  return fc.constantFrom(...kinds).chain((kind): fc.Arbitrary<Entries> => {
    const right: Entries = Object.entries(sampleOf(kind, cases.own.ids));
    const required = kind.filter(({ isRequired }) => isRequired);
    const single = kind.filter(({ isList, schema }) => !isList && schema.type !== undefined);
    const without = (name: string): Entries => right.filter(([other]) => other !== name);
    const ways: fc.Arbitrary<Entries>[] = [harmful(right)];
    if (kind.length > 0) ways.push(fc.constantFrom(...kind).chain((field) => fc.constantFrom(...spoiled(field)).map((value) => [...without(field.name), [field.name, value] as const])));
    if (required.length > 0) ways.push(fc.tuple(fc.constantFrom(...required), markup).map(([field, text]) => without(field.name).map(([name, value]) => [name, name === 'intent' ? value : text] as const)), fc.constant([]));
    if (single.length > 0) ways.push(fc.constantFrom(...single).map(({ name }) => [...right, [name, 'once more'], [name, 'and again']] as Entries));
    return fc.oneof(...ways);
  });
}

describe('a malformed form', () => {
  // Unknown addresses answer 404 to anything; signing out reads nothing from its form.
  const names = Object.keys(routeMatrix).filter((name) => routeMatrix[name]?.action !== undefined && name !== '$');

  test.each(names)('sent to %s is refused with a message and writes nothing', async (name) => {
    const address = addresses.get(name);
    if (!address) throw new Error(`There is no route ${name}; access.test.ts says more.`);
    const who = address.rule.action;
    const duty = who === 'everybody' || who === undefined ? null : who[0];
    const cookie = duty && duty !== 'visitor' && duty !== 'system' ? await portal.signedInAs(cases.people[duty]) : '';
    const path = address.path(cases.own.ids);
    const before = await fingerprint(database.owner);
    const seed = Date.now() % 2 ** 31;
    const submissions = fc.sample(wrongSubmissions(address.kinds), { numRuns: RUNS, seed });
    const send = async (entries: Entries, number: number): Promise<void> => {
      const isPage = number % 20 === 0; // pages are slow to draw: every twentieth is enough
      const answer = await portal.send('POST', isPage ? path : path.replace(/(\?index)?$/, '.data$1'), {
        cookie,
        body: new URLSearchParams(entries.map(([field, value]) => [field, value])).toString(),
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: portal.origin, 'sec-fetch-site': 'same-origin' },
      });
      const about = `seed ${String(seed)}, ${JSON.stringify(entries).slice(0, 500)} → ${String(answer.status)} ${answer.status >= 500 ? portal.lastError().slice(0, 600) : (answer.location ?? answer.text.slice(0, 200))}`;
      expect(answer.status >= 400 && answer.status < 500, about).toBe(true);
      if (answer.status === 400) expect(/[가-힣]{2}/.test(answer.text), `no message: ${about}`).toBe(true);
    };
    for (let start = 0; start < submissions.length; start += SIDE_BY_SIDE) {
      await Promise.all(submissions.slice(start, start + SIDE_BY_SIDE).map((entries, index) => send(entries, start + index)));
    }
    expect(changedTables(before, await fingerprint(database.owner))).toEqual([]);
  }, 60_000);
});

describe('a multipart form', () => {
  const names = Object.keys(routeMatrix).filter((name) => routeMatrix[name]?.action !== undefined && name !== '$');

  test.each(names)('with files nobody asked for, or broken off, is no error of %s', async (name) => {
    const address = addresses.get(name);
    if (!address) throw new Error(`There is no route ${name}.`);
    const who = address.rule.action;
    const duty = who === 'everybody' || who === undefined ? null : who[0];
    const cookie = duty && duty !== 'visitor' && duty !== 'system' ? await portal.signedInAs(cases.people[duty]) : '';
    const path = address.path(cases.own.ids).replace(/(\?index)?$/, '.data$1');
    const part = (head: string, body: string): string => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const bodies = [
      '',
      '--x--\r\n',
      part('name="intent"', 'no such intent').slice(0, -6),
      `${part('name="intent"; filename="a.exe"\r\nContent-Type: application/octet-stream', 'MZ')}--x--\r\n`,
      `${part('name="file"; filename="../../etc/passwd"\r\nContent-Type: application/pdf', '%PDF-1.7')}--x--\r\n`,
      `${part('name="file"; filename=""', '')}--x--\r\n`,
      `${part('name="__proto__"', '1')}--x--\r\n`,
      `${Array.from({ length: 700 }, (_, index) => part(`name="a${String(index)}"`, '1')).join('')}--x--\r\n`,
      `${Array.from({ length: 60 }, (_, index) => part(`name="f"; filename="${String(index)}.pdf"`, '%PDF')).join('')}--x--\r\n`,
    ];
    const before = await fingerprint(database.owner);
    const wrong: string[] = [];
    for (const [index, body] of bodies.entries()) {
      const answer = await portal.send('POST', path, { cookie, body, headers: { 'content-type': 'multipart/form-data; boundary=x', origin: portal.origin, 'sec-fetch-site': 'same-origin' } });
      const isObeyed = ['logout'].includes(name) && answer.status === 202;
      if (!isObeyed && (answer.status < 400 || answer.status >= 500)) wrong.push(`${String(index)}: ${String(answer.status)} ${answer.status >= 500 ? portal.lastError().slice(0, 300) : ''}`);
    }
    expect(wrong).toEqual([]);
    expect(changedTables(before, await fingerprint(database.owner))).toEqual([]);
  }, 60_000);
});

import { expect, test } from 'vitest';
import { pairsOfValue, questionOf, samePairs, visibleIds } from '#app/ui/applications/form-fields.ts';
import { judgeRescue, parseRescueCopy, type RescuedAnswer } from '#app/ui/applications/rescue-copy.ts';

const field = (id: string, ...conditions: { question: string; values: string[] }[]) => ({ id, conditions });

test('a field is shown while its conditions hold, and a chain ends where a source is hidden', () => {
  const fields = [field('affiliated'), field('tier', { question: 'affiliated', values: ['yes'] }), field('tier1_name', { question: 'affiliated', values: ['yes'] }, { question: 'tier', values: ['tier2', 'tier3'] })];
  const shown = (values: Record<string, string[]>) => [...visibleIds(fields, (id) => values[id] ?? [], {})];
  expect(shown({})).toEqual(['affiliated']);
  expect(shown({ affiliated: ['yes'] })).toEqual(['affiliated', 'tier']);
  expect(shown({ affiliated: ['yes'], tier: ['tier3'] })).toEqual(['affiliated', 'tier', 'tier1_name']);
  expect(shown({ affiliated: ['no'], tier: ['tier3'] })).toEqual(['affiliated']);
});

test('conditions on other pages are decided by their stored facts, and a circle ends', () => {
  expect([...visibleIds([field('paper', { question: 'check_tax', values: ['deferred'] })], () => [], { check_tax: ['deferred'] })]).toEqual(['paper']);
  expect([...visibleIds([field('paper', { question: 'check_tax', values: ['deferred'] })], () => [], {})]).toEqual([]);
  expect([...visibleIds([field('a', { question: 'b', values: ['x'] }), field('b', { question: 'a', values: ['x'] })], () => ['x'], {})]).toEqual([]);
});

test('names of controls lead to their question', () => {
  expect(questionOf('indicator.numerator')).toBe('indicator');
  expect(questionOf('_r.employees')).toBeNull();
  expect(questionOf('')).toBeNull();
  expect(pairsOfValue('fields', ['process', 'management'])).toEqual([['fields', 'process'], ['fields', 'management']]);
  expect(pairsOfValue('indicator', { numerator: '3' })).toEqual([['indicator.numerator', '3']]);
});

const WINDOW = '0f1e2d3c-4b5a-4968-8776-655443322110';
const rescued = (over: Partial<RescuedAnswer> = {}): RescuedAnswer => ({ pairs: [['a', '1']], base: 3, writer: WINDOW, sequence: 10, ...over });

test('a damaged rescue copy is nothing, a readable one keeps only whole answers', () => {
  for (const text of [null, '', '{', '[]', '{"at":"yesterday","answers":{}}', '{"at":"2026-08-14T00:00:00Z","answers":{"a":{"pairs":[["a"]],"base":1,"writer":"w","sequence":1}}}', '{"at":"2026-08-14T00:00:00Z","fields":{"a":[["a","1"]]}}']) expect(parseRescueCopy(text)).toBeNull();
  expect(parseRescueCopy(JSON.stringify({ at: '2026-08-14T00:00:00Z', answers: { a: rescued(), b: 7, c: { ...rescued(), base: '3' } } }))).toEqual({ at: '2026-08-14T00:00:00Z', answers: { a: rescued() } });
});

test.each([
  ['the page shows the same words', { revision: 9, written: null }, true, 'drop'],
  ['nobody wrote since', { revision: 3, written: null }, false, 'restore'],
  ['nobody wrote since, the last was another window of the same person', { revision: 3, written: { writer: 'other', sequence: 99 } }, false, 'restore'],
  ['this window wrote an earlier text', { revision: 4, written: { writer: WINDOW, sequence: 9 } }, false, 'restore'],
  ['this very writing has arrived and was shaped by the server', { revision: 4, written: { writer: WINDOW, sequence: 10 } }, false, 'drop'],
  ['this window wrote a later text', { revision: 5, written: { writer: WINDOW, sequence: 11 } }, false, 'drop'],
  ['another window of the same person wrote', { revision: 4, written: { writer: 'other', sequence: 9 } }, false, 'offer'],
  ['somebody else wrote', { revision: 4, written: null }, false, 'offer'],
] as const)('a kept answer when %s', (_name, served, isShown, verdict) => {
  expect(judgeRescue(rescued(), served, isShown)).toBe(verdict);
});

test('pairs are the same in whatever order, and without the spaces around', () => {
  expect(samePairs([['a', ' 1 '], ['a', '2']], [['a', '2'], ['a', '1']])).toBe(true);
  expect(samePairs([['a', '1 2']], [['a', '12']])).toBe(false);
  expect(samePairs([], [['a', '']])).toBe(false);
});

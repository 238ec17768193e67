import { expect, test } from 'vitest';
import { pairsOfValue, questionOf, visibleIds } from '#app/ui/applications/form-fields.ts';
import { parseRescueCopy } from '#app/ui/applications/rescue-copy.ts';

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

test('a damaged rescue copy is nothing, a readable one keeps only whole answers', () => {
  for (const text of [null, '', '{', '[]', '{"at":"yesterday","fields":{}}', '{"at":"2026-08-14T00:00:00Z","fields":{"a":[["a"]]}}']) expect(parseRescueCopy(text)).toBeNull();
  expect(parseRescueCopy('{"at":"2026-08-14T00:00:00Z","fields":{"a":[["a","1"]],"b":7}}')).toEqual({ at: '2026-08-14T00:00:00Z', fields: { a: [['a', '1']] } });
});

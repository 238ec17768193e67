import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuestion, parseQuestionSet } from '#app/domain/applications/question-set.ts';
import { normaliseAnswer } from '#app/domain/applications/normalise-answer.ts';
import { payloadOf } from '#app/http/form-payload.ts';
import { canonicalJson, hashVersion } from '#app/services/applications/freeze-version.ts';
import { readEntries, toFormValue } from '#app/services/applications/form-values.ts';
import json from '#db/seeds/question-set-2026.json' with { type: 'json' };

const set = parseQuestionSet(json);
const formOf = (...pairs: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  return form;
};

test('only questions whose revision came along take part, so an empty box is told from a missing one', () => {
  expect(readEntries(formOf(['_r.fields', '2'], ['employees', '42']), set)).toEqual([{ questionId: 'fields', raw: [], revision: 2, written: null }]);
  expect(readEntries(formOf(['_r.fields', '0'], ['fields', 'process'], ['fields', 'management']), set)).toEqual([{ questionId: 'fields', raw: ['process', 'management'], revision: 0, written: null }]);
});

test('a value given up after a conflict is left out, and a senseless revision is none', () => {
  expect(readEntries(formOf(['_r.address', '3'], ['address', 'x'], ['_keep.address', 'theirs']), set)).toEqual([]);
  expect(readEntries(formOf(['_r.address', '-1'], ['address', 'x']), set)[0]?.revision).toBe(0);
  expect(readEntries(formOf(['_r.unknown', '1'], ['_r.__proto__', '1']), set)).toEqual([]);
});

test('what a field shows reads back as the same answer', () => {
  for (const [id, value] of [['affiliated', true], ['consent_news', true], ['contact_mobile', '01012345678'], ['employees', 42], ['fields', ['process']], ['founded_on', '2009-03-02']] as const) {
    const question = findQuestion(set, id);
    if (!question) throw new Error(id);
    const shown = toFormValue(question, value as never);
    expect(normaliseAnswer(question, shown).value).toEqual(value);
  }
});

test('the hash of a version does not depend on the order of keys, and changes with any answer', () => {
  const version = (answers: Record<string, string>) => hashVersion({ applicationId: 'a', number: 1, questionSetId: 'q', answers, documents: [] }).toString('hex');
  expect(version({ a: '1', b: '2' })).toBe(version({ b: '2', a: '1' }));
  expect(version({ a: '1' })).not.toBe(version({ a: '2' }));
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  }));
});

test('typed values come back nested as the names are, without hidden helpers', () => {
  expect(payloadOf(formOf(['_key', 'k'], ['a', '1'], ['b', 'x'], ['b', 'y'], ['c.d', '2'], ['__proto__.x', '3']))).toEqual({ a: '1', b: ['x', 'y'], c: { d: '2' } });
});

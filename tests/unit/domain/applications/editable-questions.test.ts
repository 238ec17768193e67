import { expect, test } from 'vitest';
import { editableQuestions } from '#app/domain/applications/editable-questions.ts';
import { KNOWN_QUESTIONS } from '#app/domain/applications/known-questions.ts';
import { listQuestions, parseQuestionSet } from '#app/domain/applications/question-set.ts';
import json from '#db/seeds/question-set-2026.json' with { type: 'json' };

const set = parseQuestionSet(json);

test('in a draft every question may be written, hidden ones included', () => {
  expect(editableQuestions(set, {}, {}, null).size).toBe(listQuestions(set).length);
});

test('in a correction only the listed questions are open', () => {
  expect([...editableQuestions(set, { affiliated: false }, { affiliated: false }, [{ questionId: 'employees' }])]).toEqual(['employees']);
});

test('a listed answer opens the questions that it makes visible', () => {
  const open = editableQuestions(set, { affiliated: false }, { affiliated: true }, [{ questionId: 'affiliated' }]);
  expect(open.has('parent_name')).toBe(true);
  expect(open.has('file_trade')).toBe(true);
  expect(open.has('employees')).toBe(false);
});

test('the questions that the product reads exist in the present form', () => {
  const ids = new Set(listQuestions(set).map((question) => question.id));
  for (const id of Object.values(KNOWN_QUESTIONS).flat()) expect(ids.has(id), id).toBe(true);
});

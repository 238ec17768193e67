import { describe, expect, test } from 'vitest';
import { argumentsOf, findUses, readCatalogue } from '#tests/support/messages.ts';

const hangul = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;
const ko = readCatalogue('ko');
const en = readCatalogue('en');
const uses = findUses();

describe('the message files', () => {
  test('hold the same messages in both languages, in files of the same name', () => {
    const place = (catalogue: typeof ko): string[] => [...catalogue.messages].map(([id, message]) => `${message.area}: ${id}`).sort();
    expect(place(en)).toEqual(place(ko));
  });

  test('define no message twice', () => {
    expect([...ko.duplicates, ...en.duplicates]).toEqual([]);
  });

  test('have no empty message', () => {
    const empty = [ko, en].flatMap((catalogue) => [...catalogue.messages].filter(([, { text }]) => text.trim() === '').map(([id]) => `${catalogue.locale}: ${id}`));
    expect(empty).toEqual([]);
  });

  test('are well-formed and take the same values in both languages', () => {
    const problems = [...ko.messages].flatMap(([id, message]) => {
      const other = en.messages.get(id);
      if (!other) return [];
      try {
        const [left, right] = [argumentsOf(message.text), argumentsOf(other.text)];
        return left.join() === right.join() ? [] : [`${id}: ko {${left.join(', ')}}, en {${right.join(', ')}}`];
      } catch (error) {
        return [`${id}: ${(error as Error).message}`];
      }
    });
    expect(problems).toEqual([]);
  });

  test('have no Hangul in the English texts, but for the name of the language', () => {
    expect([...en.messages].filter(([, { text }]) => hangul.test(text.replace('한국어', ''))).map(([id]) => id)).toEqual([]);
  });
});

describe('the code', () => {
  test('asks only for messages that exist', () => {
    const missing = uses.asked.filter(({ id }) => !ko.messages.has(id)).map(({ id, path }) => `${path}: ${id}`);
    expect(missing).toEqual([]);
  });

  test('answers wrong input only with messages that exist', () => {
    const missing = [...uses.mentioned].filter((id) => /^(answers|errors)\./.test(id) && !ko.messages.has(id));
    expect(missing).toEqual([]);
  });

  test('asks for no family of messages that is empty', () => {
    const ids = [...ko.messages.keys()];
    const areas = new Set(ids.map((id) => id.split('.')[0]));
    const empty = uses.families.filter(({ start, end }) => areas.has(start.split('.')[0]) && !ids.some((id) => id.startsWith(start) && id.endsWith(end)));
    expect(empty).toEqual([]);
  });

  test('uses every message', () => {
    const unused = [...ko.messages.keys()].filter((id) => !uses.mentioned.has(id) && !uses.families.some(({ start, end }) => id.startsWith(start) && id.endsWith(end)));
    expect(unused).toEqual([]);
  });
});

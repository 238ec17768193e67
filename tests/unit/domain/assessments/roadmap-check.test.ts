import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLevels, encodeLevels, judgeLevels } from '#app/domain/assessments/roadmap-check.ts';
import { parseRoadmap } from '#app/domain/assessments/roadmap-schema.ts';
import type { Level } from '#app/domain/assessments/roadmap.ts';
import json from '#db/seeds/roadmap.json' with { type: 'json' };

const roadmap = parseRoadmap(json);
const levels = fc.tuple(...roadmap.areas.map(() => fc.integer({ min: 1, max: 5 }))).map((list) => Object.fromEntries(roadmap.areas.map((area, index) => [area.code, list[index] as Level])));
const all = (level: Level) => Object.fromEntries(roadmap.areas.map((area) => [area.code, level]));

describe('the code of a roadmap check', () => {
  it('asks one question per area of the roadmap, which has ten', () => {
    expect(roadmap.areas).toHaveLength(10);
  });

  it('reads back as the same levels, also in small letters and without dashes', () => {
    fc.assert(
      fc.property(levels, (given) => {
        const code = encodeLevels(roadmap, given) ?? '';
        expect(code.length).toBeLessThanOrEqual(12);
        expect(decodeLevels(roadmap, code)).toEqual(given);
        expect(decodeLevels(roadmap, code.toLowerCase().replaceAll('-', ' '))).toEqual(given);
      }),
    );
  });

  it('is nothing when one character is mistyped or the roadmap is another edition', () => {
    fc.assert(
      fc.property(levels, fc.nat({ max: 6 }), fc.constantFrom(...'23456789ABCDEF'), (given, place, letter) => {
        const letters = (encodeLevels(roadmap, given) ?? '').replaceAll('-', '').split('');
        fc.pre(letters[place] !== letter);
        letters[place] = letter;
        expect(decodeLevels(roadmap, letters.join(''))).toBeNull();
        expect(decodeLevels({ ...roadmap, version: '2027.1' }, encodeLevels(roadmap, given) ?? '')).toBeNull();
      }),
    );
  });

  it('needs a level for every area', () => {
    expect(encodeLevels(roadmap, { ...all(3), A4: undefined })).toBeNull();
    expect(encodeLevels(roadmap, { ...all(3), A4: 6 })).toBeNull();
    for (const code of ['', 'x', '5-00000-0', '\u0000', '5-ZZZZZ-Z']) expect(decodeLevels(roadmap, code)).toBeNull();
  });
});

describe('what the levels mean', () => {
  it('begins with the lowest areas, the heavier one first, and names only activities of the next level', () => {
    const result = judgeLevels(roadmap, { ...all(4), A2: 1, A7: 2, A5: 2 });
    expect(result.first.map(({ area }) => area.code)[0]).toBe('A2');
    expect(result.first).toHaveLength(3);
    for (const { level, activities } of result.first) {
      expect(activities.length).toBeGreaterThan(0);
      expect(activities.every((activity) => activity.from === level && activity.to === level + 1)).toBe(true);
    }
  });

  it('gives 20 to 100 points and proposes nothing at the top', () => {
    expect(judgeLevels(roadmap, all(1))).toMatchObject({ total: 20, band: 'start' });
    expect(judgeLevels(roadmap, all(5))).toMatchObject({ total: 100, band: 'leading', first: [] });
  });
});

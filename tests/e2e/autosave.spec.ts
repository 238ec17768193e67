import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { createFirm, type Firm } from '#tests/factories/firms.ts';
import { createPerson } from '#tests/factories/people.ts';
import { expect, queryDatabase, signIn, test } from '#tests/support/e2e.ts';
import { patternOf, texts } from './walk/texts.ts';

const PAGE = '/firm/application/company';
const OTHER_PAGE = '/firm/application/need';

const field = (page: Page, id: string) => page.locator(`form#answers [name="${id}"]`);
const rescue = (page: Page) => page.getByText(patternOf('ko', 'applications.rescue.title'));
const conflict = (page: Page) => page.locator('fieldset.conflict');
const saved = (page: Page) => page.locator('form#answers').getByText(texts('ko')['applications.save.server'] ?? '');

async function storedAnswer(firm: Firm, questionId: string): Promise<{ text: string; writes: number } | null> {
  const [row] = await queryDatabase<{ answer: string; revision: number }>(
    `select d.answer #>> '{}' as answer, d.revision from application_draft_answer d join application a on a.id = d.application_id where a.firm_id = $1 and d.question_id = $2`,
    [firm.id, questionId],
  );
  return row ? { text: row.answer, writes: row.revision } : null;
}
const expectStored = (firm: Firm, questionId: string, text: string) => expect.poll(async () => (await storedAnswer(firm, questionId))?.text ?? null, { message: `stored ${questionId}` }).toBe(text);

/** Opens the page of the form and waits until its scripts run. */
async function openForm(page: Page, address = PAGE): Promise<void> {
  await page.goto(address);
  await expect(page.locator('form#answers')).toBeVisible();
  await expect(page.locator('form#answers[data-enhanced]')).toBeVisible();
}

/** Types at the end of what stands in a field. */
async function append(page: Page, text: string): Promise<void> {
  await field(page, 'main_products').focus();
  await page.keyboard.press('End');
  await page.keyboard.insertText(text);
}

async function reload(page: Page): Promise<void> {
  await page.reload();
  await expect(page.locator('form#answers[data-enhanced]')).toBeVisible();
}

async function expectCalm(page: Page): Promise<void> {
  await expect(rescue(page)).toHaveCount(0);
  await expect(conflict(page)).toHaveCount(0);
}

let firm: Firm;
test.beforeEach(async ({ page }) => {
  firm = await createFirm(queryDatabase);
  await signIn(page, firm.representative.email);
});

// The moment of the reload is what these tests are about: before the save is sent, on its way, answered.
for (const delay of [0, 300, 700, 1100, 2500]) {
  test(`a reload ${delay} ms after typing shows the newest text, and the next words are no conflict with oneself`, async ({ page }) => {
    await openForm(page);
    await field(page, 'main_products').fill('유압 밸브');
    await field(page, 'main_products').blur();
    await expectStored(firm, 'main_products', '유압 밸브');
    for (const letter of ' 몸체') await append(page, letter);
    await pause(delay);
    await reload(page);
    await expect(field(page, 'main_products')).toHaveValue('유압 밸브 몸체');
    await expectStored(firm, 'main_products', '유압 밸브 몸체');
    await expectCalm(page);
    await append(page, ' 가공');
    await expectStored(firm, 'main_products', '유압 밸브 몸체 가공');
    await expectCalm(page);
    await reload(page);
    await expect(field(page, 'main_products')).toHaveValue('유압 밸브 몸체 가공');
    await expectCalm(page);
  });
}

test('the very first words survive a reload at once, and make one application', async ({ page }) => {
  await openForm(page);
  for (const letter of '정밀 사출 금형') await append(page, letter);
  await reload(page);
  await expect(field(page, 'main_products')).toHaveValue('정밀 사출 금형');
  await expectStored(firm, 'main_products', '정밀 사출 금형');
  await expectCalm(page);
  expect(await queryDatabase('select 1 from application where firm_id = $1', [firm.id])).toHaveLength(1);
});

test('fast typing with reloads in between loses nothing', async ({ page }) => {
  test.slow();
  await openForm(page);
  let text = '';
  for (const [index, word] of ['가', '나', '다', '라', '마'].entries()) {
    await append(page, word);
    text += word;
    await pause(index * 250);
    await reload(page);
    await expect(field(page, 'main_products')).toHaveValue(text);
    await expectCalm(page);
  }
  await expectStored(firm, 'main_products', text);
});

test.describe('without a network', () => {
  test.use({ expectedErrors: [/ERR_FAILED|ERR_NETWORK|Failed to fetch/] });

  test('words are kept on the device, said so, and sent when the network is back', async ({ page, context }) => {
    await openForm(page);
    await context.setOffline(true);
    await field(page, 'main_products').fill('끊긴 동안 적은 글');
    await field(page, 'main_products').blur();
    await expect(page.locator('form#answers').getByText(texts('ko')['applications.save.device'] ?? '')).toBeVisible();
    expect(await storedAnswer(firm, 'main_products')).toBeNull();
    await context.setOffline(false);
    await expectStored(firm, 'main_products', '끊긴 동안 적은 글');
    await expect(saved(page)).toBeVisible();
    await reload(page);
    await expect(field(page, 'main_products')).toHaveValue('끊긴 동안 적은 글');
    await expectCalm(page);
  });

  test('a window that was closed without a network finds its words again', async ({ page, context }) => {
    await openForm(page);
    await field(page, 'main_products').fill('처음 글');
    await field(page, 'main_products').blur();
    await expectStored(firm, 'main_products', '처음 글');
    await context.setOffline(true);
    await field(page, 'main_products').fill('나중 글');
    await page.goto('about:blank').catch(() => undefined);
    await context.setOffline(false);
    await openForm(page);
    await expect(field(page, 'main_products')).toHaveValue('나중 글');
    await expectStored(firm, 'main_products', '나중 글');
    await expectCalm(page);
  });

  test('an answer of the server that got lost is no conflict with oneself', async ({ page }) => {
    await openForm(page);
    let lost = 0;
    await page.route('**/firm/application/answers*', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('failed');
    });
    await field(page, 'main_products').fill('앞 글');
    await field(page, 'main_products').blur();
    await expectStored(firm, 'main_products', '앞 글');
    expect(lost).toBe(1);
    await field(page, 'main_products').fill('뒤 글');
    await field(page, 'main_products').blur();
    await expectStored(firm, 'main_products', '뒤 글');
    await expectCalm(page);
    await reload(page);
    await expect(field(page, 'main_products')).toHaveValue('뒤 글');
    await expectCalm(page);
  });

  test('words of this device are offered, not put over what was written elsewhere since', async ({ page, context, openAs }) => {
    const manager = await createPerson(queryDatabase, 'manager', { firmId: firm.id });
    await openForm(page);
    await context.setOffline(true);
    // What a page sends while it is left outlives the emulated outage on a busy machine; nothing of it may arrive.
    await page.evaluate(() => {
      window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    });
    await field(page, 'main_products').fill('대표의 글');
    await page.goto('about:blank').catch(() => undefined);
    const other = await openAs(manager.email);
    await openForm(other);
    await field(other, 'main_products').fill('담당자의 글');
    await field(other, 'main_products').blur();
    await expectStored(firm, 'main_products', '담당자의 글');
    await context.setOffline(false);
    await openForm(page);
    await expect(field(page, 'main_products')).toHaveValue('담당자의 글');
    await expect(rescue(page)).toBeVisible();
    await page.getByRole('button', { name: patternOf('ko', 'applications.rescue.restore') }).click();
    await expectStored(firm, 'main_products', '대표의 글');
    await reload(page);
    await expectCalm(page);
  });
});

test('two people who write the same field get the choice, and nothing is overwritten', async ({ page, openAs }) => {
  const manager = await createPerson(queryDatabase, 'manager', { firmId: firm.id });
  const other = await openAs(manager.email);
  await openForm(page);
  await openForm(other);
  await field(page, 'main_products').fill('대표의 글');
  await field(page, 'main_products').blur();
  await expectStored(firm, 'main_products', '대표의 글');
  await field(other, 'main_products').fill('담당자의 글');
  await field(other, 'main_products').blur();
  await expect(conflict(other)).toBeVisible();
  await expect(conflict(other)).toContainText('대표의 글');
  await expect(field(other, 'main_products')).toHaveValue('담당자의 글');
  await expectStored(firm, 'main_products', '대표의 글');
  // The own words are not lost by a reload before the choice.
  await reload(other);
  await expect(field(other, 'main_products')).toHaveValue('대표의 글');
  await expect(rescue(other)).toBeVisible();
  await other.getByRole('button', { name: patternOf('ko', 'applications.rescue.restore') }).click();
  await expectStored(firm, 'main_products', '담당자의 글');
  await expectCalm(other);
});

test('two people who write different fields do not meet', async ({ page, openAs }) => {
  const manager = await createPerson(queryDatabase, 'manager', { firmId: firm.id });
  const other = await openAs(manager.email);
  await openForm(page);
  await openForm(other);
  for (const round of [1, 2]) {
    await field(page, 'main_products').fill(`제품 ${round}`);
    await field(other, 'address').fill(`경기도 안산시 ${round}번길`);
    await Promise.all([field(page, 'main_products').blur(), field(other, 'address').blur()]);
    await expectStored(firm, 'main_products', `제품 ${round}`);
    await expectStored(firm, 'address', `경기도 안산시 ${round}번길`);
  }
  await expectCalm(page);
  await expectCalm(other);
});

test('leaving for another page of the form takes the last words along', async ({ page }) => {
  await openForm(page);
  await field(page, 'main_products').fill('떠나며 적은 글');
  await page.goto(OTHER_PAGE);
  await expectStored(firm, 'main_products', '떠나며 적은 글');
  await page.goto(PAGE);
  await expect(field(page, 'main_products')).toHaveValue('떠나며 적은 글');
  await expectCalm(page);
});

import { createHash, randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import type pg from 'pg';
import { runOn } from './database-server.ts';

interface Fixtures {
  /** Errors that this test provokes on purpose: `test.use({ expectedErrors: [/offline/] })`. */
  expectedErrors: readonly RegExp[];
  /** Opens a further browser window, signed in as this person; closed after the test and watched like the first. */
  openAs: (email: string) => Promise<Page>;
}

/** Playwright's test, which fails on script errors, refused content (CSP), missing files and answers of 5xx in any window. */
export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  context: async ({ context, expectedErrors }, use) => {
    const problems = watch(context);
    await use(context);
    expect(unexpected(problems, expectedErrors), 'errors in the browser').toEqual([]);
  },
  openAs: async ({ browser, expectedErrors, contextOptions, baseURL, locale, timezoneId, viewport, javaScriptEnabled }, use) => {
    const contexts: BrowserContext[] = [];
    const problems: string[][] = [];
    await use(async (email) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, locale, timezoneId, viewport, javaScriptEnabled });
      contexts.push(context);
      problems.push(watch(context));
      const page = await context.newPage();
      await signIn(page, email);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(unexpected(problems.flat(), expectedErrors), 'errors in the further windows').toEqual([]);
  },
});

export { expect };

/** What the browser complains about anyway: the status of a page the test asked for, and the network a test has cut. */
const harmless = [/Failed to load resource: the server responded with a status of 4\d\d/, /net::ERR_INTERNET_DISCONNECTED/];

function unexpected(problems: readonly string[], expected: readonly RegExp[]): string[] {
  return problems.filter((problem) => ![...harmless, ...expected].some((pattern) => pattern.test(problem)));
}

function watch(context: BrowserContext): string[] {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`script: ${error.error().message}`));
  context.on('response', (response) => {
    const kind = response.request().resourceType();
    if (response.status() >= 500) problems.push(`answer ${response.status()}: ${response.url()}`);
    if (response.status() >= 400 && ['script', 'stylesheet', 'font', 'image'].includes(kind)) problems.push(`${kind} ${response.status()}: ${response.url()}`);
  });
  return problems;
}

/** Runs SQL on the database of the server under test, as its owner; for arranging rows of the test's own. */
export function queryDatabase<Row extends pg.QueryResultRow = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const url = process.env['E2E_OWNER_URL'];
  if (!url) throw new Error('The end-to-end server is not running.');
  return runOn<Row>(url, text, values);
}

/** The file with the mails that the server under test has sent: one JSON object per line. */
export function receivedMailFile(): string {
  const file = process.env['E2E_MAIL_FILE'];
  if (!file) throw new Error('The end-to-end server is not running.');
  return file;
}

/**
 * Signs the person in by giving the window a fresh session, second factor included. Unlike the form it ends no other
 * session, so that tests side by side may use the same person.
 */
export async function signIn(page: Page, email: string): Promise<void> {
  const secret = randomBytes(32).toString('base64url');
  const made = await queryDatabase(
    `insert into session (id_hash, user_id, expires_at, auth_level, stepped_up_at)
     select $1, id, now() + interval '8 hours', 2, now() from app_user where email = $2 and status = 'active' returning user_id`,
    [createHash('sha256').update(secret).digest(), email],
  );
  if (made.length === 0) throw new Error(`There is no active person with the address ${email}.`);
  const context = page.context();
  await context.clearCookies({ name: 'sid' });
  await context.addCookies([{ name: 'sid', value: secret, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Lax' }]);
}

/** Checks the page as it stands against WCAG 2.1 A and AA; `within` narrows the check to a part of it. */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  // No page has frames, so axe can finish in the page itself instead of opening another one.
  const builder = new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']);
  const { violations } = await (within ? builder.include(within) : builder).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Checks that the page does not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, window: visible } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }));
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(visible);
}

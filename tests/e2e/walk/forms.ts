import type { Locator, Page } from '@playwright/test';
import { expect } from '#tests/support/e2e.ts';
import { pdfOf } from '#tests/factories/files.ts';

/** What to enter, by field name: text, the value of an option, several of them, a tick, or a file. */
export type Entries = Readonly<Record<string, string | readonly string[] | true | { readonly file: string }>>;

/** A PDF with content of its own. */
export function pdf(name: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(pdfOf(`${name} ${crypto.randomUUID()}`)) };
}

/** The form with this id, or the one that carries this intent. */
export function formOf(page: Page, name: string): Locator {
  return page.locator(`form[id="${name}"], form:has(input[name="intent"][value="${name}"])`).first();
}

/** Opens what a form or a control is folded into: a disclosure, or the dialog behind its button. */
async function reveal(form: Locator): Promise<void> {
  if (await form.isVisible()) return;
  await unfold(form);
  const dialog = form.locator('xpath=ancestor::dialog[not(@open)]');
  if ((await dialog.count()) > 0) await dialog.locator('xpath=preceding-sibling::button[1]').click();
  await expect(form).toBeVisible();
}

async function unfold(inner: Locator): Promise<void> {
  const folded = inner.locator('xpath=ancestor::details[not(@open)]');
  for (let left = await folded.count(); left > 0; left -= 1) await folded.first().locator('> summary').click();
}

/** Enters values into a form, whatever controls they have. */
export async function enter(form: Locator, entries: Entries): Promise<void> {
  for (const [name, value] of Object.entries(entries)) {
    const control = form.locator(`[name="${name}"]:not([type="hidden"])`);
    await unfold(control.first());
    if (value === true) await control.check();
    else if (typeof value === 'object' && 'file' in value) await control.setInputFiles(pdf((value as { file: string }).file));
    else {
      const first = control.first();
      const kind = await first.evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase()));
      if (kind === 'radio' || kind === 'checkbox') for (const one of typeof value === 'string' ? [value] : (value as readonly string[])) await form.locator(`[name="${name}"][value="${one}"]`).check();
      else if (kind === 'select') await first.selectOption(value as string);
      else await first.fill(value as string);
    }
  }
}

/** Sends a form with its first button or the one of this value, and fails with the messages on the page when it is refused. */
export async function send(page: Page, name: string, entries: Entries = {}, value?: string): Promise<void> {
  const form = formOf(page, name);
  await expect(form, `form ${name} on ${page.url()}`).toBeAttached();
  await reveal(form);
  await enter(form, entries);
  const button = value === undefined ? form.locator('button[type="submit"]').first() : form.locator(`button[type="submit"][value="${value}"]`);
  await press(page, button);
}

/** Waits until the page stands still: loaded, and no step of the router under way (there is none without scripts). */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState();
  await page.waitForFunction(() => {
    const router = (window as { __remixRouter?: { state: { navigation: { state: string } } } }).__remixRouter;
    return !router || router.state.navigation.state === 'idle';
  });
}

/** Presses a button that posts, and waits until the answer is on the page. */
export async function press(page: Page, button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST' && !response.url().includes('/firm/application/answers')),
    button.click(),
  ]);
  await settle(page);
  if (answer.status() < 400) return;
  await expect(page.getByRole('alert').first()).toBeVisible();
  const messages = await page.locator('[role="alert"], .form-hint-invalid').allInnerTexts();
  throw new Error(`${page.url()} refused with ${answer.status()}: ${messages.join(' | ')}`);
}

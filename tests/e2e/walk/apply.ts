import { expect, queryDatabase } from '#tests/support/e2e.ts';
import { COMPLETE_ANSWERS } from '#tests/factories/application.ts';
import { formOf, press, send, settle, enter, pdf, type Entries } from './forms.ts';
import { patternOf } from './texts.ts';
import { OFFICER, type Walk } from './walk.ts';

/** A visitor reads the first page, checks whether the firm may apply, and registers it. */
export async function register(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/');
  await walk.open(page, '/check');
  const questions = await formOf(page, 'check').getByRole('radiogroup').all();
  for (const question of questions) await question.getByRole('radio').first().check();
  await press(page, formOf(page, 'check').getByRole('button', { name: patternOf(walk.locale, 'programmes.check.submit') }));
  await expect(page).toHaveURL(/code=/);
  await walk.look(page);
  await walk.open(page, '/register');
  const form = formOf(page, 'register');
  await enter(form, {
    businessNumber: walk.businessNumber, firmName: walk.firmName, representativeName: '김가람', regionCode: '41', contactName: '김가람', mobile: '010-1234-5678', email: walk.email, password: walk.password,
  });
  for (const box of await form.locator('input[type="checkbox"][required]').all()) await box.check();
  await send(page, 'register');
  await expect(page).toHaveURL(/verify-email/);
  await walk.look(page);
}

/** The link of the mail proves the address; then the person signs in with the form. */
export async function verifyAndSignIn(walk: Walk): Promise<void> {
  const page = walk.firm;
  const mail = await walk.mailToFirm('verify_email');
  const link = /https?:\/\/\S+/.exec(mail)?.[0] ?? '';
  expect(link).toContain('/verify-email');
  const { pathname, search } = new URL(link);
  await walk.open(page, `${pathname}${search}`);
  const confirm = page.locator('main form button[type="submit"]');
  if ((await confirm.count()) > 0) await press(page, confirm.first());
  await walk.open(page, '/login');
  await send(page, 'sign-in', { email: walk.email, password: walk.password });
  await expect(page).toHaveURL(/\/firm$/);
  await walk.look(page);
}

/** The firm writes all sections with their papers. */
export async function writeApplication(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm/application');
  await press(page, page.locator('main form button[type="submit"]').first());
  await expect(page).toHaveURL(/\/firm\/application\/[a-z]/);
  const answers = answersOf(walk);
  for (let round = 0; round < 24 && !page.url().includes('/review'); round += 1) {
    await walk.look(page);
    if ((await page.locator('input[type="file"]').count()) > 0) await attachPapers(walk);
    if ((await page.locator('form#answers').count()) > 0) await writeSection(page.locator('form#answers'), answers);
    const next = page.locator('form#answers button[type="submit"]');
    if ((await next.count()) > 0) await press(page, next);
    else await page.locator('a.krds-btn.primary').first().click();
    await settle(page);
  }
  await expect(page).toHaveURL(/\/review$/);
}

async function writeSection(form: ReturnType<typeof formOf>, answers: Entries): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const control = form.locator(`[name="${name}"]:not([type="hidden"])`);
    if ((await control.count()) > 0 && (await control.first().isVisible())) await enter(form, { [name]: value });
  }
}

async function attachPapers(walk: Walk): Promise<void> {
  const page = walk.firm;
  for (const id of ['file_registration', 'file_sme', 'file_financials', 'file_tax']) {
    const form = formOf(page, `file-${id}`);
    if ((await page.locator(`#q-${id} .papers`).count()) > 0) continue;
    await form.locator('input[type="file"]').setInputFiles(pdf(`${id}.pdf`));
    await press(page, form.locator('button[type="submit"]'));
    await expect(page.locator(`#q-${id}`).getByRole('link', { name: new RegExp(id) })).toBeVisible();
  }
}

function answersOf(walk: Walk): Entries {
  const entries: Record<string, Entries[string]> = {};
  const now = new Date();
  const month = (back: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
  for (const [id, value] of Object.entries({ ...COMPLETE_ANSWERS, firm_name: walk.firmName, contact_email: walk.email })) {
    if (value === 'on') entries[id] = true;
    else if (typeof value === 'string') entries[id] = value;
    else if (Array.isArray(value)) entries[id] = value as string[];
    else for (const [part, text] of Object.entries({ ...(value as Record<string, string>), fromMonth: month(3), toMonth: month(1), scope: '전 품목' })) entries[`${id}.${part}`] = text;
  }
  return entries;
}

/** The representative reads the whole form, signs and sends it; the receipt comes with its number. */
export async function submitApplication(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.look(page);
  await send(page, 'sign', { certified: true });
  const [found] = await queryDatabase<{ id: string; receipt_number: string }>('select a.id, a.receipt_number from application a join firm f on f.id = a.firm_id where f.business_number = $1', [walk.businessNumber]);
  walk.applicationId = found?.id ?? '';
  walk.receiptNumber = found?.receipt_number ?? '';
  await walk.open(page, '/firm/application/review');
  await expect(page.getByText(walk.receiptNumber).first()).toBeVisible();
  const receipt = await page.request.get(`/firm/applications/${walk.applicationId}/receipt.pdf`);
  expect(receipt.headers()['content-type']).toContain('application/pdf');
  expect((await receipt.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await walk.mailToFirm('application_submitted', walk.receiptNumber);
  await walk.mailTo(OFFICER, 'application_received_officer');
  await walk.expectStory('application', 'submitted');
}

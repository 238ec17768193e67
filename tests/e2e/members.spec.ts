import type { Page } from '@playwright/test';
import { createFirm } from '#tests/factories/firms.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, queryDatabase, signIn, test } from '#tests/support/e2e.ts';
import { send } from './walk/forms.ts';
import { expectMail } from './walk/mail.ts';
import { texts } from './walk/texts.ts';

const PASSWORD = 'Nine-lathes-and-1-press';

/** The link of a mail, as a path on the server under test. */
function linkOf(text: string): string {
  const found = /https?:\/\/[^/\s]+(\/invitation\?token=[\w-]+)/.exec(text)?.[1];
  if (!found) throw new Error('The mail has no link to an invitation.');
  return found;
}

/** Takes an invitation up with a new account, all consents given. */
async function takeUp(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  const form = page.locator('form#new-account');
  for (const box of await form.locator('input[type="checkbox"]').all()) await box.check();
  await send(page, 'new-account', { name, password: PASSWORD, repeat: PASSWORD });
  await expect(page).toHaveURL(/\/firm$/);
}

test('people come into a firm by invitation, by request, and as its new representative @phone @en @nojs', async ({ page, openAs, browser, baseURL, locale, javaScriptEnabled }, info) => {
  test.setTimeout(180_000);
  const language = info.project.name === 'desktop-en' ? 'en' : 'ko';
  const words = texts(language);
  const look = async (window: Page) => {
    await expectNoSidewaysScroll(window);
    if (javaScriptEnabled !== false) await expectAccessible(window);
  };
  const firm = await createFirm(queryDatabase);
  await queryDatabase('update app_user set locale = $2 where id = $1', [firm.representative.userId, language]);
  const mailbox = (name: string) => `${name}-${firm.businessNumber}@firm.example`;

  await signIn(page, firm.representative.email);
  await page.goto('/firm');
  await page.getByRole('link', { name: words['members.link'] ?? '' }).click();
  await send(page, 'invite', { name: '오세린', email: mailbox('manager'), duty: 'manager' });
  await look(page);
  const stranger = await (await browser.newContext({ baseURL: baseURL ?? '', locale: locale ?? 'ko-KR', javaScriptEnabled: javaScriptEnabled ?? true })).newPage();
  await takeUp(stranger, linkOf((await expectMail(mailbox('manager'), 'invitation', language)).text), '오세린');
  await stranger.goto(linkOf((await expectMail(mailbox('manager'), 'invitation', language)).text));
  await expect(stranger.getByText(words['members.invitation.unusable'] ?? '')).toBeVisible();

  await stranger.context().clearCookies();
  await stranger.goto('/register/join');
  await send(stranger, 'join', { businessNumber: firm.businessNumber, name: '민도경', email: mailbox('finance'), message: '회계 담당입니다.' });
  await page.goto('/firm/members');
  await look(page);
  await send(page, 'accept', { duty: 'firm_finance' });
  await takeUp(stranger, linkOf((await expectMail(mailbox('finance'), 'invitation', language)).text), '민도경');

  await page.goto('/firm/hand-over');
  await look(page);
  await send(page, 'hand-over', { newName: '오세린', newEmail: mailbox('manager'), reason: '대표이사가 바뀌었습니다.', file: { file: '등기사항증명서.pdf' } });
  const officer = await openAs('officer@demo.example');
  await officer.goto('/officer/hand-overs');
  await look(officer);
  const [change] = await queryDatabase<{ id: string }>(`select id from representative_change where firm_id = $1`, [firm.id]);
  const approve = officer.locator(`form:has(input[name="changeId"][value="${change?.id ?? ''}"]):has(input[name="intent"][value="approve"])`);
  await approve.locator('button[type="submit"]').click();
  await expect.poll(async () => (await queryDatabase('select status from representative_change where id = $1', [change?.id]))[0]).toEqual({ status: 'transferred' });
  expect(await queryDatabase('select u.email, g.duty from role_grant g join app_user u on u.id = g.user_id where g.firm_id = $1 and g.revoked_at is null order by g.duty', [firm.id])).toEqual([
    { email: mailbox('finance'), duty: 'firm_finance' },
    { email: mailbox('manager'), duty: 'representative' },
  ]);
  await page.goto('/firm');
  await expect(page).toHaveURL(/\/login/);
  await stranger.context().close();
});

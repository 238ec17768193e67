import type { Page } from '@playwright/test';
import { createCase } from '#tests/factories/cases.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, queryDatabase, signIn, test } from '#tests/support/e2e.ts';
import { send } from './walk/forms.ts';
import { texts } from './walk/texts.ts';

const OFFICER = 'officer@demo.example';
const NEW_OFFICER = 'officer2@demo.example';
const SENIOR = 'approver@demo.example';
const REVIEWER = 'approver2@demo.example';

const GROUNDS = '평가 의견은 자료가 한 달치뿐이라고 하였으나 석 달치 생산일보를 제출하였습니다. 다시 살펴 주시기 바랍니다.';

/** A case of the current year that awaits its decision. */
async function rankedCase() {
  const [year] = await queryDatabase<{ id: string; number: number; question_set_id: string }>(`select id, number, question_set_id from programme_year where status = 'open' order by number desc limit 1`);
  const [officer] = await queryDatabase<{ id: string }>('select id from app_user where email = $1', [OFFICER]);
  if (!year || !officer) throw new Error('The demo programme has no open year or no officer.');
  return createCase(queryDatabase, { year: { id: year.id, number: year.number, questionSetId: year.question_set_id }, state: 'ranked', officerId: officer.id, totalScore: 52, submittedAt: new Date().toISOString() });
}

test('a refused firm appeals, people new to the case decide, and the application is evaluated again @phone @en @nojs', async ({ page, openAs, javaScriptEnabled }, info) => {
  test.setTimeout(180_000);
  const locale = info.project.name === 'desktop-en' ? 'en' : 'ko';
  const label = (id: string) => texts(locale)[id] ?? '';
  const officeLabel = (id: string) => texts('ko')[id] ?? '';
  const look = async (window: Page) => {
    await expectNoSidewaysScroll(window);
    if (javaScriptEnabled !== false) await expectAccessible(window);
  };
  const made = await rankedCase();
  await queryDatabase('update app_user set locale = $2 where id = $1', [made.firm.representative.userId, locale]);
  const senior = await openAs(SENIOR);
  await senior.goto(`/officer/applications/${made.id}`);
  await send(senior, 'decide', { kind: 'rejected', reasonCode: 'R01', reasonText: '기준 점수에 미치지 못합니다.', feedback: '수량 자료를 갖추어 주십시오.' });

  await signIn(page, made.firm.representative.email);
  await page.goto('/firm');
  await page.getByRole('link', { name: label('firms.turn.appeal') }).click();
  await expect(page).toHaveURL(/\/firm\/appeal$/);
  await page.locator('[name="grounds"]').fill('짧은 사유');
  await page.locator('[name="summary"]').fill('탈락 결정을 다시 살펴 주십시오.');
  await page.getByRole('button', { name: label('appeals.form.submit') }).click();
  // Without scripts the browser keeps the form; with them the form names the field. Nothing typed is lost either way.
  await expect(page.locator('[name="summary"]')).toHaveValue('탈락 결정을 다시 살펴 주십시오.');
  await send(page, 'file', { summary: '탈락 결정을 다시 살펴 주십시오.', grounds: GROUNDS, files: { file: '생산일보.pdf' }, hearing: true });
  await expect(page.getByText(GROUNDS)).toBeVisible();
  await expect(page.getByRole('link', { name: /생산일보\.pdf/ })).toBeVisible();
  await look(page);
  const [appeal] = await queryDatabase<{ id: string }>('select id from appeal where application_id = $1', [made.id]);
  const address = `/officer/appeals/${appeal?.id ?? ''}`;

  const first = await openAs(OFFICER);
  await first.goto(address);
  await expect(first.getByText(officeLabel('appeals.officer.too_close'), { exact: true })).toBeVisible();
  await expect(first.getByRole('button', { name: officeLabel('appeals.check.submit') })).toHaveCount(0);

  const officer = await openAs(NEW_OFFICER);
  await officer.goto('/officer/appeals');
  await officer.getByRole('link', { name: made.firm.name }).click();
  await expect(officer).toHaveURL(new RegExp(`${address}$`));
  await send(officer, 'check');
  await officer.goto(address);
  await send(officer, 'admit');

  await senior.goto(address);
  await expect(senior.getByText(officeLabel('appeals.officer.too_close'), { exact: true })).toBeVisible();

  const reviewer = await openAs(REVIEWER);
  await reviewer.goto(address);
  await look(reviewer);
  await send(reviewer, 'decide', { verdict: 'upheld', reason: '석 달치 자료를 확인하였으므로 다시 평가합니다.' });

  await officer.goto(address);
  await send(officer, 'implement');
  await page.goto('/firm/appeal');
  await expect(page.getByText('석 달치 자료를 확인하였으므로 다시 평가합니다.')).toBeVisible();
  await look(page);
  expect(await queryDatabase('select a.state, p.state as appeal from application a join appeal p on p.application_id = a.id where a.id = $1', [made.id])).toEqual([{ state: 'evaluation', appeal: 'implemented' }]);
  await page.goto('/firm');
  await expect(page.getByRole('link', { name: label('firms.turn.appeal') })).toHaveCount(0);
});

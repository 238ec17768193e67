import { expect } from '#tests/support/e2e.ts';
import { formOf, send } from './forms.ts';
import { EVALUATORS, OFFICER, SENIOR, type Walk } from './walk.ts';

const casePage = (walk: Walk): string => `/officer/applications/${walk.applicationId}`;

/** The officer takes the case and ticks the whole checklist. */
export async function screen(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, '/officer');
  await walk.open(page, casePage(walk));
  await send(page, 'pick-up');
  await walk.open(page, casePage(walk));
  await walk.expectStory('application', 'screening');
  const list = formOf(page, 'checklist');
  for (const box of await list.locator('input[type="radio"][value="pass"]').all()) await box.check();
  await send(page, 'checklist');
}

/** One answer goes back to the firm; it can change that answer and nothing else. */
export async function askForCorrection(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, `${casePage(walk)}/correction`);
  await send(page, 'correction', { questions: ['main_products'], 'remarks.main_products': '주생산품을 품목별로 적어 주십시오.', reason: '주생산품을 조금 더 자세히 적어 주시기 바랍니다.' });
  await walk.mailToFirm('correction_requested', walk.receiptNumber);
  await walk.expectStory('application', 'correction_requested');
}

export async function correct(walk: Walk): Promise<void> {
  const page = walk.firm;
  await walk.open(page, '/firm');
  await walk.open(page, '/firm/application');
  const sections = await page.locator('a[href^="/firm/application/"]').evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute('href') ?? ''))]);
  let open = 0;
  for (const section of sections.filter((href) => /^\/firm\/application\/[a-z_]+$/.test(href) && !/review|withdraw/.test(href))) {
    await walk.open(page, section);
    const fields = page.locator('form#answers').locator('input:not([type="hidden"]), textarea, select');
    const count = await fields.count();
    open += count;
    expect(await page.locator('input[type="file"]').count()).toBe(0);
    if (count > 0) await send(page, 'answers', { main_products: '자동차 조향부품, 조향 기어 하우징, 랙 바' });
  }
  expect(open, 'fields open for the correction').toBe(1);
  await walk.open(page, '/firm/application/review');
  await send(page, 'answer', { note: '품목별로 적었습니다.', certified: true });
  await walk.mailTo(OFFICER, 'application_resubmitted');
  await walk.expectStory('application', 'resubmitted');
}

/** The officer reads what changed and passes the case. */
export async function passEligibility(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, casePage(walk));
  await expect(page.locator('#diff')).toContainText('조향 기어 하우징');
  if ((await formOf(page, 'pick-up').count()) > 0) await send(page, 'pick-up');
  await walk.open(page, casePage(walk));
  const list = formOf(page, 'checklist');
  for (const box of await list.locator('input[type="radio"][value="pass"]').all()) await box.check();
  await send(page, 'checklist');
  await walk.open(page, casePage(walk));
  await send(page, 'pass');
  await walk.mailToFirm('eligibility_passed', walk.receiptNumber);
  await walk.expectStory('application', 'eligible');
}

export async function assignEvaluators(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, casePage(walk));
  const ids = await walk.rows<{ id: string }>("select id from app_user where email = any($1) order by email", [EVALUATORS]);
  await send(page, 'evaluators', { evaluatorIds: ids.map(({ id }) => id) });
  for (const email of EVALUATORS) await walk.mailTo(email, 'evaluation_assigned');
  await walk.expectStory('application', 'evaluation');
}

export async function evaluate(walk: Walk): Promise<void> {
  for (const email of EVALUATORS) {
    const page = await walk.as(email);
    await walk.open(page, '/evaluator');
    await walk.open(page, `/evaluator/applications/${walk.applicationId}`);
    await send(page, 'declare', { conflict: 'no' });
    await walk.open(page, `/evaluator/applications/${walk.applicationId}`);
    const form = formOf(page, 'score');
    const points = form.locator('input[name^="points."]');
    for (const input of await points.all()) await input.fill('15');
    await send(page, 'score', { comment: '현장에서 생산일보와 불량 기록을 확인하였고 담당자가 지정되어 있습니다.' }, 'submit');
    await walk.mailTo(OFFICER, 'score_submitted');
  }
}

export async function rank(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, casePage(walk));
  await send(page, 'rank', { kind: 'admitted', feedback: '기초 자료 관리가 우수합니다.' });
  await walk.mailTo(SENIOR, 'application_ranked');
  await walk.expectStory('application', 'ranked');
}

export async function admit(walk: Walk): Promise<void> {
  const page = await walk.as(SENIOR);
  await walk.open(page, casePage(walk));
  await send(page, 'decide', { kind: 'admitted' });
  await walk.mailToFirm('application_admitted', walk.receiptNumber);
  await walk.expectStory('application', 'admitted');
}

/** The officer offers the case to the consultant who fits best, and the consultant accepts. */
export async function assignConsultant(walk: Walk): Promise<void> {
  const page = await walk.as(OFFICER);
  await walk.open(page, `${casePage(walk)}/assign`);
  const first = page.locator('form:has(input[name="intent"][value="propose"])').first();
  const consultantId = await first.locator('input[name="consultantId"]').inputValue();
  await send(page, 'propose');
  const [consultant] = await walk.rows<{ email: string }>('select u.email from app_user u join consultant c on c.user_id = u.id where c.id = $1', [consultantId]);
  walk.consultantEmail = consultant?.email ?? '';
  await walk.mailTo(walk.consultantEmail, 'assignment_offered');
  await walk.expectStory('assignment', 'offered', { firmToo: false });
}

export async function acceptAssignment(walk: Walk): Promise<void> {
  const page = await walk.as(walk.consultantEmail);
  await walk.open(page, '/consultant');
  const form = page.locator('form').filter({ has: page.locator('input[name="intent"][value="accept"]') }).filter({ hasText: walk.firmName });
  const id = (await form.getAttribute('id')) ?? '';
  await send(page, id, { noConflict: true });
  await walk.mailToFirm('consultant_to_confirm');
  await walk.expectStory('assignment', 'accepted');
  await walk.open(page, '/consultant');
  await walk.open(page, `/consultant/firms/${walk.applicationId}`);
}

/** The firm reads who its consultant is and why, and agrees. */
export async function agreeToConsultant(walk: Walk): Promise<void> {
  await walk.open(walk.firm, '/firm');
  await walk.open(walk.firm, '/firm/consultant');
  await send(walk.firm, 'agree-consultant');
  await walk.mailToFirm('assignment_active');
  await walk.mailTo(walk.consultantEmail, 'assignment_active');
  await walk.expectStory('assignment', 'active');
  const page = await walk.as(walk.consultantEmail);
  await walk.open(page, '/consultant');
  await walk.open(page, `/consultant/firms/${walk.applicationId}`);
}

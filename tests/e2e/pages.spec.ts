import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, queryDatabase, signIn, test } from '#tests/support/e2e.ts';

// Each test looks at many pages; on a quiet machine none takes longer than half a minute.
test.describe.configure({ mode: 'parallel', timeout: 300_000 });

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const SMALL_PHONE = { width: 360, height: 740 };

/** Opens one page after the other and looks at each in both widths: one heading, its own title, no sideways scroll, no finding of axe. */
async function lookAt(page: Page, addresses: readonly string[], expectedStatus = 200): Promise<void> {
  const titles = new Map<string, string>();
  for (const address of addresses) {
    await test.step(address, async () => {
      await page.setViewportSize(DESKTOP);
      const response = await page.goto(address);
      expect(response?.status(), `status of ${address}`).toBe(expectedStatus);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
      const title = await page.title();
      expect(title.trim(), `title of ${address}`).not.toBe('');
      expect(titles.get(title), `page with the same title as ${address}`).toBeUndefined();
      titles.set(title, address);
      for (const size of [DESKTOP, PHONE]) {
        await page.setViewportSize(size);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
      await page.setViewportSize(SMALL_PHONE);
      await expectNoSidewaysScroll(page);
    });
  }
}

/** The first id that the query finds; the demo programme has at least one for each. */
async function firstId(text: string, values: readonly unknown[] = []): Promise<string> {
  const [row] = await queryDatabase<{ id: string }>(`${text} limit 1`, values);
  if (!row) throw new Error(`The demo programme has no row for: ${text}`);
  return row.id;
}

/** The newest case in which a part stands in a state. */
function caseIn(table: 'application' | 'assignment' | 'assessment' | 'plan' | 'agreement' | 'settlement' | 'membership', state: string): Promise<string> {
  const id = table === 'application' ? 'x.id' : 'x.application_id';
  return firstId(`select ${id} as id from ${table} x where x.state = $1 order by x.id desc`, [state]);
}

const ofFirm = 'firm_id = (select firm_id from role_grant join app_user u on u.id = user_id where u.email = $1 and revoked_at is null)';

test('a visitor: public pages', async ({ page }) => {
  await lookAt(page, ['/', '/programmes', '/check', '/roadmap-check', '/outcomes', '/help', '/privacy', '/login', '/register', '/register/join', '/invitation', '/reset-password', '/demo/mail']);
  await lookAt(page, ['/no-such-page'], 404);
  await page.goto('/check');
  for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio').first().check();
  await page.locator('main form button[type="submit"]').click();
  await expect(page).toHaveURL(/code=/);
  await lookAt(page, [new URL(page.url()).pathname + new URL(page.url()).search]);
  await page.goto('/roadmap-check');
  for (const group of await page.getByRole('radiogroup').all()) await group.getByRole('radio').nth(1).check();
  await page.locator('main form button[type="submit"]').click();
  await expect(page).toHaveURL(/roadmap-check\?code=/);
  await lookAt(page, [new URL(page.url()).pathname + new URL(page.url()).search]);
});

test('a firm that carries out its plan: every page of its case', async ({ page }) => {
  const firm = 'firm@demo.example';
  const payment = await firstId(`select id from tranche where ${ofFirm} order by number`, [firm]);
  const visit = await firstId(`select id from visit where ${ofFirm} and logged_at is not null order by visit_on desc`, [firm]);
  const planned = await firstId(`select id from visit where ${ofFirm} and state = 'confirmed' order by visit_on desc`, [firm]);
  const card = await firstId(`select id from kpi_card where ${ofFirm} order by id`, [firm]);
  const drafted = await firstId(`select id from change_request where ${ofFirm} and state = 'draft'`, [firm]);
  const applied = await firstId(`select id from change_request where ${ofFirm} and state = 'applied'`, [firm]);
  await signIn(page, firm);
  await lookAt(page, ['/firm', '/firm/members', '/firm/hand-over', '/firm/application', '/firm/application/review', '/firm/application/withdraw', '/firm/assessment', '/firm/assessment/A1', '/firm/plan', '/firm/kpis/cards', '/firm/agreement', '/firm/changes', `/firm/changes/${drafted}`, `/firm/changes/${applied}`]);
  await lookAt(page, ['/firm/payments', `/firm/payments/${payment}`, '/firm/visits', `/firm/visits/${visit}`, '/firm/visits/plan', `/firm/visits/${planned}`, '/firm/kpis', `/firm/kpis/${card}`, '/firm/interim', '/firm/completion', '/firm/settlement', '/account', '/account/notices', '/account/consents', '/inbox']);
});

test('a firm that writes: every section of the application', async ({ page }) => {
  await signIn(page, 'firm2@demo.example');
  await page.goto('/firm/application');
  const sections = await page.locator('main a[href^="/firm/application/"]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))]);
  expect(sections.length).toBeGreaterThan(5);
  await lookAt(page, ['/firm', '/firm/application', ...sections]);
});

test('firms in each stage: the home names the step and leads to it', async ({ page }) => {
  const cases = [
    await caseIn('application', 'draft'),
    await caseIn('application', 'evaluation'),
    await caseIn('application', 'ineligible'),
    await caseIn('assessment', 'self_in_progress'),
    await caseIn('assessment', 'validated'),
    await caseIn('plan', 'draft'),
    await caseIn('agreement', 'offered'),
    await caseIn('agreement', 'completed'),
    await caseIn('settlement', 'opened'),
    await caseIn('settlement', 'refund_due'),
    await caseIn('membership', 'ending'),
    await caseIn('membership', 'ended'),
  ];
  for (const id of cases) {
    const [owner] = await queryDatabase<{ email: string }>(`select u.email from application a join role_grant g on g.firm_id = a.firm_id and g.duty = 'representative' and g.revoked_at is null join app_user u on u.id = g.user_id where a.id = $1`, [id]);
    await signIn(page, owner?.email ?? '');
    await page.setViewportSize(PHONE);
    await page.goto('/firm');
    await expect(page.locator('main .turn h2')).not.toBeEmpty();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    if ((await page.locator('main .turn:not(.theirs)').count()) === 0) continue;
    await page.locator('main .turn .turn-actions a').first().click();
    await expect(page).not.toHaveURL(/\/firm$/);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
});

test('firms with an appeal: the form, the one under way, the decided one', async ({ page }) => {
  for (const state of ['filed', 'hearing', 'dismissed']) {
    const [owner] = await queryDatabase<{ email: string }>(`select u.email from appeal x join role_grant g on g.firm_id = x.firm_id and g.duty = 'representative' and g.revoked_at is null join app_user u on u.id = g.user_id where x.state = $1`, [state]);
    await signIn(page, owner?.email ?? '');
    await lookAt(page, ['/firm', '/firm/appeal']);
  }
});

test('a firm whose consultant has accepted: who it is, agreeing and objecting', async ({ page }) => {
  for (const state of ['accepted', 'objected']) {
    const [owner] = await queryDatabase<{ email: string }>(`select u.email from assignment a join role_grant g on g.firm_id = a.firm_id and g.duty = 'representative' and g.revoked_at is null join app_user u on u.id = g.user_id where a.state = $1 order by a.created_at limit 1`, [state]);
    await signIn(page, owner?.email ?? '');
    await lookAt(page, ['/firm', '/firm/consultant']);
  }
});

test('a consultant: firms, offers, assessment, plan, KPIs, visits, completion', async ({ page }) => {
  const consultant = 'consultant@demo.example';
  const own = 'consultant_id = (select consultant_id from role_grant join app_user u on u.id = user_id where u.email = $1)';
  const application = await firstId(`select application_id as id from assignment where ${own} and state = 'active' order by created_at`, [consultant]);
  const offer = await firstId(`select application_id as id from assignment where ${own} and state = 'offered' order by created_at`, [consultant]);
  const visit = await firstId(`select id from visit where ${own} and logged_at is not null order by visit_on desc`, [consultant]);
  const planned = await firstId(`select id from visit where ${own} and state = 'planned' order by visit_on desc`, [consultant]);
  const assignment = await firstId(`select id from assignment where ${own} and state = 'active' order by created_at`, [consultant]);
  const firm = `/consultant/firms/${application}`;
  await signIn(page, consultant);
  await lookAt(page, ['/consultant', firm, `${firm}/assessment`, `${firm}/plan`, `${firm}/kpis/cards`, `${firm}/kpis`, `${firm}/completion`]);
  await lookAt(page, [`/consultant/firms/${offer}`, '/consultant/calendar', '/consultant/visits', `/consultant/visits/${visit}`, `/consultant/visits/${planned}`, `/consultant/visits/plan?assignment=${assignment}`, `/consultant/visits/new?application=${application}`, '/account', '/account/notices', '/inbox']);
  // Who handed over still reads for a while; who came later has the brief.
  const replaced = await firstId(`select application_id as id from assignment where state = 'ended' and readable_until is not null order by id`);
  await lookAt(page, [`/consultant/firms/${replaced}`]);
  await signIn(page, 'consultant2@demo.example');
  await lookAt(page, [`/consultant/firms/${replaced}`]);
});

test('an officer: work, list, cases in their stages', async ({ page }) => {
  const at = (id: string, part = '') => `/officer/applications/${id}${part}`;
  const screening = await caseIn('application', 'screening');
  await signIn(page, 'officer@demo.example');
  await lookAt(page, ['/officer', '/officer/hand-overs', '/officer/applications?view=all', at(screening), at(await caseIn('application', 'evaluation')), at(await caseIn('plan', 'submitted'), '/plan'), at(await caseIn('plan', 'submitted'), '/assessment'), '/account', '/account/notices', '/inbox']);
  await lookAt(page, [at(screening, '/correction'), at(await caseIn('assignment', 'declined'), '/assign'), at(await caseIn('assignment', 'objected'), '/assign'), at(await caseIn('assignment', 'handover'), '/assign')]);
  await lookAt(page, [at(await caseIn('membership', 'ended')), at(await caseIn('membership', 'ending'), '/settlement')]);
});

test('an officer: one case from the agreement to the settlement, payments, ledger', async ({ page }) => {
  const id = await caseIn('settlement', 'refund_due');
  const payment = await firstId(`select id from tranche where state = 'submitted' order by number`);
  const asked = await firstId(`select id from change_request where state = 'submitted' order by id`);
  const recommended = await firstId(`select id from change_request where state = 'recommended' order by id`);
  await signIn(page, 'finance@demo.example');
  await lookAt(page, ['', '/agreement', '/visits', '/interim', '/completion', '/outcome', '/settlement', '/hold'].map((part) => `/officer/applications/${id}${part}`));
  await lookAt(page, ['/officer/payments', `/officer/payments/${payment}`, '/officer/ledger', '/officer/changes', `/officer/changes/${asked}`, `/officer/changes/${recommended}`]);
  await lookAt(page, ['/officer/appeals', `/officer/appeals/${await firstId(`select id from appeal where state = 'hearing'`)}`]);
  await lookAt(page, ['/officer/firms']);
  await signIn(page, 'approver@demo.example');
  await lookAt(page, [`/officer/firms/${await firstId(`select id from firm where state = 'needs_attention'`)}`, `/officer/firms/${await firstId(`select id from firm where state = 'suspended'`)}`]);
});

test('parent company, evaluator, auditor and administrator', async ({ page }) => {
  const judged = await firstId(`select application_id as id from evaluation_assignment where evaluator_id = (select id from app_user where email = $1) and conflict_declaration = 'none' order by id desc`, ['evaluator@demo.example']);
  await signIn(page, 'parent@demo.example');
  await lookAt(page, ['/parent']);
  await signIn(page, 'evaluator@demo.example');
  await lookAt(page, ['/evaluator', `/evaluator/applications/${judged}`]);
  await signIn(page, 'auditor@demo.example');
  await lookAt(page, ['/auditor', `/officer/applications/${await caseIn('agreement', 'completed')}`]);
  await signIn(page, 'admin@demo.example');
  await lookAt(page, ['/admin', '/admin/mail', '/admin/settings']);
});

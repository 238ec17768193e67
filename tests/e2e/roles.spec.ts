import { expect, test } from '#tests/support/e2e.ts';

const HOMES = { firm: '/firm', consultant: '/consultant', officer: '/officer', approver: '/officer', finance: '/officer', hq: '/officer', parent: '/parent', evaluator: '/evaluator', auditor: '/auditor', admin: '/admin' } as const;

for (const [name, home] of Object.entries(HOMES)) {
  test(`${name} signs in with the button on the sign-in page and sees the home`, async ({ page }) => {
    await page.goto('/login');
    await page.locator(`form#demo-${name} button[type="submit"]`).click();
    await expect(page).toHaveURL(new RegExp(`${home}$`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
}

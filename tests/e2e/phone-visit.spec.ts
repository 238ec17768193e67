import type { Locator, Page } from '@playwright/test';
import { toSeoulDate, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '#tests/support/e2e.ts';

/** Counts what a thumb does. */
class Thumb {
  taps = 0;
  keystrokes = 0;

  async tap(target: Locator): Promise<void> {
    this.taps += 1;
    await target.tap();
  }

  async write(target: Locator, text: string): Promise<void> {
    await this.tap(target);
    this.keystrokes += text.length;
    await target.fill(text);
  }
}

const TEN = 10;
const two = (value: number) => String(value).padStart(2, '0');

/** From about an hour ago to about an hour ahead, within the day in Korea. */
function timesAroundNow(now: Date): { on: string; from: string; to: string } {
  const [hours = 0, minutes = 0] = toSeoulTime(now).split(':').map(Number);
  const whole = Math.floor((hours * 60 + minutes) / TEN) * TEN;
  const clock = (value: number) => `${two(Math.floor(value / 60))}:${two(value % 60)}`;
  return { on: toSeoulDate(now), from: clock(Math.max(0, whole - 60)), to: clock(Math.min(23 * 60 + 50, whole + 60)) };
}

async function look(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

test('a visit on a phone: proposed, agreed to, arrived, logged and confirmed @phone-only @phone', async ({ page, openAs }) => {
  test.setTimeout(240_000);
  const { on, from, to } = timesAroundNow(new Date());
  await signIn(page, 'consultant@demo.example');
  await page.goto('/consultant/visits');
  await look(page);
  await page.getByRole('link', { name: '방문 제안하기' }).tap();
  await expect(page).toHaveURL(/\/consultant\/visits\/plan$/);
  await page.locator('main a', { hasText: '가온' }).first().tap();
  await page.getByLabel('방문할 날').fill(on);
  await page.locator('input[name=startTime]').fill(from);
  await page.locator('input[name=endTime]').fill(to);
  await page.getByLabel('방문 목적').fill('2호기 준비교체 시간 줄이기');
  await look(page);
  await page.getByRole('button', { name: '방문 제안 보내기' }).tap();
  await expect(page).toHaveURL(/\/consultant\/visits\/[0-9a-f-]{36}/);
  const address = new URL(page.url()).pathname;

  const firm = await openAs('firm@demo.example');
  await firm.goto(address.replace('/consultant', '/firm'));
  await look(firm);
  await firm.getByRole('button', { name: '이 날짜로 확정하기' }).click();
  await expect(firm.getByRole('heading', { name: '방문 날짜가 정해졌습니다' })).toBeVisible();

  await page.goto(address);
  await look(page);
  await page.getByRole('button', { name: '현장 도착' }).tap();
  await expect(page.getByRole('heading', { name: '컨설턴트가 도착하였습니다' })).toBeVisible();

  const thumb = new Thumb();
  await thumb.tap(page.getByRole('link', { name: '방문일지 쓰기' }));
  await expect(page).toHaveURL(/\/consultant\/visits\/new\?visit=/);
  await look(page);
  await thumb.tap(page.locator('label', { has: page.locator('input[name=ceoPresent][value=no]') }));
  await thumb.write(page.getByLabel('한 일과 확인한 것'), '금형 교체 순서를 바꾸어 준비교체가 38분에서 21분으로 줄었습니다.');
  await thumb.tap(page.getByRole('button', { name: '방문일지 보내기' }));
  await expect(page).toHaveURL(new RegExp(`${address}$`));
  process.stdout.write(`a usual visit is logged with ${thumb.taps} taps and ${thumb.keystrokes} keystrokes (one sentence)\n`);
  expect(thumb.taps).toBeLessThanOrEqual(12);

  await firm.goto(address.replace('/consultant', '/firm'));
  await expect(firm.getByText('2호기 준비교체 시간 줄이기')).toBeVisible();
  await firm.getByRole('button', { name: '사실과 같음을 확인합니다' }).click();
  await expect(firm.getByText('방문일지를 확인하였습니다.')).toBeVisible();
});

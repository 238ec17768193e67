import { defineConfig, devices } from '@playwright/test';
import { findChromium } from './tests/support/chromium.ts';
import { freePort } from './tests/support/free-port.ts';

// The main process decides; its workers read this file again and find the same browser and port in their environment.
process.env['E2E_PORT'] ??= String(await freePort());
const browser = await findChromium();
process.env['CHROMIUM_PATH'] ??= browser.executablePath;
Object.assign(process.env, browser.env);

const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } };
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } };
const korean = { locale: 'ko-KR' };
const english = { locale: 'en-GB' };

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './tests/support/e2e-setup.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['dot'], ['json']] : [['list']],
  use: {
    baseURL: `http://localhost:${process.env['E2E_PORT']}`,
    timezoneId: 'Asia/Seoul',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: 'off', // `node tests/run.ts e2e --trace on` records one
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: browser.executablePath, args: [...browser.args] },
  },
  projects: [
    { name: 'desktop-ko', use: { ...desktop, ...korean }, grepInvert: /@(phone|en|nojs)-only/ },
    { name: 'phone-ko', use: { ...phone, ...korean }, grep: /@phone/ },
    { name: 'desktop-en', use: { ...desktop, ...english }, grep: /@en\b/ },
    { name: 'no-js', use: { ...desktop, ...korean, javaScriptEnabled: false }, grep: /@nojs/ },
  ],
});

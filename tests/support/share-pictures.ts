import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { projectRoot } from './project.ts';

const WIDTH = 1200;
const HEIGHT = 630;

/** Draws public/share/{ko,en}.png out of the mark, the fonts, the tokens and the words of the brand. Run after a change of one of them. */
async function drawSharePictures(): Promise<void> {
  const browser = await findChromium();
  const running = await chromium.launch({ executablePath: browser.executablePath, args: [...browser.args], env: { ...process.env, ...browser.env } as Record<string, string> });
  const page = await running.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const mark = readFileSync(join(projectRoot, 'public/favicon.svg'), 'utf8');
  const tokens = readFileSync(join(projectRoot, 'app/ui/styles/tokens.css'), 'utf8');
  mkdirSync(join(projectRoot, 'public/share'), { recursive: true });
  for (const locale of ['ko', 'en'] as const) {
    const words = (area: string) => JSON.parse(readFileSync(join(projectRoot, `app/i18n/messages/${locale}/${area}.json`), 'utf8')) as Record<string, string>;
    const [brand, headline] = [words('pages')['pages.brand'], words('programmes')['programmes.call.headline']];
    await page.setContent(`<!doctype html><html lang="${locale}"><style>${tokens}${faces()}
      body { margin: 0; width: ${WIDTH}px; height: ${HEIGHT}px; box-sizing: border-box; padding: 84px 96px; display: flex; flex-direction: column; justify-content: space-between;
        background: var(--krds-color-light-gray-0); color: var(--krds-color-light-gray-95); font-family: 'Portal Gothic', sans-serif; word-break: keep-all; border-top: 20px solid var(--krds-color-light-primary-60); }
      p { margin: 0; display: flex; align-items: center; gap: 24px; font-size: 44px; font-weight: 700; } svg { width: 64px; height: 64px; }
      h1 { margin: 0; font-size: 68px; line-height: 1.3; letter-spacing: -0.01em; }
    </style><p>${mark}${brand}</p><h1>${headline}</h1></html>`);
    await page.evaluate(() => document.fonts.ready);
    writeFileSync(join(projectRoot, `public/share/${locale}.png`), await page.screenshot({ type: 'png' }));
  }
  await running.close();
}

/** The faces of the pages themselves with the files inside, so that the same letters are drawn. */
function faces(): string {
  return readFileSync(join(projectRoot, 'app/ui/styles/fonts.css'), 'utf8').replace(/url\('\/(fonts\/[\w-]+\.woff2)'\)/g, (_whole, file: string) => `url(data:font/woff2;base64,${readFileSync(join(projectRoot, 'public', file)).toString('base64')})`);
}

if (import.meta.main) await drawSharePictures();

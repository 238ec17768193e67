import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getConfig } from '#app/config/config.ts';

/** A mail or text message as it lies in the mail folder, instead of having been sent. */
export interface DemoMail {
  readonly id: string;
  /** Without it a mail. */
  readonly channel?: 'text';
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly kind: string;
  readonly locale: 'ko' | 'en';
  /** ISO 8601. */
  readonly sentAt: string;
  readonly html: string;
  readonly text: string;
  /** Where the button leads, as a path of the portal. */
  readonly path: string;
}

export type DemoMailSummary = Omit<DemoMail, 'html' | 'text'>;

const FILE = /^(\d{13})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/u;

function folderOf(dataDir: string): string {
  return join(dataDir, 'mail');
}

/** Writes a mail as `.eml` (for mail programs) and `.json` (for the portal). Written beside and renamed: no half files. */
export async function writeDemoMail(dataDir: string, mail: DemoMail, raw: Uint8Array): Promise<void> {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true });
  const name = `${String(Date.parse(mail.sentAt)).padStart(13, '0')}-${mail.id}`;
  for (const [extension, content] of [['eml', raw], ['json', JSON.stringify(mail)]] as const) await writeWhole(join(folder, `${name}.${extension}`), content);
}

/** Puts a text message beside the mails; "to" is then the number of a mobile phone. */
export async function keepDemoText(dataDir: string, text: Omit<DemoMail, 'channel' | 'from' | 'html'>): Promise<void> {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true });
  const name = `${String(Date.parse(text.sentAt)).padStart(13, '0')}-${text.id}`;
  await writeWhole(join(folder, `${name}.json`), JSON.stringify({ ...text, channel: 'text', from: '', html: '' } satisfies DemoMail));
}

async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The newest mails of the folder, without their bodies; `to` narrows to one address. */
export async function listDemoMail(dataDir: string, options: { to?: string | undefined; limit?: number } = {}): Promise<DemoMailSummary[]> {
  const names = (await namesIn(dataDir)).sort().reverse();
  const found: DemoMailSummary[] = [];
  for (const name of names) {
    if (found.length >= (options.limit ?? 100)) break;
    const { html: _html, text: _text, ...summary } = await readMail(dataDir, name);
    if (!options.to || summary.to.toLowerCase() === options.to.toLowerCase()) found.push(summary);
  }
  return found;
}

/** One mail of the folder; null when there is none with that id. */
export async function readDemoMail(dataDir: string, id: string): Promise<DemoMail | null> {
  const name = (await namesIn(dataDir)).find((candidate) => FILE.exec(candidate)?.[2] === id);
  return name ? readMail(dataDir, name) : null;
}

async function namesIn(dataDir: string): Promise<string[]> {
  const names = await readdir(folderOf(dataDir)).catch((): string[] => []);
  return names.filter((name) => FILE.test(name));
}

async function readMail(dataDir: string, name: string): Promise<DemoMail> {
  return JSON.parse(await readFile(join(folderOf(dataDir), name), 'utf8')) as DemoMail;
}

/** The mailbox page of demo mode: the newest mails of this installation, and whether mail really goes out by SMTP. */
export async function getDemoMailbox(): Promise<{ mails: DemoMailSummary[]; smtp: boolean }> {
  const { dataDir, smtpUrl } = getConfig();
  return { mails: await listDemoMail(dataDir, { limit: 100 }), smtp: smtpUrl !== null };
}

/** One mail of this installation's mailbox; null when there is none with that id. */
export function findDemoMail(id: string): Promise<DemoMail | null> {
  return readDemoMail(getConfig().dataDir, id);
}

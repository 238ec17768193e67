import { readFileSync } from 'node:fs';
import { expect, receivedMailFile } from '#tests/support/e2e.ts';
import { patternOf, type Locale } from './texts.ts';

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

function received(): Mail[] {
  return readFileSync(receivedMailFile(), 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line) as Mail);
}

/** The newest mail of this kind that the mail server took for the recipient; waits until it is there. `about` stands in subject or text. */
export async function expectMail(to: string, kind: string, locale: Locale, about = ''): Promise<Mail> {
  const subject = patternOf(locale, `mail.${kind}.subject`);
  const find = (): Mail | undefined => received().findLast((mail) => mail.to.includes(to) && subject.test(mail.subject) && `${mail.subject}\n${mail.text}`.includes(about));
  await expect.poll(() => find() !== undefined, { message: `mail ${kind} to ${to}`, timeout: 20_000 }).toBe(true);
  return find() as Mail;
}

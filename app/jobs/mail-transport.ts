import { createTransport } from 'nodemailer';
import type { Config } from '#app/config/config.ts';
import { writeDemoMail } from '#app/services/notices/demo-mail.ts';

/** A mail ready to go. */
export interface OutgoingMail {
  readonly id: string;
  readonly messageId: string;
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly kind: string;
  readonly locale: 'ko' | 'en';
  readonly path: string;
  readonly sentAt: Date;
}

export interface MailTransport {
  /** Hands a mail over and returns the answer of the other side. Throws MailRefusedError or any other error. */
  send(mail: OutgoingMail): Promise<string>;
  close(): void;
}

/** The receiving server refused this mail for good; sending it again would change nothing. */
export class MailRefusedError extends Error {}

/** SMTP when SMTP_URL is set, otherwise the mail folder of the data directory. */
export function openTransport(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>): MailTransport {
  return config.smtpUrl ? smtpTransport(config.smtpUrl, config.mailFrom) : folderTransport(config.dataDir, config.mailFrom);
}

function messageOf(mail: OutgoingMail, from: string) {
  return {
    from,
    to: { name: mail.toName, address: mail.to },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    messageId: mail.messageId,
    date: mail.sentAt,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': mail.locale },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function smtpTransport(url: string, from: string): MailTransport {
  const transport = createTransport(url, { pool: true, maxConnections: 2, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as object);
  return {
    async send(mail) {
      try {
        const result: { response?: string } = await transport.sendMail(messageOf(mail, from));
        return result.response ?? '';
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        if ((code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500) throw new MailRefusedError((error as Error).message);
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

function folderTransport(dataDir: string, from: string): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' } as object);
  return {
    async send(mail) {
      const composed = (await composer.sendMail(messageOf(mail, from))) as unknown as { message: Buffer };
      await writeDemoMail(dataDir, { ...mail, from, sentAt: mail.sentAt.toISOString() }, composed.message);
      return 'kept in the mail folder';
    },
    close: () => undefined,
  };
}

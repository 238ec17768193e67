import type { Config } from '#app/config/config.ts';
import { keepDemoText } from '#app/services/notices/demo-mail.ts';
import { MailRefusedError } from './mail-transport.ts';

/** A text message ready to go. */
export interface OutgoingText {
  readonly id: string;
  readonly messageId: string;
  /** Digits of a Korean mobile phone. */
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly text: string;
  /** One message of 90 bytes as networks count them, or a long one. */
  readonly size: 'short' | 'long';
  readonly kind: string;
  readonly locale: 'ko' | 'en';
  readonly path: string;
  readonly sentAt: Date;
}

export interface TextTransport {
  /** Hands a text message over and returns the answer of the other side. Throws MailRefusedError or any other error. */
  send(text: OutgoingText): Promise<string>;
}

const TIMEOUT_MS = 10_000;
/** A second try at once after a failure on the way; further ones are made by the queue, with growing pauses. */
const TRIES = 2;

/** The HTTP interface of a text message provider when SMS_URL is set, otherwise the mail folder of the data directory. */
export function openTextTransport(config: Pick<Config, 'smsUrl' | 'smsFrom' | 'dataDir'>, timeoutMs = TIMEOUT_MS): TextTransport {
  return config.smsUrl ? httpTransport(config.smsUrl, config.smsFrom, timeoutMs) : folderTransport(config.dataDir);
}

function httpTransport(address: string, from: string | null, timeoutMs: number): TextTransport {
  const url = new URL(address);
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (url.username !== '') headers['Authorization'] = `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`;
  url.username = '';
  url.password = '';
  const once = async (text: OutgoingText): Promise<string> => {
    const response = await fetch(url, {
      method: 'POST',
      // The provider knows a repeated message by its key, as a mail server does by the Message-ID.
      headers: { ...headers, 'Idempotency-Key': text.id },
      body: JSON.stringify({ id: text.id, from, to: text.to, type: text.size === 'short' ? 'SMS' : 'LMS', subject: text.size === 'long' ? text.subject : undefined, text: text.text }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = `${response.status} ${(await response.text()).slice(0, 300)}`.trim();
    if (response.ok) return answer;
    if (response.status >= 400 && response.status < 500 && ![401, 403, 408, 409, 425, 429].includes(response.status)) throw new MailRefusedError(answer);
    throw new Error(answer);
  };
  return {
    async send(text) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(text);
        } catch (error) {
          if (attempt >= TRIES || error instanceof MailRefusedError) throw error;
        }
      }
    },
  };
}

function folderTransport(dataDir: string): TextTransport {
  return {
    async send({ size, ...text }) {
      await keepDemoText(dataDir, { ...text, sentAt: text.sentAt.toISOString() });
      return `kept in the mail folder (${size})`;
    },
  };
}

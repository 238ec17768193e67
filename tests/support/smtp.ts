import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** One message as a mail server received it. */
export interface ReceivedMail extends Email {
  readonly envelope: { from: string; to: readonly string[] };
}

export interface TestMailServer {
  /** For SMTP_URL. */
  readonly url: string;
  readonly messages: readonly ReceivedMail[];
  /** The first message that fits, also one that arrived before; fails after `timeoutMs`. */
  waitFor(fits: (mail: ReceivedMail) => boolean, timeoutMs?: number): Promise<ReceivedMail>;
  /** Answers the next messages with an SMTP error instead of taking them. */
  refuseNext(times: number, answer?: { code: number; text: string }): void;
  stop(): Promise<void>;
}

/** Starts a mail server on a free port that keeps what it receives, and hands each message to `keep` before it says thanks. */
export async function startMailServer(keep: (mail: ReceivedMail) => void = () => undefined): Promise<TestMailServer> {
  const messages: ReceivedMail[] = [];
  const waiting = new Set<() => void>();
  let refusals = 0;
  let refusal = { code: 451, text: 'try again later' };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusals > 0) {
          refusals -= 1;
          done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
          return;
        }
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          const received: ReceivedMail = { ...mail, envelope: { from, to: session.envelope.rcptTo.map(({ address }) => address) } };
          messages.push(received);
          keep(received);
          done();
          for (const look of waiting) look();
        }, done);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = address && typeof address === 'object' ? address.port : 0;

  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    waitFor: (fits, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`No such mail within ${timeoutMs} ms; received: ${messages.map((mail) => mail.subject).join(' | ') || 'nothing'}`));
        }, timeoutMs);
        const look = () => {
          const found = messages.find(fits);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    refuseNext(times, answer = { code: 451, text: 'try again later' }) {
      refusals = times;
      refusal = answer;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

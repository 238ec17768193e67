import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MailRefusedError } from '#app/jobs/mail-transport.ts';
import { openTextTransport, type OutgoingText } from '#app/jobs/text-transport.ts';

const text: OutgoingText = { id: '0199f000-0000-7000-8000-000000000001', messageId: '<1@x>', to: '01012345678', toName: 'Kim', subject: 'Please sign', text: '[Portal] Please sign', size: 'short', kind: 'agreement_offered', locale: 'en', path: '/firm', sentAt: new Date('2026-08-14T05:30:00Z') };

describe('the HTTP interface for text messages', () => {
  const received: { headers: IncomingMessage['headers']; body: string }[] = [];
  let answers: ((response: ServerResponse) => void)[] = [];
  let address = '';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      (answers.shift() ?? ((answer) => answer.end('{"ok":true}')))(response);
    });
  });

  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    address = `http://user:pa%20ss@127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    received.length = 0;
    answers = [];
  });

  const transport = (timeoutMs?: number) => openTextTransport({ smsUrl: address, smsFrom: '0212345678', dataDir: '/nowhere' }, timeoutMs);
  const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end('no');

  it('gets number, sender and words as JSON, with a key that makes a repetition harmless', async () => {
    expect(await transport().send(text)).toBe('200 {"ok":true}');
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ id: text.id, from: '0212345678', to: '01012345678', type: 'SMS', text: '[Portal] Please sign' });
    expect(received[0]?.headers).toMatchObject({ 'idempotency-key': text.id, authorization: `Basic ${Buffer.from('user:pa ss').toString('base64')}` });
  });

  it('is asked a second time after a failure, and after silence', async () => {
    answers = [status(503)];
    expect(await transport().send(text)).toContain('200');
    expect(received).toHaveLength(2);
    answers = [() => undefined];
    expect(await transport(300).send(text)).toContain('200');
  });

  it('is given up for the moment after the second failure, and for good after a refusal', async () => {
    answers = [status(503), status(429)];
    await expect(transport().send(text)).rejects.not.toBeInstanceOf(MailRefusedError);
    answers = [status(422)];
    await expect(transport().send(text)).rejects.toBeInstanceOf(MailRefusedError);
    expect(received).toHaveLength(3);
  });
});

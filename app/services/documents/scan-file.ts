import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { getConfig } from '#app/config/config.ts';
import type { RefusalReason } from '#app/domain/documents/file-kind.ts';

const TIMEOUT_MS = 20_000;
const CHUNK = 64 * 1024;
// The agreed test pattern of all scanners, in two halves so that this source is not itself reported.
const TEST_PATTERN = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/**
 * Looks for malware: with CLAMAV_URL (tcp://host:port) by that scanner, which fails closed, otherwise for the
 * test pattern only. Null means that nothing was found.
 */
export async function scanFile(path: string): Promise<RefusalReason | null> {
  const { clamdUrl } = getConfig();
  if (!clamdUrl) return (await holdsTestPattern(path)) ? 'infected' : null;
  try {
    const answer = await askClamd(new URL(clamdUrl), path);
    if (answer.endsWith('OK')) return null;
    return answer.includes('FOUND') ? 'infected' : 'scan_unavailable';
  } catch {
    return 'scan_unavailable';
  }
}

async function holdsTestPattern(path: string): Promise<boolean> {
  let carry = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: CHUNK })) {
    const text = carry + String(chunk);
    if (text.includes(TEST_PATTERN)) return true;
    carry = text.slice(-TEST_PATTERN.length);
  }
  return false;
}

// INSTREAM: each chunk is preceded by its length, a length of 0 ends the stream, the answer is one line.
async function askClamd(url: URL, path: string): Promise<string> {
  const socket = connect({ host: url.hostname, port: Number(url.port || 3310) });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('the scanner does not answer')));
  try {
    await once(socket, 'connect');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('utf8')));
    const ended = once(socket, 'end');
    socket.write('zINSTREAM\0');
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      const bytes = chunk as Buffer;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.byteLength);
      if (!socket.write(Buffer.concat([length, bytes]))) await once(socket, 'drain');
    }
    socket.write(Buffer.alloc(4));
    await ended;
    return answer.replace(/\0/gu, '').trim();
  } finally {
    socket.destroy();
  }
}

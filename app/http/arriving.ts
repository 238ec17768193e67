import type { IncomingMessage } from 'node:http';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9.])?|\[[0-9a-f:.]{2,45}\])(?::(\d{1,5}))?$/i;

/** What is wrong with a request before anybody reads it, as a status; null when it may pass. */
export function findFault(request: Pick<IncomingMessage, 'method' | 'headers' | 'url'>): 400 | 405 | null {
  if (!METHODS.has(request.method ?? '')) return 405;
  // `//name/path` is the address of another host to everything that reads it as a link, and so is `/\name`.
  if (/^(\/\/|[^?]*(\\|%5c))/i.test(request.url ?? '')) return 400;
  const forwarded = request.headers['x-forwarded-host'];
  const hosts = [request.headers.host ?? '', ...(typeof forwarded === 'string' ? [forwarded] : (forwarded ?? []))];
  return hosts.every(isHost) ? null : 400;
}

function isHost(value: string): boolean {
  const found = HOST.exec(value);
  return found !== null && Number(found[1] ?? 0) <= 65_535;
}

/** Calls `onExceeded` once when a body that does not say its length grows beyond `maxBytes`. */
export function watchBody(request: IncomingMessage, maxBytes: number, onExceeded: () => void): void {
  if (request.headers['transfer-encoding'] === undefined) return;
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes <= maxBytes) return;
    request.off('data', count);
    onExceeded();
  };
  request.on('data', count);
}

import type { IncomingHttpHeaders } from 'node:http';

export interface Arriving {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly isSecure: boolean;
  /** Address of the other end of the socket. */
  readonly peer: string;
}

const SAFE = new Set(['GET', 'HEAD']);

/**
 * The one gate against requests forged by other sites, in front of everything that can write:
 * Sec-Fetch-Site must be same-origin; browsers without it must send our own Origin.
 * Without both headers only a program on this very machine passes (curl on loopback, and no public origin set):
 * every browser sends at least one of them with a form.
 */
export function isForeign(arriving: Arriving, publicOrigin: string | null): boolean {
  if (SAFE.has(arriving.method)) return false;
  const site = arriving.headers['sec-fetch-site'];
  const origin = arriving.headers.origin;
  if (site !== undefined) return site !== 'same-origin';
  const host = arriving.headers.host ?? '';
  if (origin !== undefined) {
    const own = publicOrigin ?? `${arriving.isSecure ? 'https' : 'http'}://${host}`;
    return origin !== own;
  }
  const isPassedOn = arriving.headers['x-forwarded-for'] !== undefined || arriving.headers.forwarded !== undefined;
  return isPassedOn || !(publicOrigin === null && isLoopbackHost(host) && isLoopbackAddress(arriving.peer));
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

import { createHash, randomBytes } from 'node:crypto';

/** A one-time token of 256 bits for a link, and the hash under which it is stored. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** Hash of a presented token. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

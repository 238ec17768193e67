import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';

const PERIOD = 30;
/** Shown by the authenticator app beside the account; ASCII, for some apps garble anything else. */
const ISSUER = 'Industry Innovation Portal';

function generator(secret: string, account = ''): TOTP {
  return new TOTP({ issuer: ISSUER, label: account, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD });
}

/** A new secret of 160 bits in base32, as RFC 4226 recommends. */
export function newFactorSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app reads from the QR code. */
export function factorUri(secret: string, account: string): string {
  return generator(secret, account).toString();
}

/**
 * The 30-second step (RFC 6238) to which a code belongs, one step to either side allowed for slow clocks; null when it fits
 * none. The caller takes each step once only.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = generator(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD) + delta;
}

// Nothing that reads like something else when copied from paper: 24 signs, 4.58 bits each.
const SIGNS = 'ABCDEFGHJKMNPQRTVWXY3467';
const LENGTH = 16;

/** Ten recovery codes of 73 bits, in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    let code = '';
    while (code.length < LENGTH) for (const byte of randomBytes(32)) if (byte < 240 && code.length < LENGTH) code += SIGNS.charAt(byte % SIGNS.length);
    return code.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** Hash of a recovery code however it was typed: case, hyphens and spaces do not count. Its 73 random bits need no slow hash. */
export function hashOfRecoveryCode(code: string): Buffer {
  return createHash('sha256').update(code.toUpperCase().replace(/[^A-Z0-9]/g, '')).digest();
}

/** A QR code as one SVG path on a square of `size` units, quiet zone included; drawn on the server, without inline styles. */
export function qrPath(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const rows = data.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
  const path = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)).join('');
  return { size, path };
}

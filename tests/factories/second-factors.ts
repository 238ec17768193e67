import { newFactorSecret } from '#app/auth/second-factor.ts';
import { encryptText } from '#app/config/keys.ts';
import { TOTP, Secret } from 'otpauth';
import type { Owner } from './owner.ts';
import type { Person } from './people.ts';

/** The code that an app with this secret shows at a moment. */
export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** A code that never was right around a moment. */
export function wrongCodeAt(secret: string, at: Date): string {
  const near = new Set([-60, -30, 0, 30, 60].map((seconds) => codeAt(secret, new Date(at.getTime() + seconds * 1000))));
  return ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !near.has(code)) ?? '777777';
}

/** Gives a person a second factor that is in force, and returns its secret. */
export async function withSecondFactor(owner: Owner, { userId }: Person): Promise<string> {
  const secret = newFactorSecret();
  const { keyId, content } = encryptText(secret);
  await owner('update app_user set totp_secret = $2, totp_key_id = $3, totp_confirmed_at = now(), totp_last_step = null where id = $1', [userId, content, keyId]);
  return secret;
}

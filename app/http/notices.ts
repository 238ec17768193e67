import { z } from 'zod';
import { isLocale } from '#app/i18n/locale.ts';
import { redirect } from './framework.ts';
import type { MessageId } from '#app/i18n/message-ids.ts';

const COOKIE = 'notice';
const shape = z.object({ id: z.string().max(120).regex(/^[\w.-]+$/), values: z.record(z.string(), z.union([z.string(), z.number()])) });

export type Flash = z.infer<typeof shape>;

/** Answers a successful POST: 303 to a page that says what was done. */
export function redirectWithNotice(path: string, id: MessageId, values: Record<string, string | number> = {}): Response {
  const content = Buffer.from(JSON.stringify({ id, values })).toString('base64url');
  return redirect(path, { status: 303, headers: { 'Set-Cookie': `${COOKIE}=${content}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60` } });
}

/** What the last action has to say, from the cookie. */
export function readFlash(cookieHeader: string | null): Flash | null {
  const content = readCookie(cookieHeader, COOKIE);
  if (!content) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}

/** Header that takes the notice away once it was shown. */
export const CLEAR_FLASH = `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;

/** Value of one cookie. */
export function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return null;
}

/** Language chosen with the switch, if any. */
export function localeFromCookie(header: string | null) {
  const value = readCookie(header, 'lang');
  return isLocale(value) ? value : null;
}

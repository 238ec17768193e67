import type { Request, Response } from 'express';
import { findSession } from '#app/auth/session-store.ts';
import type { Config } from '#app/config/config.ts';
import type { Log } from '#app/config/log.ts';
import { standingOf } from '#app/domain/accounts/second-factor-policy.ts';
import { localeFromHeader, type Locale } from '#app/i18n/locale.ts';
import type { PortalContext, SignedIn } from './context.ts';
import { localeFromCookie } from './notices.ts';

/** Makes the context of one request. The session is read lazily and once, so that assets and the manifest cost nothing. */
export function makePortalContext(input: { request: Request; response: Response; requestId: string; nonce: string; isSecure: boolean; config: Config; log: Log }): PortalContext {
  const { request, response, requestId, config } = input;
  const cookies = request.headers.cookie ?? null;
  let session: Promise<SignedIn | null> | null = null;
  const found = () =>
    (session ??= findSession(cookies, input.isSecure).then((live) => {
      if (!live) return null;
      const { actor, row } = live;
      const { authLevel, hasFactor, isFresh } = row;
      return { actor, sessionId: row.publicId, email: row.email, authLevel, hasFactor, isFresh, standing: standingOf({ authLevel, hasFactor, duty: actor.duty, demo: config.demo }) };
    }));
  let locale: Promise<Locale> | null = null;
  return {
    requestId,
    nonce: input.nonce,
    receivedAt: new Date(),
    isSecure: input.isSecure,
    clientIp: request.ip ?? '',
    origin: config.publicOrigin ?? `${input.isSecure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`,
    demo: config.demo,
    isPageRequest: ['GET', 'HEAD'].includes(request.method) && (request.path.endsWith('.data') || (request.headers.accept ?? '').includes('text/html')),
    signedIn: () => found().then((person) => (person?.standing === 'open' ? person : null)),
    arriving: () => found().then((person) => (person?.standing === 'open' ? null : person)),
    locale: () => (locale ??= Promise.resolve(localeFromCookie(cookies)).then(async (chosen) => chosen ?? (await found())?.actor.locale ?? localeFromHeader(request.headers['accept-language'] ?? null))),
    setCookie: (header) => response.append('Set-Cookie', header),
    setHeader: (name, value) => response.setHeader(name, value),
    log: (level, message, fields) => input.log(level, message, { requestId, ...fields }),
  };
}

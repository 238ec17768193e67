import type { Actor } from '#app/domain/accounts/actor.ts';
import type { Standing } from '#app/domain/accounts/second-factor-policy.ts';
import type { Locale } from '#app/i18n/locale.ts';

/** The signed-in person and the session that proves it. */
export interface SignedIn {
  readonly actor: Actor;
  /** Public id of the session, never its secret. */
  readonly sessionId: string;
  readonly email: string;
  /** Whether the session opens pages, or what stands before that. */
  readonly standing: Standing;
  /** 2 once the session has shown a second factor. */
  readonly authLevel: number;
  readonly hasFactor: boolean;
  /** Whether a password or code was given within ten minutes. */
  readonly isFresh: boolean;
}

/** What the server hands to every loader and action; made once per request. */
export interface PortalContext {
  readonly requestId: string;
  readonly nonce: string;
  readonly receivedAt: Date;
  readonly isSecure: boolean;
  readonly clientIp: string;
  /** Origin under which the browser reaches us, for links in mails. */
  readonly origin: string;
  readonly demo: boolean;
  /** Whether a person is going to a page, by a link or inside the running page; false for forms, files and programs. */
  readonly isPageRequest: boolean;
  /** Language of this request: the person's own, the cookie, then Accept-Language. */
  locale(): Promise<Locale>;
  /** Whose session opens pages; read on first use and once only. */
  signedIn(): Promise<SignedIn | null>;
  /** Whose session lacks its second factor: for everything else its person is a visitor. */
  arriving(): Promise<SignedIn | null>;
  /** Adds a cookie to the response, whatever the route returns. */
  setCookie(header: string): void;
  /** Sets a header of the response, on error pages too. */
  setHeader(name: string, value: string): void;
  log(level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>): void;
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    portal: PortalContext;
  }
  interface Future {
    v3_singleFetch: true;
  }
}

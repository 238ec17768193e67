import { randomUUID } from 'node:crypto';
import type { ComponentProps, ReactNode } from 'react';
import type { ErrorBody } from '#app/http/errors.ts';
import { data, isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, usePageData, useRouteError, useRouteLoaderData } from '#app/http/framework.ts';
import { publicLoader } from '#app/http/guard.ts';
import { CLEAR_FLASH, readFlash } from '#app/http/notices.ts';
import { useNonce } from '#app/http/nonce.tsx';
import { loadMessages, translate } from '#app/i18n/catalogue.ts';
import { I18nProvider } from '#app/i18n/i18n.tsx';
import type { Locale } from '#app/i18n/locale.ts';
import { countUnread } from '#app/services/notices/list-notices.ts';
import { IdempotencyContext } from '#app/ui/kit/forms/form-context.tsx';
import { ErrorPage } from '#app/ui/pages/error-page.tsx';
import { SiteFrame } from '#app/ui/pages/site-frame.tsx';
import styles from '#app/ui/styles/index.css?url';

await loadMessages('kit', 'pages', 'errors');

export const loader = publicLoader({}, async ({ signedIn, locale, request, portal, ctx }) => {
  const flash = readFlash(request.headers.get('cookie'));
  return data(
    {
      locale,
      formSeed: randomUUID(),
      demo: portal.demo,
      actor: signedIn ? { name: signedIn.actor.name, role: signedIn.actor.role, duty: signedIn.actor.duty } : null,
      unread: signedIn ? await countUnread({ ...ctx, actor: signedIn.actor }) : 0,
      flash: flash ? translate(locale, flash.id, flash.values) : null,
    },
    flash ? { headers: { 'Set-Cookie': CLEAR_FLASH } } : {},
  );
});

/** Always: a refused form keeps its page, but what the action before it had to say must go, and the count of notices may change. */
export function shouldRevalidate(): boolean {
  return true;
}

export function links() {
  return [
    { rel: 'preload', href: '/fonts/portal-gothic-400-1.woff2', as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' as const },
    { rel: 'stylesheet', href: styles },
    { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  ];
}

interface RootData {
  readonly locale: Locale;
  readonly demo: boolean;
  readonly unread: number;
  readonly actor: ComponentProps<typeof SiteFrame>['actor'];
}

/** The document; also around errors, so it may not count on the loader's data. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  // Outside of an error boundary the hook gives null, not undefined.
  const error = useRouteError() ?? null;
  const root = useRouteLoaderData('root') as RootData | undefined;
  const locale = root?.locale ?? (typeof document === 'undefined' ? 'ko' : document.documentElement.lang === 'en' ? 'en' : 'ko');
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        {error === null ? <Meta /> : <title>{translate(locale, `errors.${errorCode(error)}.title`)}</title>}
        <Links />
      </head>
      <body>
        <I18nProvider locale={locale}>{children}</I18nProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const { actor, demo, unread, flash, formSeed } = usePageData<typeof loader>();
  return (
    <SiteFrame actor={actor} demo={demo} unread={unread} flash={flash}>
      <IdempotencyContext.Provider value={formSeed}>
        <Outlet />
      </IdempotencyContext.Provider>
    </SiteFrame>
  );
}

function errorCode(error: unknown): string {
  const body = isRouteErrorResponse(error) ? (error.data as Partial<ErrorBody> | null) : null;
  return body?.code ?? (isRouteErrorResponse(error) && error.status === 404 ? 'not_found' : 'unexpected');
}

export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData('root') as RootData | undefined;
  const body = isRouteErrorResponse(error) ? (error.data as Partial<ErrorBody> | null) : null;
  return (
    <SiteFrame actor={root?.actor ?? null} demo={root?.demo ?? false} unread={root?.unread ?? 0} flash={null}>
      <ErrorPage code={errorCode(error)} requestId={body?.requestId ?? ''} />
    </SiteFrame>
  );
}

import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js';
import { I18nProvider } from '#app/i18n/i18n.tsx';

/** Server markup of one element inside a router and a language. */
export function markup(element: ReactElement, locale: 'ko' | 'en' = 'ko'): string {
  const page = <I18nProvider locale={locale}>{element}</I18nProvider>;
  const route = { id: 'page', path: '/', element: page };
  const context = {
    basename: '/',
    location: { pathname: '/', search: '', hash: '', state: null, key: 'default' },
    matches: [{ params: {}, pathname: '/', pathnameBase: '/', route }],
    loaderData: {},
    actionData: null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
    activeDeferreds: null,
  };
  return renderToStaticMarkup(<StaticRouterProvider router={createStaticRouter([route], context)} context={context} hydrate={false} />);
}

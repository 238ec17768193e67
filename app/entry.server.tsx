import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { NonceContext } from './http/nonce.tsx';
import { withoutNulBytes } from './http/nul-bytes.ts';

export { makePortalContext } from './http/request.ts';
export { readiness } from './services/reports/readiness.ts';
export { startWorker } from './jobs/worker.ts';
export { seedDemo } from './services/demo/seed-demo.ts';

export const streamTimeout = 8_000;

/** Renders a page; people get the shell as soon as it is ready, robots the whole. */
export default function handleRequest(request: Request, status: number, headers: Headers, remixContext: EntryContext, loadContext: AppLoadContext): Promise<Response> {
  const { nonce, log } = loadContext.portal;
  const whole = isbot(request.headers.get('user-agent') ?? '');
  return new Promise((resolve, reject) => {
    let shellSent = false;
    const respond = () => {
      shellSent = true;
      const body = withoutNulBytes();
      headers.set('Content-Type', 'text/html; charset=utf-8');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
      pipe(body);
    };
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        ...(whole ? { onAllReady: respond } : { onShellReady: respond }),
        onShellError: reject,
        onError(error) {
          failed = true;
          if (shellSent) log('error', 'rendering failed', { error: error instanceof Error ? error.message : 'unknown' });
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Unexpected errors of loaders and actions: the log gets the stack, the page only the reference number. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  context.portal.log('error', 'unexpected error', { path: new URL(request.url).pathname, error: error instanceof Error ? error.stack : String(error) });
}

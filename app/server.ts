import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compression from 'compression';
import { createRequestHandler } from '@remix-run/express';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Config } from './config/config.ts';
import type { Log } from './config/log.ts';
import { findFault, watchBody } from './http/arriving.ts';
import { isForeign } from './http/origin.ts';
import { securityHeaders } from './http/security-headers.ts';

const MAX_BODY_BYTES = 220 * 1024 * 1024;
const MAX_FORM_BYTES = 2 * 1024 * 1024;

/** What the built product hands to the server process; its modules live in the bundle, not here. */
export interface Product {
  makePortalContext(input: { request: Request; response: Response; requestId: string; nonce: string; isSecure: boolean; config: Config; log: Log }): AppLoadContext['portal'];
  readiness(): Promise<{ ready: boolean; checks: Record<string, boolean> }>;
  startWorker(options: { config: Config; log: Log; appUrl: string; baseUrl?: string }): Promise<{ stop(): Promise<void> }>;
  seedDemo(options: { now: Date; say(text: string): void; hashPassword(password: string): Promise<string> }): Promise<void>;
}

/** Loads the built product. */
export async function loadBuild(root: string): Promise<{ build: ServerBuild; product: Product }> {
  const file = join(root, 'build/server/index.js');
  if (!existsSync(file)) throw new Error('The product is not built: run npm run build.');
  const build = (await import(pathToFileURL(file).href)) as ServerBuild;
  return { build, product: build.entry.module as unknown as Product };
}

/** The web server: gate, headers, static files, then the pages. */
export function createWebServer(options: { root: string; build: ServerBuild | (() => Promise<ServerBuild>); attach?(app: express.Express): void; product: Product; config: Config; log: Log; isStopping(): boolean }): Server {
  const { root, build, product, config, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxyHops);
  app.set('query parser', 'simple');

  app.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  app.get('/readyz', (_request, response, next) => {
    product
      .readiness()
      .then(({ ready, checks }) => response.status(ready && !options.isStopping() ? 200 : 503).set('Cache-Control', 'no-store').json({ status: ready ? 'ready' : 'not ready', checks }))
      .catch(next);
  });

  app.use((request, response, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    response.locals['nonce'] = randomBytes(18).toString('base64');
    const isSecure = request.secure || config.publicOrigin?.startsWith('https:') === true;
    response.locals['isSecure'] = isSecure;
    response.set(securityHeaders({ nonce: response.locals['nonce'] as string, isSecure, development: config.environment === 'development' }));
    response.set('X-Request-Id', requestId);
    response.on('finish', () => log('info', 'request', { requestId, method: request.method, path: request.path, status: response.statusCode, ms: Math.round(performance.now() - started) }));
    next();
  });
  options.attach?.(app);
  app.use(compression());
  app.use('/assets', express.static(join(root, 'build/client/assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  app.use(express.static(join(root, 'build/client'), { maxAge: '1h', index: false }));

  app.use((request, response, next) => {
    response.set('Cache-Control', 'no-store');
    letAnswersReplaceHeaders(response);
    if (config.trustProxyHops === 0) delete request.headers['x-forwarded-host'];
    const fault = findFault(request);
    if (fault !== null) {
      if (fault === 405) response.set('Allow', 'GET, HEAD, POST');
      response.status(fault).type('text/plain').send('The request cannot be understood.\n요청을 이해할 수 없습니다.\n');
      return;
    }
    if (isForeign({ method: request.method, headers: request.headers, isSecure: response.locals['isSecure'] as boolean, peer: request.socket.remoteAddress ?? '' }, config.publicOrigin)) {
      log('warn', 'foreign origin refused', { requestId: response.locals['requestId'], path: request.path });
      response.status(403).type('text/plain').send('This request did not come from a page of the portal.\n이 요청은 포털 화면에서 온 것이 아니므로 받지 않았습니다.\n');
      return;
    }
    const length = Number(request.headers['content-length'] ?? 0);
    const limit = request.is('multipart/form-data') ? MAX_BODY_BYTES : MAX_FORM_BYTES;
    const refuse = () => response.status(413).set('Connection', 'close').type('text/plain').send('The request is too large.\n보내신 내용이 너무 큽니다.\n');
    if (length > limit) {
      refuse();
      return;
    }
    watchBody(request, limit, () => {
      response.locals['refused'] = 413;
      if (!response.headersSent) refuse();
      response.once('finish', () => request.destroy());
    });
    next();
  });

  const handler = createRequestHandler({
    build,
    mode: config.environment === 'development' ? 'development' : 'production',
    getLoadContext: (request, response): AppLoadContext => ({
      portal: product.makePortalContext({
        request,
        response,
        requestId: response.locals['requestId'] as string,
        nonce: response.locals['nonce'] as string,
        isSecure: response.locals['isSecure'] as boolean,
        config,
        log,
      }),
    }),
  });
  app.all('*', (request, response, next) => void handler(request, response, next));

  app.use((error: Error & { status?: number }, _request: Request, response: Response, _next: NextFunction) => {
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    // Whoever was still reading a body that was refused finds it broken off, or its answer already sent.
    if (response.locals['refused'] !== undefined) log('info', 'request refused', { requestId: response.locals['requestId'], status: Number(response.locals['refused']) });
    else if (status === 500) log('error', 'request failed', { requestId: response.locals['requestId'], error: error.stack });
    if (response.headersSent) return void response.end();
    response.status(status).type('text/plain').send(`${status} ${String(response.locals['requestId'] ?? '')}\n`);
  });

  const server = createServer({ requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 }, app);
  return server;
}

/** Headers of which a page's own value replaces that of the server; the adapter adds each header, so both would be sent. */
const SINGLE = new Set(['cache-control', 'x-content-type-options', 'cross-origin-resource-policy', 'referrer-policy']);

function letAnswersReplaceHeaders(response: Response): void {
  const append = response.append.bind(response);
  response.append = (name, value) => (SINGLE.has(name.toLowerCase()) && value !== undefined ? response.set(name, value) : append(name, value));
}

import { Agent, request as sendRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import { afterAll, beforeAll } from 'vitest';
import { openSession } from '#app/auth/session-store.ts';
import { getConfig, setConfig, type Config } from '#app/config/config.ts';
import { createWebServer, loadBuild } from '#app/server.ts';
import { projectRoot } from './project.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>> | FormData;

export interface AskOptions {
  /** The Cookie header, as `signedInAs` returns it. */
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** What came back, read to its end; redirects are not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly location: string | null;
  /** Set-Cookie headers, one entry each. */
  readonly cookies: readonly string[];
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The built product behind its real web server, on a free port of this process. */
export interface Portal {
  readonly origin: string;
  readonly port: number;
  readonly build: ServerBuild;
  readonly log: LogLine[];
  get(path: string, options?: AskOptions): Promise<Answer>;
  /** Posts a form as a page of the portal does; `Origin` and `Sec-Fetch-Site` may be overridden. */
  post(path: string, fields: Fields, options?: AskOptions): Promise<Answer>;
  /** Sends exactly these headers and this body, beside Host. */
  send(method: string, path: string, options?: AskOptions & { readonly body?: string | Buffer; readonly chunked?: boolean }): Promise<Answer>;
  /** A Cookie header of a fresh session that has shown its second factor; the session really is in the database. */
  signedInAs(person: { readonly userId: string }, options?: { readonly isSecure?: boolean }): Promise<string>;
  /** Stack or message of the last unexpected error, for a readable failure. */
  lastError(): string;
}

interface Running {
  readonly server: Server;
  readonly agent: Agent;
  readonly portal: Portal;
}

/** The Cookie header for a Set-Cookie header. */
export function cookieOf(setCookie: string): string {
  return setCookie.split(';')[0] ?? '';
}

/** Starts the built product with the test file's database and configuration, some settings changed. */
export async function startPortal(changes: Partial<Config> = {}): Promise<Running> {
  const { build, product } = await loadBuild(projectRoot);
  const config = { ...getConfig(), ...changes };
  if (Object.keys(changes).length > 0) setConfig(config);
  const log: LogLine[] = [];
  const server = createWebServer({ root: projectRoot, build, product, config, log: (level, message, fields = {}) => void log.push({ level, message, fields }), isStopping: () => false });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const origin = `http://127.0.0.1:${port}`;

  const send: Portal['send'] = (method, path, options = {}) =>
    new Promise((resolve, reject) => {
      const headers: Record<string, string | string[]> = Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
      if (options.cookie) headers['cookie'] = options.cookie;
      if (options.body !== undefined && !options.chunked) headers['content-length'] = String(Buffer.byteLength(options.body));
      const asking = sendRequest({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
            location: response.headers.location ?? null,
            cookies: response.headers['set-cookie'] ?? [],
          }),
        );
      });
      asking.on('error', reject);
      asking.end(options.body);
    });

  const portal: Portal = {
    origin,
    port,
    build,
    log,
    send,
    get: (path, options = {}) => send('GET', path, { ...options, headers: { accept: 'text/html', ...options.headers } }),
    post: async (path, fields, options = {}) => {
      const { body, type } = await encode(fields);
      return send('POST', path, { ...options, body, headers: { accept: 'text/html', 'content-type': type, origin, 'sec-fetch-site': 'same-origin', ...options.headers } });
    },
    signedInAs: async ({ userId }, { isSecure = false } = {}) =>
      cookieOf(await openSession({ userId, authLevel: 2, isSecure, ip: null, userAgent: 'test', previousCookies: null })),
    lastError: () => {
      const line = log.findLast(({ level }) => level === 'error');
      return line ? `${line.message}: ${String(line.fields['error'] ?? JSON.stringify(line.fields))}` : 'no error in the log';
    },
  };
  return { server, agent, portal };
}

/** Stops a server of `startPortal`. */
export async function stopPortal({ server, agent }: Running): Promise<void> {
  agent.destroy();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/**
 * Gives the calling test file one running product; call it after `useDatabase()`. Its members are readable from
 * `beforeAll` hooks on. Without a build it fails with a sentence that says so.
 */
export function usePortal(changes: Partial<Config> = {}): Portal {
  let running: Running | null = null;
  beforeAll(async () => {
    running = await startPortal(changes);
  });
  afterAll(async () => {
    if (running) await stopPortal(running);
  });
  const opened = (): Portal => {
    if (!running) throw new Error('The portal of this file starts in beforeAll; use it inside a hook or a test.');
    return running.portal;
  };
  return {
    get origin() {
      return opened().origin;
    },
    get port() {
      return opened().port;
    },
    get build() {
      return opened().build;
    },
    get log() {
      return opened().log;
    },
    get: (...args) => opened().get(...args),
    post: (...args) => opened().post(...args),
    send: (...args) => opened().send(...args),
    signedInAs: (...args) => opened().signedInAs(...args),
    lastError: () => opened().lastError(),
  };
}

async function encode(fields: Fields): Promise<{ body: string | Buffer; type: string }> {
  if (fields instanceof FormData) {
    const response = new Response(fields);
    return { body: Buffer.from(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' };
  }
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string]) body.append(name, one);
  return { body: body.toString(), type: 'application/x-www-form-urlencoded' };
}

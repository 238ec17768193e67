import type { Express } from 'express';
import type { ServerBuild } from '@remix-run/node';
import type { Product } from './server.ts';

/** Vite in front of the product while developing: pages reload on change, the server modules are read anew on each request. */
export async function openDevBuild(root: string): Promise<{ build: () => Promise<ServerBuild>; product: Product; attach(app: Express): void; close(): Promise<void> }> {
  const { createServer } = await import('vite');
  const vite = await createServer({ root, server: { middlewareMode: true }, appType: 'custom' });
  const build = async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild;
  const first = await build();
  return { build, product: first.entry.module as unknown as Product, attach: (app) => void app.use(vite.middlewares), close: () => vite.close() };
}

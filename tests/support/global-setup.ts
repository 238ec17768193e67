import type { TestProject } from 'vitest/node';
import { startTestServer } from './database-server.ts';
import { buildTemplate } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    template: string;
  }
}

/** Starts one PostgreSQL for the run and builds the template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  try {
    project.provide('template', await buildTemplate(server.adminUrl));
    project.provide('adminUrl', server.adminUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

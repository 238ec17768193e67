import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#tests/support/project.ts';

/** Strings that survive minification, one per package that must stay on the server. */
const marks: Record<string, string> = {
  '@node-rs/argon2': '@node-rs/argon2',
  exceljs: 'xl/worksheets',
  flydrive: 'E_CANNOT_WRITE_FILE',
  kysely: 'SelectQueryNode',
  lucia: 'auth_session',
  nodemailer: 'Nodemailer',
  pg: 'SASL: SCRAM-SERVER-FIRST-MESSAGE',
  'pg-boss': 'pgboss',
  pino: 'pino-pretty',
  zod: '_zod',
};

const assets = join(projectRoot, 'build/client/assets');

function codeBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : codeBelow(path);
    return /\.[cm]?js$/.test(entry.name) ? [path] : [];
  });
}

describe('the scripts that the browser gets', () => {
  test('contain no package of the server', () => {
    if (!existsSync(assets)) throw new Error('There is no build to look at: run `npm run build` first.');
    const found = codeBelow(assets).flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      return Object.entries(marks).flatMap(([name, mark]) => (text.includes(mark) ? [`${path.slice(assets.length + 1)} contains ${name}`] : []));
    });
    expect(found).toEqual([]);
  });

  test.each(Object.entries(marks))('would be recognised if they contained %s', (name, mark) => {
    const code = codeBelow(join(projectRoot, 'node_modules', name));
    expect(code.some((path) => readFileSync(path, 'utf8').includes(mark))).toBe(true);
  });
});

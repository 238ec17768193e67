import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countLines, listCode, listFiles, listTracked } from '#tests/support/source-files.ts';
import { projectRoot } from '#tests/support/project.ts';

const topFolders = ['app', 'db', 'emails', 'public', 'tests'];
const topFiles = [
  'Dockerfile', 'README.md', 'docker-compose.yml', 'eslint.config.js', 'package-lock.json', 'package.json',
  'playwright.config.ts', 'tsconfig.json', 'vite.config.ts', 'vitest.config.ts',
];
const appFolders = ['auth', 'config', 'domain', 'http', 'i18n', 'jobs', 'routes', 'services', 'ui'];
const meaningless = /(^|\/)(utils?|helpers?|misc|common|shared|managers?|data|info|lib|stuff)(\/|\.tsx?$)/;
const generated = /types\.gen\.ts$|\/migrations\/|\/seeds\/|\/i18n\/messages\//;

const foldersOf = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

describe('the house', () => {
  test('has nothing at its top but the named folders and files', () => {
    const strangers = [...new Set(listTracked().map((path) => path.split('/')[0] ?? path))].filter(
      (name) => !name.startsWith('.') && !topFolders.includes(name) && !topFiles.includes(name),
    );
    expect(strangers).toEqual([]);
  });

  test('has only the known layers in app/', () => {
    expect(foldersOf('app').filter((name) => !appFolders.includes(name))).toEqual([]);
  });

  test('opens each room with a README of at most 15 lines', () => {
    const rooms = [...foldersOf('app').map((name) => `app/${name}`), 'db', 'emails', 'tests'];
    const files = new Set(listFiles('.', ['.md']));
    const problems = rooms.flatMap((room) => {
      const readme = `${room}/README.md`;
      if (!files.has(readme)) return [`${readme} is missing`];
      return countLines(readme) > 15 ? [`${readme} has ${countLines(readme)} lines`] : [];
    });
    expect(problems).toEqual([]);
  });

  test('has no rooms without a meaning', () => {
    expect(listTracked().filter((path) => /^(app|db|emails|tests)\//.test(path) && meaningless.test(path))).toEqual([]);
  });

  test('names its files in kebab-case', () => {
    const wrong = listCode('app', 'db', 'emails', 'tests').filter((path) => {
      if (path.startsWith('app/routes/')) return false; // URLs: dots, dollars and underscores have a meaning there
      return !/^(\d{8}T\d{4}-)?[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(path.split('/').at(-1) ?? '');
    });
    expect(wrong).toEqual([]);
  });

  test('keeps files short enough to read at one go', () => {
    const long = listCode('app', 'db', 'emails', 'tests').flatMap((path) => {
      if (generated.test(path)) return [];
      const limit = path.startsWith('app/routes/') ? 120 : 250;
      const lines = countLines(path);
      return lines > limit ? [`${path}: ${lines} lines (limit ${limit})`] : [];
    });
    expect(long).toEqual([]);
  });
});

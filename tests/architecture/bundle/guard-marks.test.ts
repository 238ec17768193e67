import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { projectRoot } from '#tests/support/project.ts';

interface Build {
  readonly routes: Record<string, { readonly module: { readonly loader?: object; readonly action?: object } }>;
}

const guard = Symbol.for('portal.guard');

test('every loader and action of the built server carries the mark of the guard', async () => {
  const file = join(projectRoot, 'build/server/index.js');
  if (!existsSync(file)) throw new Error('There is no build to look at: run `npm run build` first.');
  const build = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Build;
  const doors = Object.entries(build.routes).flatMap(([id, { module }]) =>
    (['loader', 'action'] as const).flatMap((name) => (module[name] ? [{ door: `${id} ${name}`, marked: guard in module[name] }] : [])),
  );
  expect(doors.length).toBeGreaterThan(0);
  expect(doors.filter(({ marked }) => !marked).map(({ door }) => door)).toEqual([]);
});

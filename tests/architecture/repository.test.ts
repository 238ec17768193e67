import { describe, expect, test } from 'vitest';
import { listCode, listTracked, readSource } from '#tests/support/source-files.ts';

const textual = /\.(ts|tsx|js|cjs|mjs|json|md|css|sql|ya?ml|sh|txt|html|svg|webmanifest)$|(^|\/)(run|Dockerfile|\.[a-z]+)$/;

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const matchesOf = (paths: readonly string[], pattern: RegExp): string[] =>
  paths.flatMap((path) =>
    readSource(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [])),
  );

describe('the repository installs and reads the same everywhere', () => {
  const texts = listTracked().filter((path) => textual.test(path) && path !== 'package-lock.json' && !path.startsWith('tests/architecture/'));

  test('the lockfile carries no registry addresses', () => {
    const addresses = readSource('package-lock.json').split('\n').filter((line) => /"resolved":\s*"https?:/.test(line));
    expect(addresses).toEqual([]);
  });

  test('versions are exact', () => {
    const { dependencies, devDependencies } = JSON.parse(readSource('package.json')) as Manifest;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  test('no file names a path of one machine', () => {
    expect(matchesOf(texts, /(^|[\s"'`(=:])\/(home\/[a-z]|root\/|Users\/[A-Za-z]|work\/[a-z.])/)).toEqual([]);
  });

  test('nothing is left for later', () => {
    const code = listCode('app', 'db', 'emails');
    expect(matchesOf(code, /\b(TODO|FIXME)\b|[Nn]ot implemented|[Cc]oming soon|[Ll]orem ipsum/)).toEqual([]);
  });

  test('nobody leaves the type system by the back door', () => {
    expect(matchesOf(listCode('app', 'db', 'emails', 'tests').filter((path) => !path.endsWith('types.gen.ts') && !path.startsWith('tests/architecture/')), /@ts-(ignore|nocheck)|\bas any\b|:\s*any\b(?!')/)).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from './project.ts';

const notOurs = new Set(['node_modules', 'build', '.git', '.data', '.cache', 'test-results', 'playwright-report']);

/** Files below a folder of the project (paths from its top, with slashes), filtered by extension; none when the folder is missing. */
export function listFiles(folder: string, extensions?: readonly string[]): string[] {
  const start = join(projectRoot, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listFiles(path, extensions);
      return !extensions || extensions.includes(extname(entry.name)) ? [path] : [];
    })
    .sort();
}

/** TypeScript files of the given folders. */
export function listCode(...folders: string[]): string[] {
  return folders.flatMap((folder) => listFiles(folder, ['.ts', '.tsx']));
}

/** Files under version control; all files where there is no git (an unpacked archive). */
export function listTracked(): string[] {
  try {
    const output = execFileSync('git', ['ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const files = output.split('\0').filter((path) => path !== '' && existsSync(join(projectRoot, path)));
    if (files.length > 0) return files;
  } catch {
    // Fall through to the walk.
  }
  return listFiles('.');
}

/** Text of a file, by its path from the project's top. */
export function readSource(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** Number of lines of a file; a last line break does not count. */
export function countLines(path: string): number {
  return readSource(path).replace(/\n$/, '').split('\n').length;
}

const parsed = new Map<string, ts.SourceFile>();

/** Syntax tree of a TypeScript file, parsed once per run. */
export function parseSource(path: string): ts.SourceFile {
  let file = parsed.get(path);
  if (!file) {
    file = parseText(path, readSource(path));
    parsed.set(path, file);
  }
  return file;
}

/** Syntax tree of a text, for checks of the checks. */
export function parseText(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

/** Calls `visit` for a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readCatalogue } from '#tests/support/messages.ts';
import { listCode, parseSource, walk } from '#tests/support/source-files.ts';

const areaOf = new Map([...readCatalogue('ko').messages].map(([id, { area }]) => [id, area]));
const known = new Set(listCode('app'));
const serverExports = new Set(['loader', 'action', 'headers']);

interface Part {
  readonly imports: readonly string[];
  readonly areas: readonly string[];
  readonly ids: readonly string[];
}

const parts = new Map<string, Part>();

/** What one module brings to the browser: the parts of the interface it imports, the areas it loads, the messages it names. */
function read(path: string): Part {
  const before = parts.get(path);
  if (before) return before;
  const imports: string[] = [];
  const areas: string[] = [];
  const ids: string[] = [];
  for (const statement of parseSource(path).statements) {
    if (isServerOnly(statement)) continue;
    walk(statement, (node) => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.importClause?.isTypeOnly !== true) {
        const target = resolveImport(path, node.moduleSpecifier.text);
        if (target) imports.push(target);
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'loadMessages') {
        for (const argument of node.arguments) if (ts.isStringLiteral(argument)) areas.push(argument.text);
      } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        if (areaOf.has(node.text)) ids.push(node.text);
      }
    });
  }
  const part = { imports, areas, ids };
  parts.set(path, part);
  return part;
}

/** Loaders and actions are cut out of the browser's copy of a module. */
function isServerOnly(statement: ts.Statement): boolean {
  return (
    ts.isVariableStatement(statement) &&
    statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true &&
    statement.declarationList.declarations.every(({ name }) => ts.isIdentifier(name) && serverExports.has(name.text))
  );
}

/** Only pages and the pieces they are composed of are followed; domain and services hand texts over as data. */
function resolveImport(from: string, specifier: string): string | null {
  const path = specifier.startsWith('#app/') ? specifier.slice(1) : specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : null;
  return path !== null && known.has(path) && /^app\/(ui|routes)\//.test(path) ? path : null;
}

function closure(start: string): Part[] {
  const seen = new Set<string>();
  const queue = [start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    queue.push(...read(path).imports);
  }
  return [...seen].map(read);
}

const routes = [...known].filter((path) => /^app\/routes\/[^/]+\/route\.tsx$/.test(path));
const nameOf = (path: string): string => path.split('/')[2] ?? '';

test('every page loads the texts that it and its pieces show', () => {
  const problems = routes.flatMap((path) => {
    const own = closure(path);
    const around = routes.filter((other) => nameOf(path).startsWith(`${nameOf(other)}.`));
    const loaded = new Set([...own, ...around.flatMap(closure), ...closure('app/root.tsx')].flatMap((part) => part.areas));
    const missing = new Map(own.flatMap((part) => part.ids).flatMap((id) => (loaded.has(areaOf.get(id) ?? '') ? [] : [[areaOf.get(id) ?? '', id] as const])));
    return [...missing].map(([area, id]) => `${path}: loadMessages('${area}') is missing, for ${id}`);
  });
  expect(problems).toEqual([]);
});

test('every area that is loaded exists', () => {
  const areas = new Set(areaOf.values());
  const unknown = [...known].filter((path) => path.endsWith('.tsx')).flatMap((path) => read(path).areas.filter((area) => !areas.has(area)).map((area) => `${path}: ${area}`));
  expect(unknown).toEqual([]);
});

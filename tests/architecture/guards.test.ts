import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { listCode, parseSource, parseText } from '#tests/support/source-files.ts';

const makers = { loader: ['guardedLoader', 'publicLoader'], action: ['guardedAction', 'publicAction'] } as const;
const guardModule = /^#app\/http\/guard\.ts$/;
const privateAreas = /^app\/routes\/(firm|consultant|officer|parent|evaluator|auditor|admin|finance|worker)[./]/;

interface Finding {
  readonly exported: ReadonlyMap<string, string | null>;
  readonly problems: readonly string[];
}

/** Reads what a route module exports as loader and action, and by which maker from the guard each is made. */
function inspect(file: ts.SourceFile): Finding {
  const fromGuard = new Set<string>();
  const exported = new Map<string, string | null>();
  const problems: string[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier) && guardModule.test(statement.moduleSpecifier.text)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings)) {
        for (const element of bindings.elements) if (!element.propertyName) fromGuard.add(element.name.text);
      }
    }
    if (ts.isExportDeclaration(statement)) {
      if (!statement.exportClause) problems.push('re-exports everything of another module');
      else if (ts.isNamedExports(statement.exportClause)) {
        for (const element of statement.exportClause.elements) if (element.name.text in makers) exported.set(element.name.text, null);
      }
    }
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.name.text in makers) exported.set(statement.name.text, null);
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (!ts.isIdentifier(declaration.name)) {
        if (/\b(loader|action)\b/.test(declaration.name.getText(file))) problems.push('exports loader or action by destructuring');
        continue;
      }
      if (!(declaration.name.text in makers)) continue;
      const call = declaration.initializer;
      const maker = call && ts.isCallExpression(call) && ts.isIdentifier(call.expression) ? call.expression.text : null;
      exported.set(declaration.name.text, maker !== null && fromGuard.has(maker) ? maker : null);
    }
  }
  for (const [name, maker] of exported) {
    const allowed: readonly string[] = makers[name as keyof typeof makers];
    if (maker === null || !allowed.includes(maker)) problems.push(`${name} is not made directly by ${allowed.join(' or ')} of #app/http/guard.ts`);
  }
  return { exported, problems };
}

const isPage = (file: ts.SourceFile): boolean =>
  file.statements.some(
    (statement) =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) === true),
  );

const modules = [...listCode('app/routes').filter((path) => /\/route\.tsx?$/.test(path) || /^app\/routes\/[^/]+\.tsx?$/.test(path)), ...listCode('app').filter((path) => path === 'app/root.tsx')];

describe('every door of the product has a guard', () => {
  test('there are route modules to check', () => {
    expect(modules.length).toBeGreaterThan(0);
  });

  test('loaders and actions are made by the guard and by nothing else', () => {
    const offenders = modules.flatMap((path) => inspect(parseSource(path)).problems.map((problem) => `${path}: ${problem}`));
    expect(offenders).toEqual([]);
  });

  test('each page of a signed-in area is guarded itself, for a redirect in its parent protects nothing', () => {
    const offenders = modules.filter((path) => {
      if (!privateAreas.test(path)) return false;
      const { exported } = inspect(parseSource(path));
      const makersUsed = [...exported.values()];
      if (makersUsed.includes('publicLoader') || makersUsed.includes('publicAction')) return true;
      return isPage(parseSource(path)) && !exported.has('loader');
    });
    expect(offenders).toEqual([]);
  });
});

describe('the check itself', () => {
  const problemsOf = (text: string): readonly string[] => inspect(parseText('route.tsx', text)).problems;

  test('accepts a loader made by the guard', () => {
    expect(problemsOf(`import { guardedLoader } from '#app/http/guard.ts'; export const loader = guardedLoader({}, async () => ({}));`)).toEqual([]);
  });

  test.each([
    ['a plain function', `export async function loader() { return {}; }`],
    ['a plain arrow', `export const action = async () => null;`],
    ['a maker of the same name from elsewhere', `import { guardedLoader } from './mine.ts'; export const loader = guardedLoader({}, async () => ({}));`],
    ['a renamed import', `import { publicLoader as guardedLoader } from '#app/http/guard.ts'; export const loader = guardedLoader({}, async () => ({}));`],
    ['a list of exports', `import { guardedLoader } from '#app/http/guard.ts'; const loader = guardedLoader({}, async () => ({})); export { loader };`],
    ['another module passed through', `export * from '../other/route.tsx';`],
    ['an action made as a loader', `import { publicLoader } from '#app/http/guard.ts'; export const action = publicLoader({}, async () => ({}));`],
    ['a wrapped loader', `import { guardedLoader } from '#app/http/guard.ts'; export const loader = wrap(guardedLoader({}, async () => ({})));`],
    ['a destructured pair', `import { both } from '#app/http/guard.ts'; export const { loader, action } = both;`],
  ])('refuses %s', (_name, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  });
});

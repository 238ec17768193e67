import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import ts from 'typescript';
import { listCode, listFiles, parseSource, readSource, walk } from './source-files.ts';

export interface Catalogue {
  readonly locale: 'ko' | 'en';
  readonly messages: ReadonlyMap<string, { readonly area: string; readonly text: string }>;
  readonly duplicates: readonly string[];
}

/** All message files of one language together. */
export function readCatalogue(locale: 'ko' | 'en'): Catalogue {
  const folder = `app/i18n/messages/${locale}`;
  const messages = new Map<string, { area: string; text: string }>();
  const duplicates: string[] = [];
  for (const path of listFiles(folder, ['.json'])) {
    const area = path.slice(folder.length + 1, -'.json'.length);
    const keys = [...readSource(path).matchAll(/^\s*"([^"]+)"\s*:/gm)].map((match) => match[1] ?? '');
    duplicates.push(...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${path}: ${key}`));
    for (const [id, text] of Object.entries(JSON.parse(readSource(path)) as Record<string, string>)) {
      if (messages.has(id)) duplicates.push(`${path}: ${id}`);
      messages.set(id, { area, text });
    }
  }
  return { locale, messages, duplicates };
}

/** Names and kinds of the values a message takes, sorted; throws where the text is not valid ICU. */
export function argumentsOf(text: string): string[] {
  const found = new Set<string>();
  const visit = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens as unknown[]) {
      if (!Array.isArray(token)) continue;
      const [name, kind, choices] = token as [string, string?, unknown?];
      // plural and selectordinal need a number, select a word; a plain {name} may be the same value shown again
      found.add(kind === undefined ? name : `${name}:${kind}`);
      if (choices !== null && typeof choices === 'object') Object.values(choices).forEach(visit);
    }
  };
  visit(compileMessageOrThrow(text));
  // English often needs a plural where Korean shows the bare number: compare the names, keep the kind only for select
  return [...new Set([...found].map((entry) => entry.replace(/:(plural|selectordinal|number)$/, '')))].sort();
}

export interface Uses {
  /** Ids given literally to t(…), or written with values as `id|{…}`. */
  readonly asked: readonly { readonly id: string; readonly path: string }[];
  /** Every text that looks like an id, wherever it stands: labels and error ids are passed around before t() sees them. */
  readonly mentioned: ReadonlySet<string>;
  /** Ids built from a template: `errors.${code}` is the family with start "errors." */
  readonly families: readonly { readonly start: string; readonly end: string; readonly path: string }[];
}

const idLike = /^[a-z][\w-]*(\.[\w-]+)+(\||$)/i;

/** Reads which messages the code uses. */
export function findUses(): Uses {
  const asked: { id: string; path: string }[] = [];
  const mentioned = new Set<string>();
  const families: { start: string; end: string; path: string }[] = [];
  for (const path of listCode('app', 'db', 'emails')) {
    walk(parseSource(path), (node) => {
      if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        if (idLike.test(node.text)) mentioned.add(node.text.split('|')[0] ?? node.text);
      }
      if (ts.isTemplateExpression(node) && /^[a-z][\w-]*\./i.test(node.head.text) && !/[\s/<>:]/.test(node.head.text)) {
        if (node.head.text.includes('|')) {
          // `visits.hours_limit|${JSON.stringify(values)}`: the id is complete, values follow
          asked.push({ id: node.head.text.split('|')[0] ?? '', path });
          mentioned.add(node.head.text.split('|')[0] ?? '');
          return;
        }
        const end = (node.templateSpans.at(-1)?.literal.text ?? '').split('|')[0] ?? '';
        if (!/[\s/<>:]/.test(end)) families.push({ start: node.head.text, end, path });
      }
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        const [first] = node.arguments;
        for (const id of first ? literalsOf(first) : []) asked.push({ id, path });
      }
    });
  }
  return { asked, mentioned, families };
}

/** The ids an argument can be: a literal, or the two sides of `open ? 'a.b' : 'a.c'`. */
function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  return [];
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { isValidElement, type ReactElement, type ReactNode } from 'react';

const sketching = new AsyncLocalStorage<true>();

/**
 * Runs work whose documents are drawn as plain text: the same words line by line, without layout and embedded font.
 * Only for building demonstration content, where drawing some eighty documents would take most of the time.
 */
export function withSketches<T>(work: () => Promise<T>): Promise<T> {
  return sketching.run(true, work);
}

/** Whether documents of the present work are drawn as plain text. */
export function isSketching(): boolean {
  return sketching.getStore() === true;
}

const LINE_LENGTH = 46;
const LINES_PER_PAGE = 48;

/** The words of a document as a plain PDF. */
export function sketchPdf(document: ReactElement): Uint8Array {
  const lines = linesOf(document).flatMap(fold);
  const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / LINES_PER_PAGE)) }, (_, index) => lines.slice(index * LINES_PER_PAGE, (index + 1) * LINES_PER_PAGE));
  const kids = pages.map((_, index) => `${5 + index * 2} 0 R`).join(' ');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    // A Korean font that readers bring along; the text is UTF-16.
    '<</Type/Font/Subtype/Type0/BaseFont/HYGoThic-Medium/Encoding/UniKS-UTF16-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/HYGoThic-Medium/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/HYGoThic-Medium/Flags 4/FontBBox[-6 -145 1003 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>>>',
    ...pages.flatMap((page, index) => {
      const stream = `BT /F1 10 Tf 56 790 Td 15 TL ${page.map((line) => `<${hex(line)}> Tj T*`).join(' ')} ET`;
      return [`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${6 + index * 2} 0 R>>`, `<</Length ${stream.length}>>stream\n${stream}\nendstream`];
    }),
  ];
  let body = '%PDF-1.5\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return new Uint8Array(Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1'));
}

function hex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

function fold(line: string): string[] {
  const characters = [...line];
  return Array.from({ length: Math.max(1, Math.ceil(characters.length / LINE_LENGTH)) }, (_, index) => characters.slice(index * LINE_LENGTH, (index + 1) * LINE_LENGTH).join(''));
}

/** One line per text of the document, in order. */
function linesOf(node: ReactNode): string[] {
  if (Array.isArray(node)) return node.flatMap((child: ReactNode) => linesOf(child));
  if (!isValidElement(node)) return [];
  const { type, props } = node as ReactElement<{ children?: ReactNode }>;
  if (typeof type === 'function') return linesOf((type as (given: unknown) => ReactNode)(props));
  if (type !== 'TEXT') return linesOf(props.children);
  const text = wordsOf(props.children).replace(/\s+/gu, ' ').trim();
  return text === '' ? [] : [text];
}

function wordsOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map((child: ReactNode) => wordsOf(child)).join('');
  return isValidElement(node) ? wordsOf((node as ReactElement<{ children?: ReactNode }>).props.children) : '';
}

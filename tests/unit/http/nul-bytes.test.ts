import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { expect, test } from 'vitest';
import { withoutNulBytes } from '#app/http/nul-bytes.ts';

/** A long page whose letters of three bytes meet the ends of the renderer's buffer in every possible way. */
const page = createElement('main', null, ...Array.from({ length: 3_000 }, (_, index) => createElement('p', { key: index, title: 'x'.repeat(index % 7) }, '정밀한'.repeat((index % 5) + 1))));

async function render(through: NodeJS.ReadWriteStream): Promise<Buffer> {
  const read = buffer(through as unknown as AsyncIterable<Uint8Array>);
  renderToPipeableStream(page).pipe(through);
  return read;
}

test('a page with Korean text goes out without NUL bytes and otherwise unchanged', async () => {
  const raw = await render(new PassThrough());
  const clean = await render(withoutNulBytes());
  expect(clean.includes(0)).toBe(false);
  expect(clean.toString('utf8')).toBe(raw.toString('utf8').replaceAll('\0', ''));
  expect(clean.toString('utf8')).not.toContain('\ufffd');
});

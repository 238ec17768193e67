import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jpegSize, pngSize, scrubJpeg, scrubPng } from '#app/domain/documents/picture.ts';
import { findZipDirectory, isSafeZip, officeFormatOf, parseZipDirectory, zipLimits } from '#app/domain/documents/zip-directory.ts';
import { jpegWithNotes, pngWithNotes, zipOf } from '#tests/factories/files.ts';

function directoryOf(zip: Uint8Array) {
  const place = findZipDirectory(zip, zip.byteLength);
  return place && parseZipDirectory(zip.subarray(place.offset, place.offset + place.size), place.entries);
}

describe('containers of office files', () => {
  it.each([
    ['docx', ['[Content_Types].xml', 'word/document.xml']],
    ['xlsx', ['[Content_Types].xml', 'xl/workbook.xml']],
    ['hwpx', ['mimetype', 'Contents/header.xml']],
    [null, ['a.txt']],
  ] as const)('proves %s by its parts', (format, names) => {
    const directory = directoryOf(zipOf(names.map((name) => ({ name, content: 'x' }))));
    expect(directory && officeFormatOf(directory)).toBe(format);
  });

  it('refuses a container that unpacks to far more than it weighs', () => {
    const zip = zipOf([{ name: '[Content_Types].xml', content: 'x', claimedBytes: zipLimits.unpackedBytes + 1 }]);
    const directory = directoryOf(zip);
    expect(directory && isSafeZip(directory, zip.byteLength)).toBe(false);
  });

  it.each(['xl/vbaProject.bin', '../outside.xml', '/absolute.xml', 'word/run.exe'])('refuses a container with %s', (name) => {
    const zip = zipOf([{ name, content: 'x' }]);
    const directory = directoryOf(zip);
    expect(directory && isSafeZip(directory, zip.byteLength)).toBe(false);
  });

  it('refuses more parts than an office file has', () => {
    const zip = zipOf(Array.from({ length: zipLimits.entries + 1 }, (_, index) => ({ name: `p${index}`, content: '' })));
    const directory = directoryOf(zip);
    expect(directory && isSafeZip(directory, zip.byteLength)).toBe(false);
  });

  it('never throws on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        directoryOf(bytes);
      }),
    );
  });
});

describe('pictures', () => {
  it('drops place and texts of a JPEG but keeps its turn and size', () => {
    const picture = jpegWithNotes({ orientation: 6, width: 640, height: 480, note: 'GPS 37.5', tail: '<?php' });
    const clean = scrubJpeg(picture);
    expect(clean && jpegSize(clean)).toEqual({ width: 640, height: 480 });
    const text = Buffer.from(clean ?? []).toString('latin1');
    expect(text).not.toContain('GPS 37.5');
    expect(text).not.toContain('<?php');
    expect(text).toContain('Exif');
    expect(clean && scrubJpeg(clean)).toEqual(clean);
  });

  it('drops texts and the tail of a PNG', () => {
    const clean = scrubPng(pngWithNotes({ width: 3, height: 2, note: 'GPS 37.5', tail: '<script>' }));
    expect(clean && pngSize(clean)).toEqual({ width: 3, height: 2 });
    const text = Buffer.from(clean ?? []).toString('latin1');
    expect(text).not.toContain('GPS');
    expect(text).not.toContain('<script>');
  });

  it('finds nothing in damaged pictures', () => {
    const whole = pngWithNotes({ width: 3, height: 2, note: 'n', tail: '' });
    expect(scrubPng(whole.subarray(0, whole.byteLength - 6))).toBeNull();
    expect(scrubJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0xff]))).toBeNull();
  });

  it('never throws on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, ...bytes]);
        scrubJpeg(jpeg);
        jpegSize(jpeg);
        scrubPng(bytes);
        pngSize(bytes);
      }),
    );
  });
});

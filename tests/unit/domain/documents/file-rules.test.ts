import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition, downloadHeaders } from '#app/domain/documents/download-headers.ts';
import { findFileKind, hasSignature } from '#app/domain/documents/file-kind.ts';
import { isDisguisedName, parseFileName } from '#app/domain/documents/file-name.ts';

describe('kinds of file', () => {
  it.each([
    ['사업자등록증.PDF', 'pdf'],
    ['현장.jpeg', 'jpg'],
    ['계획서.hwp', 'hwp'],
    ['계획서.hwpx', 'hwpx'],
    ['예산.xlsx', 'xlsx'],
  ])('takes %s for %s', (name, format) => {
    expect(findFileKind(name)?.format).toBe(format);
  });

  it.each(['a.svg', 'a.html', 'a.zip', 'a.pdf.exe', 'a.xlsm', 'a', '.pdf.', 'a.'])('does not allow %s', (name) => {
    expect(findFileKind(name)).toBeNull();
  });

  it('demands the signature at the very beginning', () => {
    const pdf = new TextEncoder().encode('%PDF-1.7');
    expect(hasSignature(pdf, 'pdf')).toBe(true);
    expect(hasSignature(new TextEncoder().encode('<html>%PDF-1.7'), 'pdf')).toBe(false);
    expect(hasSignature(new Uint8Array(), 'png')).toBe(false);
  });
});

describe('names of files', () => {
  it.each([
    ['C:\\문서\\등록증.pdf', '등록증.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['등록증.pdf'.normalize('NFD'), '등록증.pdf'],
    ['  견적  서.pdf ', '견적 서.pdf'],
  ])('reads %j as %s', (raw, name) => {
    expect(parseFileName(raw)).toBe(name);
  });

  it.each(['', '..', ' . ', '/', '\u0000'])('finds no name in %j', (raw) => {
    expect(parseFileName(raw)).toBeNull();
  });

  it('recognises a name that hides its extension by a change of direction', () => {
    expect(isDisguisedName('invoice\u202efdp.exe')).toBe(true);
    expect(isDisguisedName('세금계산서.pdf')).toBe(false);
  });

  it('keeps the extension of a long name', () => {
    const name = parseFileName(`${'가'.repeat(300)}.pdf`);
    expect(name).toHaveLength(120);
    expect(name?.endsWith('.pdf')).toBe(true);
  });

  it('never lets a separator, a control character or a leading dot through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        const name = parseFileName(raw);
        // eslint-disable-next-line no-control-regex -- the property under test
        if (name !== null) expect(name).not.toMatch(/[\u0000-\u001f/\\]|^\./u);
      }),
    );
  });
});

describe('headers of a download', () => {
  it('sends Hangul names in both forms', () => {
    expect(contentDisposition('등록증 (1).pdf')).toBe(`attachment; filename="___ (1).pdf"; filename*=UTF-8''%EB%93%B1%EB%A1%9D%EC%A6%9D%20%281%29.pdf`);
  });

  it('stays one header line of ASCII for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(contentDisposition(name)).toMatch(/^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%!~._-]*$/u);
      }),
    );
  });

  it('forbids rendering and sniffing', () => {
    const headers = downloadHeaders({ fileName: 'a.pdf', mimeType: 'application/pdf', byteSize: 3 });
    expect(headers['X-Content-Type-Options']).toBe('nosniff');
    expect(headers['Content-Security-Policy']).toBe("sandbox; default-src 'none'");
    expect(headers['Content-Length']).toBe('3');
  });
});

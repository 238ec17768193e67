/**
 * Headers under which a stored file leaves the portal: never rendered in our origin, never sniffed, never cached
 * by others. The name goes out as RFC 6266 with the UTF-8 form of RFC 5987 for Hangul and an ASCII stand-in.
 */
export function downloadHeaders(file: { fileName: string; mimeType: string; byteSize: number }): Record<string, string> {
  return {
    'Content-Type': file.mimeType,
    'Content-Length': String(file.byteSize),
    'Content-Disposition': contentDisposition(file.fileName),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
  };
}

/** `attachment; filename="…"; filename*=UTF-8''…` with every character outside the grammar encoded. */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.normalize('NFC').replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/gu, '_');
  const encoded = encodeURIComponent(fileName.normalize('NFC').toWellFormed()).replace(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Width and height in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const PNG_KEEP = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'pHYs', 'sBIT', 'bKGD']);

/** Reads the size of a PNG; null when it does not begin with its header. */
export function pngSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.byteLength < 24 || typeAt(bytes, 12) !== 'IHDR') return null;
  const view = viewOf(bytes);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/**
 * A PNG without its notes (EXIF with the place, texts, times) and without anything behind its end, pixels untouched.
 * Null when it is damaged.
 */
export function scrubPng(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.byteLength; ) {
    const end = at + 12 + view.getUint32(at);
    const type = typeAt(bytes, at + 4);
    if (end > bytes.byteLength) return null;
    if (PNG_KEEP.has(type)) parts.push(bytes.subarray(at, end));
    if (type === 'IEND') return join(parts);
    at = end;
  }
  return null;
}

interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

/** Reads the size of a JPEG out of its frame header; null when there is none. */
export function jpegSize(bytes: Uint8Array): PictureSize | null {
  const frame = jpegSegments(bytes)?.segments.find(({ marker }) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
  if (!frame || frame.end - frame.start < 9) return null;
  const view = viewOf(bytes);
  return { height: view.getUint16(frame.start + 5), width: view.getUint16(frame.start + 7) };
}

/**
 * A JPEG without EXIF (place, device), texts and anything behind its end, pixels untouched. The turn of the camera
 * is kept in an EXIF block of its own, else pictures of a phone would lie on their side. Null when it is damaged.
 */
export function scrubJpeg(bytes: Uint8Array): Uint8Array | null {
  const read = jpegSegments(bytes);
  if (!read) return null;
  const end = endOfPicture(bytes, read.scanStart);
  if (end === null) return null;
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  const orientation = read.segments.map((segment) => exifOrientation(bytes, segment)).find((found) => found !== null) ?? 1;
  if (orientation !== 1) parts.push(orientationSegment(orientation));
  for (const { marker, start, end: stop } of read.segments) {
    if (!isNote(bytes, marker, start)) parts.push(bytes.subarray(start, stop));
  }
  parts.push(bytes.subarray(read.scanStart, end));
  return join(parts);
}

// Kept: the JFIF head, the colour profile and Adobe's colour mark; all other application blocks and comments go.
function isNote(bytes: Uint8Array, marker: number, start: number): boolean {
  if (marker === 0xfe) return true;
  if (marker < 0xe0 || marker > 0xef) return false;
  if (marker === 0xe2) return typeAt(bytes, start + 4) !== 'ICC_';
  return marker !== 0xe0 && marker !== 0xee;
}

/** Segments up to the first scan; `start` is the place of the 0xFF of the marker. */
function jpegSegments(bytes: Uint8Array): { segments: JpegSegment[]; scanStart: number } | null {
  const view = viewOf(bytes);
  const segments: JpegSegment[] = [];
  let at = 2;
  while (at + 4 <= bytes.byteLength) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda) return { segments, scanStart: at };
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.byteLength || end < at + 4) return null;
    segments.push({ marker, start: at, end });
    at = end;
  }
  return null;
}

// Walks from the first scan over further scans and their tables: scan data has no bare marker but restarts,
// while the tables between the scans of a progressive picture may hold any bytes and are skipped by length.
function endOfPicture(bytes: Uint8Array, scanStart: number): number | null {
  const view = viewOf(bytes);
  let at = scanStart;
  while (at + 2 <= bytes.byteLength) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0;
    if (marker === 0xd9) return at + 2;
    const isSegment = marker >= 0xc0 && !(marker >= 0xd0 && marker <= 0xd8) && marker !== 0xff;
    if (isSegment && at + 4 > bytes.byteLength) return null;
    at += isSegment ? 2 + view.getUint16(at + 2) : 1;
  }
  return null;
}

function exifOrientation(bytes: Uint8Array, { marker, start, end }: JpegSegment): number | null {
  if (marker !== 0xe1 || end - start < 20 || typeAt(bytes, start + 4) !== 'Exif') return null;
  const base = start + 10;
  const view = viewOf(bytes.subarray(base, end));
  const little = view.getUint16(0) === 0x4949;
  const table = view.getUint32(4, little);
  if (table + 2 > view.byteLength) return null;
  const count = view.getUint16(table, little);
  for (let index = 0; index < count; index += 1) {
    const entry = table + 2 + index * 12;
    if (entry + 12 > view.byteLength) return null;
    if (view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : null;
    }
  }
  return null;
}

function orientationSegment(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([0xff, 0xe1, 0, exif.length + 2, ...exif]);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function typeAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

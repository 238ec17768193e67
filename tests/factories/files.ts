import { crc32, deflateSync } from 'node:zlib';

export interface ZipPart {
  name: string;
  content: string;
  /** Size the table of contents claims; a zip bomb claims more than it holds. */
  claimedBytes?: number;
}

/** A stored (not packed) zip container. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const content = Buffer.from(part.content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(content.byteLength, 18);
    local.writeUInt32LE(content.byteLength, 22);
    local.writeUInt16LE(name.byteLength, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(crc32(content), 16);
    entry.writeUInt32LE(content.byteLength, 20);
    entry.writeUInt32LE(part.claimedBytes ?? content.byteLength, 24);
    entry.writeUInt16LE(name.byteLength, 28);
    entry.writeUInt32LE(offset, 42);
    files.push(local, name, content);
    directory.push(entry, name);
    offset += 30 + name.byteLength + content.byteLength;
  }
  const size = directory.reduce((sum, buffer) => sum + buffer.byteLength, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...files, ...directory, end]));
}

/** The smallest PDF that readers accept. */
export function pdfOf(text = 'portal'): Uint8Array {
  return new TextEncoder().encode(`%PDF-1.4\n%${text}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** An OLE container with the mark of a Hangul document. */
export function hwpOf(): Uint8Array {
  const bytes = Buffer.alloc(4096);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.write('HWP Document File', 2048, 'latin1');
  return new Uint8Array(bytes);
}

/** An office workbook reduced to the parts that prove it. */
export function xlsxOf(): Uint8Array {
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: 'xl/workbook.xml', content: '<workbook/>' },
  ]);
}

/** A picture with notes (as a camera writes them) and bytes behind its end. */
export function pngWithNotes(picture: { width: number; height: number; note: string; tail: string }): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = picture.width * picture.height > 1_000_000 ? Buffer.alloc(8) : Buffer.alloc((picture.width + 1) * picture.height);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      pngChunk('IHDR', header),
      pngChunk('tEXt', Buffer.from(`Comment\0${picture.note}`)),
      pngChunk('IDAT', deflateSync(pixels)),
      pngChunk('IEND', Buffer.alloc(0)),
      Buffer.from(picture.tail),
    ]),
  );
}

function pngChunk(type: string, content: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + content.byteLength);
  chunk.writeUInt32BE(content.byteLength, 0);
  chunk.write(type, 4, 'latin1');
  content.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + content.byteLength)), 8 + content.byteLength);
  return chunk;
}

/** The frame of a JPEG (no real pixels) with EXIF, a comment and bytes behind its end. */
export function jpegWithNotes(picture: { orientation: number; width: number; height: number; note: string; tail: string }): Uint8Array {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    Buffer.from('49492a0008000000', 'hex'),
    Buffer.from([1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, picture.orientation, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from(picture.note),
  ]);
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(picture.height, 1);
  frame.writeUInt16BE(picture.width, 3);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      jpegSegment(0xe0, Buffer.from('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0', 'latin1')),
      jpegSegment(0xe1, exif),
      jpegSegment(0xfe, Buffer.from(picture.note)),
      jpegSegment(0xc0, frame),
      jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])),
      Buffer.from([0x12, 0x34, 0xff, 0x00, 0x56]),
      Buffer.from([0xff, 0xd9]),
      Buffer.from(picture.tail),
    ]),
  );
}

function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.byteLength + 2, 2);
  return Buffer.concat([head, content]);
}

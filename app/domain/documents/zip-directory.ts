/** What the table of contents of a zip container says about it; read before anything is unpacked. */
export interface ZipDirectory {
  readonly names: readonly string[];
  readonly unpackedBytes: number;
  readonly encrypted: boolean;
}

/** Place of the table of contents inside the file. */
export interface ZipDirectoryPlace {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_SIZE = 22;

/** Bytes at the end of a file that are enough to find the table of contents. */
export const zipTailBytes = END_SIZE + 65_535;

/** Limits: an office file of 20 MB holds a few hundred parts; the rest is a bomb. */
export const zipLimits = { entries: 2_000, unpackedBytes: 300 * 1_048_576, directoryBytes: 2 * 1_048_576, ratio: 200 } as const;

/** Finds the end record in the last bytes of a file. Null when there is none or it is of the 64-bit form. */
export function findZipDirectory(tail: Uint8Array, fileBytes: number): ZipDirectoryPlace | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.byteLength - END_SIZE; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    const entries = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    // Another count per disk, the 64-bit form, or a directory outside the file: not written by an office program.
    if (view.getUint16(at + 8, true) !== entries || entries === 0xffff || offset + size > fileBytes) return null;
    return { offset, size, entries };
  }
  return null;
}

/** Reads the table of contents. Null when it is damaged or its count is wrong. */
export function parseZipDirectory(bytes: Uint8Array, entries: number): ZipDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: string[] = [];
  let unpackedBytes = 0;
  let encrypted = false;
  let at = 0;
  while (names.length < entries) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== ENTRY) return null;
    encrypted ||= (view.getUint16(at + 8, true) & 1) === 1;
    unpackedBytes += view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.byteLength) return null;
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)));
    at = next;
  }
  return { names, unpackedBytes, encrypted };
}

/** Whether the container is small enough to open, free of macros and of paths that leave it. */
export function isSafeZip(directory: ZipDirectory, packedBytes: number): boolean {
  if (directory.encrypted || directory.names.length > zipLimits.entries) return false;
  if (directory.unpackedBytes > zipLimits.unpackedBytes || directory.unpackedBytes > packedBytes * zipLimits.ratio) return false;
  return directory.names.every((name) => !/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:/iu.test(name) && !/vbaProject\.bin$|\.(exe|dll|js|vbs|bat|cmd|scr)$/iu.test(name));
}

/** The office format that the parts of a container prove; null for an ordinary archive. */
export function officeFormatOf(directory: ZipDirectory): 'docx' | 'xlsx' | 'hwpx' | null {
  const has = (name: string) => directory.names.includes(name);
  if (has('[Content_Types].xml') && has('word/document.xml')) return 'docx';
  if (has('[Content_Types].xml') && has('xl/workbook.xml')) return 'xlsx';
  if (has('mimetype') && (has('Contents/content.hpf') || has('Contents/header.xml'))) return 'hwpx';
  return null;
}

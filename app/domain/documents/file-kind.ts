/** How the content of a file proves its kind. */
export type FileSignature = 'pdf' | 'jpeg' | 'png' | 'cfb' | 'zip';

/** Formats that may be uploaded; everything else is refused, above all SVG, HTML, plain archives and programs. */
export type FileFormat = 'pdf' | 'jpg' | 'png' | 'hwp' | 'hwpx' | 'docx' | 'xlsx';

export interface FileKind {
  readonly format: FileFormat;
  readonly mimeType: string;
  readonly extensions: readonly string[];
  readonly signature: FileSignature;
  /** Bytes. */
  readonly maxBytes: number;
}

const MB = 1_048_576;

/** The allow-list; sizes from the security requirements (documents 20 MB, photos 15 MB). */
export const fileKinds: readonly FileKind[] = [
  { format: 'pdf', mimeType: 'application/pdf', extensions: ['pdf'], signature: 'pdf', maxBytes: 20 * MB },
  { format: 'jpg', mimeType: 'image/jpeg', extensions: ['jpg', 'jpeg'], signature: 'jpeg', maxBytes: 15 * MB },
  { format: 'png', mimeType: 'image/png', extensions: ['png'], signature: 'png', maxBytes: 15 * MB },
  { format: 'hwp', mimeType: 'application/x-hwp', extensions: ['hwp'], signature: 'cfb', maxBytes: 20 * MB },
  { format: 'hwpx', mimeType: 'application/hwp+zip', extensions: ['hwpx'], signature: 'zip', maxBytes: 20 * MB },
  { format: 'docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'], signature: 'zip', maxBytes: 20 * MB },
  { format: 'xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'], signature: 'zip', maxBytes: 20 * MB },
];

/** Limits of one request and of one application. */
export const uploadLimits = { filesPerRequest: 10, bytesPerRequest: 60 * MB, filesPerApplication: 30, bytesPerApplication: 200 * MB, imagePixels: 50_000_000 } as const;

/** Value of the `accept` attribute of a file field. */
export const acceptedFiles: string = fileKinds.flatMap((kind) => kind.extensions.map((extension) => `.${extension}`)).join(',');

/** Why a file was not taken; each has a text `documents.file.<reason>`. */
export type RefusalReason =
  | 'empty'
  | 'too_large'
  | 'type_not_allowed'
  | 'content_mismatch'
  | 'archive_unsafe'
  | 'image_too_large'
  | 'name_invalid'
  | 'broken'
  | 'infected'
  | 'too_many'
  | 'total_exceeded'
  | 'scan_unavailable';

/** The kind that a file name claims, by its last extension; null when it is not allowed. */
export function findFileKind(fileName: string): FileKind | null {
  const dot = fileName.lastIndexOf('.');
  if (dot < 0) return null;
  const extension = fileName.slice(dot + 1).toLowerCase();
  return fileKinds.find((kind) => kind.extensions.includes(extension)) ?? null;
}

const MAGIC: Readonly<Record<FileSignature, readonly number[]>> = {
  pdf: [0x25, 0x50, 0x44, 0x46, 0x2d],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  cfb: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  zip: [0x50, 0x4b, 0x03, 0x04],
};

/** Whether the first bytes are those of the signature, at offset 0 (a leading foreign byte is a polyglot). */
export function hasSignature(head: Uint8Array, signature: FileSignature): boolean {
  return MAGIC[signature].every((byte, index) => head[index] === byte);
}

/** Whether a kind may be shown inside a page; everything else is only downloaded. */
export function isPicture(mimeType: string): boolean {
  return mimeType === 'image/jpeg' || mimeType === 'image/png';
}

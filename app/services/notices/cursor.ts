import type { NoticeCursor } from '#db/queries/notices.ts';

/** Writes the place of a row as a token for the URL. */
export function writeCursor(row: { createdAt: Date; id: string }): string {
  return `${row.createdAt.getTime()}_${row.id}`;
}

/** Reads a token of writeCursor; anything else means the beginning. */
export function parseCursor(token: string | undefined): NoticeCursor | null {
  const match = /^(\d{12,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.exec(token ?? '');
  return match?.[1] && match[2] ? { createdAt: new Date(Number(match[1])), id: match[2] } : null;
}

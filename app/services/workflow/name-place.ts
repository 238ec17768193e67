import { AppError } from '#app/domain/errors.ts';

/** The place of a row in a list by name, as the next page asks for it. */
export interface NamePlace {
  readonly name: string;
  readonly id: string;
}

/** Writes the place after a row into an opaque text. */
export function writePlace({ name, id }: NamePlace): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** Reads a place back; null without one. Throws AppError invalid_input for a text that was not written by `writePlace`. */
export function readPlace(text: string | undefined): NamePlace | null {
  if (!text) return null;
  try {
    const [name, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return { name, id };
  } catch {
    // Falls through: a place that cannot be read is wrong input.
  }
  throw new AppError('invalid_input');
}

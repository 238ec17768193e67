import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import type { CaseBoundary, CaseFilter, CaseSort, CaseSortKey } from '#db/queries/case-list.ts';

/** Where a page begins, and on which side of that row it lies. */
export interface PagePlace {
  readonly boundary: CaseBoundary;
  readonly towards: 'next' | 'previous';
}

const shape = z.tuple([z.union([z.string().max(300), z.number().int()]), z.uuid(), z.enum(['n', 'p']), z.string().length(16)]);

const VALUE: Readonly<Record<CaseSortKey, z.ZodType<string | number>>> = {
  due: z.iso.date(),
  submitted: z.iso.datetime(),
  requested: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  firm: z.string().max(300),
  receipt: z.string().max(300),
  state: z.string().max(300),
  region: z.string().max(300),
};

function bindingOf(filter: CaseFilter, sort: CaseSort): string {
  const { today: _today, ...stable } = filter;
  return createHash('sha256').update(JSON.stringify([stable, sort])).digest('hex').slice(0, 16);
}

/** Writes the place of a page as opaque text that fits only this sort and these conditions. */
export function encodePlace(place: PagePlace, filter: CaseFilter, sort: CaseSort): string {
  const content = [place.boundary.value, place.boundary.id, place.towards === 'next' ? 'n' : 'p', bindingOf(filter, sort)];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Reads a place written by {@link encodePlace}. Throws AppError invalid_input for anything else, other conditions included. */
export function decodePlace(text: string, filter: CaseFilter, sort: CaseSort): PagePlace {
  try {
    const [value, id, towards, binding] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (binding !== bindingOf(filter, sort)) throw new AppError('invalid_input');
    return { boundary: { value: VALUE[sort.key].parse(value), id }, towards: towards === 'n' ? 'next' : 'previous' };
  } catch (error) {
    throw new AppError('invalid_input', { cause: error });
  }
}

import { z } from 'zod';
import { textSchema, type BilingualText } from '#app/domain/formats/text.ts';
import type { ConsentTextRow } from '#db/queries/programmes.ts';

/** The parts that the law asks of a consent notice, in the order in which they are read. */
export const consentParts = ['recipients', 'purpose', 'items', 'retention', 'refusal'] as const;
export type ConsentPart = (typeof consentParts)[number];

/** A consent text for reading: title and parts. */
export interface ConsentText {
  readonly id: string;
  readonly code: string;
  readonly version: string;
  readonly title: BilingualText;
  readonly isRequired: boolean;
  readonly parts: readonly { readonly part: ConsentPart; readonly text: BilingualText }[];
}

const bodySchema = z.looseObject(Object.fromEntries(consentParts.map((part) => [part, textSchema.optional()])));

/** Reads a stored text; a text without parts is shown whole as its purpose. */
export function readConsentText(row: ConsentTextRow): ConsentText {
  const { id, code, version, title, isRequired } = row;
  const whole = textSchema.safeParse(row.body);
  if (whole.success) return { id, code, version, title, isRequired, parts: [{ part: 'purpose', text: whole.data }] };
  const body = bodySchema.safeParse(row.body);
  const texts: Partial<Record<string, unknown>> = body.success ? body.data : {};
  const parts = consentParts.flatMap((part) => {
    const text = textSchema.safeParse(texts[part]);
    return text.success ? [{ part, text: text.data }] : [];
  });
  return { id, code, version, title, isRequired, parts };
}

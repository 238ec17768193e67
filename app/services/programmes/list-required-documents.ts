import { z } from 'zod';
import type { Context } from '#app/domain/accounts/context.ts';
import { textSchema, type BilingualText } from '#app/domain/formats/text.ts';
import { findDocumentChecklist } from '#db/queries/programmes.ts';
import { withActor } from '#db/transaction.ts';
import { findCall } from './call-year.ts';

const checklistSchema = z.looseObject({
  documents: z.array(z.looseObject({ kind: z.string(), name: textSchema, stage: z.string(), required: z.boolean(), validityDays: z.number().nullable().optional(), hint: textSchema.optional(), when: z.unknown().optional() })),
});

/** A paper that belongs to the application. */
export interface RequiredDocument {
  readonly kind: string;
  readonly name: BilingualText;
  readonly hint: BilingualText | null;
  readonly required: boolean;
  /** Days from issue in which it counts; null without limit. */
  readonly validityDays: number | null;
}

/** A paper of any step of a case. */
export interface StagedDocument extends RequiredDocument {
  /** Step of the case that asks for it. */
  readonly stage: string;
}

/** Reads the papers of all steps out of a stored checklist; an unreadable one gives none. Conditional ones are not required of everybody. */
export function readYearDocuments(content: unknown): StagedDocument[] {
  const parsed = checklistSchema.safeParse(content);
  if (!parsed.success) return [];
  return parsed.data.documents.map((document) => ({
    kind: document.kind,
    stage: document.stage,
    name: document.name,
    hint: document.hint ?? null,
    required: document.required && document.when === undefined,
    validityDays: document.validityDays ?? null,
  }));
}

/** Reads the papers of the application step out of a stored checklist; an unreadable one gives none. */
export function readApplicationDocuments(content: unknown): (RequiredDocument & { conditional: boolean })[] {
  const parsed = checklistSchema.safeParse(content);
  if (!parsed.success) return [];
  return parsed.data.documents
    .filter((document) => document.stage === 'application')
    .map((document) => ({ kind: document.kind, name: document.name, hint: document.hint ?? null, required: document.required, validityDays: document.validityDays ?? null, conditional: document.when !== undefined }));
}

/** Papers to prepare for the present call; `extra` names conditional ones that the person's answers make necessary. */
export async function listRequiredDocuments(ctx: Context, extra: readonly string[] = []): Promise<RequiredDocument[]> {
  return withActor(ctx, async (tx) => {
    const call = await findCall(tx, ctx.now);
    if (!call) return [];
    return readApplicationDocuments(await findDocumentChecklist(tx, call.year.id))
      .filter((document) => !document.conditional || extra.includes(document.kind))
      .map(({ conditional: _conditional, ...document }) => ({ ...document, required: document.required || extra.includes(document.kind) }));
  });
}

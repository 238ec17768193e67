import { createHash } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import type { AnswerValue } from '#app/domain/applications/answers.ts';
import { listQuestions } from '#app/domain/applications/question-set.ts';
import { insertApplicationVersion, type VersionFile } from '#db/queries/application-versions.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { requirementOf, type FirmDraft } from './firm-draft.ts';

/** Text of a JSON value with sorted keys, so that equal content has one hash. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}

/** SHA-256 over everything a version says. */
export function hashVersion(version: { applicationId: string; number: number; questionSetId: string; answers: Readonly<Record<string, AnswerValue>>; documents: readonly VersionFile[] }): Buffer {
  return createHash('sha256').update(canonicalJson(version)).digest();
}

/** Freezes answers and their files as the next version of an application. */
export async function freezeVersion(tx: ActorTx, ctx: Context, draft: FirmDraft, applicationId: string, answers: Readonly<Record<string, AnswerValue>>): Promise<{ versionId: string; number: number; hash: string }> {
  const attached = new Set(listQuestions(draft.set).filter((question) => question.kind === 'file' && answers[question.id]).map(requirementOf));
  const documents = draft.files
    .filter((file) => attached.has(file.requirement))
    .map(({ requirement, documentId, fileName, byteSize, sha256 }) => ({ requirement, documentId, fileName, byteSize, sha256 }));
  const content = { applicationId, number: (draft.versions[0]?.number ?? 0) + 1, questionSetId: draft.questionSetId, answers, documents };
  const hash = hashVersion(content);
  const id = uuidv7(ctx.now);
  await insertApplicationVersion(tx, { ...content, id, firmId: draft.firm.id, hash, at: ctx.now, by: ctx.actor.userId });
  return { versionId: id, number: content.number, hash: hash.toString('hex') };
}

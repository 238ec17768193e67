import { z } from 'zod';
import { createReadableStreamFromReadable } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { readDocument } from '#app/services/documents/read-document.ts';

const SIGNED_IN = ['firm', 'consultant', 'officer', 'parent', 'evaluator', 'auditor', 'admin'] as const;

/** One stored file for those who may read it; each download is noted. */
export const loader = guardedLoader({ roles: SIGNED_IN, params: z.object({ id: z.uuid() }), search: z.object({ reason: z.string().max(200).optional() }) }, async ({ ctx, params: { id }, search: { reason } }) => {
  const { content, headers } = await readDocument(ctx, id, reason ?? null);
  return new Response(createReadableStreamFromReadable(content), { headers });
});

import { z } from 'zod';
import { createReadableStreamFromReadable } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { readAgreementDocument } from '#app/services/grants/read-agreement-document.ts';

const search = z.object({ lang: z.enum(['signed', 'en']).optional() });

/** The document of a case's agreement: the original that is signed, the signed copy, or an English reading copy. */
export const loader = guardedLoader({ roles: ['officer', 'auditor'], params: z.object({ id: z.uuid() }), search }, async ({ ctx, params: { id }, search: { lang } }) => {
  const { content, headers } = await readAgreementDocument(ctx, id, lang ?? 'original');
  return new Response(createReadableStreamFromReadable(content), { headers });
});

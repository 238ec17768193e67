import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { createReadableStreamFromReadable } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { findOwnGrantCase } from '#app/services/grants/get-agreement-view.ts';
import { readAgreementDocument } from '#app/services/grants/read-agreement-document.ts';

const search = z.object({ lang: z.enum(['signed', 'en']).optional() });

/** The document of the own agreement: the original that is signed, the signed copy, or an English reading copy. */
export const loader = guardedLoader({ roles: ['firm'], search }, async ({ ctx, search: { lang } }) => {
  const applicationId = await findOwnGrantCase(ctx);
  if (!applicationId) throw new AppError('not_found');
  const { content, headers } = await readAgreementDocument(ctx, applicationId, lang ?? 'original');
  return new Response(createReadableStreamFromReadable(content), { headers });
});

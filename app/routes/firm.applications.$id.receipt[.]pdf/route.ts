import { z } from 'zod';
import { guardedLoader } from '#app/http/guard.ts';
import { makeReceipt } from '#app/services/applications/make-receipt.ts';

/** The receipt of the own application as PDF. */
export const loader = guardedLoader({ roles: ['firm', 'officer', 'auditor'], params: z.object({ id: z.uuid() }) }, async ({ ctx, params: { id }, locale }) => {
  const { content, headers } = await makeReceipt(ctx, id, { locale });
  return new Response(Buffer.from(content), { headers });
});

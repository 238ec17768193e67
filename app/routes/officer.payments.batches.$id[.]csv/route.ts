import { z } from 'zod';
import { contentDisposition } from '#app/domain/documents/download-headers.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { readBankFile } from '#app/services/grants/order-payment.ts';

/** The file for the bank, written from its rows each time; the hash in the header is the stored one. */
export const loader = guardedLoader({ duties: ['finance_officer'], params: z.object({ id: z.uuid() }), stepUp: { returnTo: paths.officerPayments() } }, async ({ ctx, params: { id } }) => {
  const file = await readBankFile(ctx, id);
  return new Response(file.content, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': contentDisposition(file.fileName),
      'X-Content-Hash': file.hash,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
});

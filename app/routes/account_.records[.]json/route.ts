import { ROLES } from '#app/domain/accounts/actor.ts';
import { contentDisposition } from '#app/domain/documents/download-headers.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { exportOwnRecords } from '#app/services/accounts/own-records.ts';

/** The own records as a file; asked for with a fresh proof, since it holds everything at once. */
export const loader = guardedLoader({ roles: ROLES, stepUp: { returnTo: paths.accountRecords() } }, async ({ ctx }) => {
  const file = await exportOwnRecords(ctx);
  return new Response(file.content, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': contentDisposition(file.fileName),
      'X-Content-Hash': file.hash,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
});

import { z } from 'zod';
import { publicLoader } from '#app/http/guard.ts';
import { getPublicOutcomes } from '#app/services/outcomes/get-public-outcomes.ts';
import { toOutcomesJson } from '#app/services/outcomes/outcomes-json.ts';

const search = z.object({ year: z.coerce.number().int().min(1).max(99).optional() });

export const loader = publicLoader({ search }, async ({ ctx, search: { year } }) =>
  Response.json(toOutcomesJson(await getPublicOutcomes(ctx, { year })), {
    headers: { 'Cache-Control': 'public, max-age=60', 'Access-Control-Allow-Origin': '*', 'X-Robots-Tag': 'noindex' },
  }),
);

import { z } from 'zod';

const assignmentId = z.uuid();

/** The answer to an offer as the form sends it. */
export const offerInputSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('accept'), assignmentId, noConflict: z.boolean().default(false) }),
  z.object({ intent: z.literal('decline'), assignmentId, code: z.string().max(20).optional().default(''), reason: z.string().trim().max(1000).optional().default('') }),
]);

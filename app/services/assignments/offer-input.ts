import { z } from 'zod';

const assignmentId = z.uuid();

const answers = [
  z.object({ intent: z.literal('accept'), assignmentId, noConflict: z.boolean().default(false) }),
  z.object({ intent: z.literal('decline'), assignmentId, code: z.string().max(20).optional().default(''), reason: z.string().trim().max(1000).optional().default('') }),
] as const;

/** The answer to an offer as the form sends it. */
export const offerInputSchema = z.discriminatedUnion('intent', [...answers]);

/** What a consultant sends from the page of a firm: the answer to an offer, or the note of a hand-over. */
export const firmInputSchema = z.discriminatedUnion('intent', [...answers, z.object({ intent: z.literal('handover_note'), assignmentId, note: z.string().trim().max(4000).optional().default('') })]);

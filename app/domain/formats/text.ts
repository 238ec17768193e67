import { z } from 'zod';

/** A text in both languages, as content rows and seeds carry it. */
export const textSchema = z.object({ ko: z.string().min(1), en: z.string().min(1) });

export type BilingualText = z.infer<typeof textSchema>;

import { z } from 'zod';
import { textSchema } from '../formats/text.ts';

const levelSchema = z.int().min(1).max(5);

/** Versioned content of the Standard Innovation Activity Roadmap. */
export const roadmapSchema = z.object({
  version: z.string().min(1),
  status: z.string(),
  levelNames: z.array(z.object({ level: levelSchema, ko: z.string(), en: z.string() })).length(5),
  areas: z
    .array(
      z.object({
        code: z.string().regex(/^A\d{1,2}$/),
        name: textSchema,
        weight: z.number().positive(),
        kpis: textSchema,
        evidenceExamples: textSchema,
        grounds: z.string(),
        levels: z.array(z.object({ level: levelSchema, descriptor: textSchema })).length(5),
        activities: z.array(z.object({ id: z.string(), from: levelSchema, to: levelSchema, title: textSchema })),
      }),
    )
    .min(1),
});

export type Roadmap = z.infer<typeof roadmapSchema>;

/** Reads stored roadmap content; throws ZodError when it is not complete. */
export function parseRoadmap(input: unknown): Roadmap {
  return roadmapSchema.parse(input);
}

import { createHash } from 'node:crypto';
import type { AssessmentFacts } from './assessment-facts.ts';

/** Writes a value as JSON with sorted keys, so that equal contents have equal hashes. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return `{${entries.sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** SHA-256 of a content in canonical form, hex. */
export function hashContent(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** What is frozen when both sides agree on a diagnosis: levels, evidence and targets of each area. */
export function hashAssessment({ assessment, answers }: Pick<AssessmentFacts, 'assessment' | 'answers'>): string {
  return hashContent({
    id: assessment.id,
    kind: assessment.kind,
    roadmapVersion: assessment.roadmapVersion,
    answers: [...answers]
      .sort((left, right) => (left.areaCode < right.areaCode ? -1 : 1))
      .map((answer) => ({
        area: answer.areaCode, own: answer.ownLevel, notApplicable: answer.isNotApplicable, evidence: answer.ownEvidence, document: answer.document?.id ?? null,
        confirmed: answer.confirmedLevel, note: answer.confirmedNote, grade: answer.evidenceGrade, target: answer.targetLevel, priority: answer.priority,
      })),
  });
}

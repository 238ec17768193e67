/** Why a KPI reading is not accepted; each has a text `outcomes.reading.reject.<code>`. */
export const READING_REJECTIONS = ['no_evidence', 'evidence_differs', 'wrong_scope', 'wrong_period', 'other'] as const;

/** One of the coded reasons. */
export type ReadingRejection = (typeof READING_REJECTIONS)[number];

import { text, type Text } from '#app/domain/workflow/machine.ts';

/** Why a consultant declines an offer. */
export const declineCodes = ['load', 'distance', 'skill', 'schedule', 'conflict'] as const;
export type DeclineCode = (typeof declineCodes)[number];

/** Words of each reason. */
export const DECLINE_LABELS: Readonly<Record<DeclineCode, Text>> = {
  load: text('담당 기업이 많음', 'Too many firms already'),
  distance: text('거리가 멂', 'Too far away'),
  skill: text('전문 분야가 다름', 'Outside my field'),
  schedule: text('일정이 맞지 않음', 'The dates do not fit'),
  conflict: text('이해관계가 있음', 'A conflict of interest'),
};

/** True for a text that names a reason. */
export function isDeclineCode(value: string | null): value is DeclineCode {
  return value !== null && (declineCodes as readonly string[]).includes(value);
}

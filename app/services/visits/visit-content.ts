import { createHash } from 'node:crypto';
import { isCivilDate } from '#app/domain/calendar/civil-date.ts';
import { fromSeoul } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage, type FieldErrors } from '#app/domain/errors.ts';
import { suggestManDays } from '#app/domain/visits/man-days.ts';
import { checkLoggedVisit, visitMinutes } from '#app/domain/visits/visit-rules.ts';
import type { CaseTask, VisitTaskRow } from '#db/queries/visit-parts.ts';
import type { Attendee, TouchedTask, VisitContent, VisitRow } from '#db/queries/visits.ts';
import type { KeptContent } from '#db/queries/visit-revisions.ts';

export const PLACE_KINDS = ['firm', 'remote', 'elsewhere'] as const;
export const VISIT_KINDS = ['diagnosis', 'coaching', 'equipment', 'closing', 'follow_up'] as const;

/** A visit log as typed: times of day in Seoul, people and promises one per line, days null for "from the duration". */
export interface TypedVisit {
  readonly visitOn: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly placeKind: (typeof PLACE_KINDS)[number];
  readonly placeText: string | null;
  readonly manDays: number | null;
  readonly kind: (typeof VISIT_KINDS)[number];
  readonly purpose: string;
  readonly attendees: string;
  readonly ceoPresent: boolean;
  readonly findings: string;
  readonly promises: string;
  readonly nextSteps: string | null;
  readonly nextVisitOn: string | null;
  readonly tasks: readonly { readonly id: string; readonly touched: boolean; readonly progress: number | null }[];
}

const FIELD_OF: Readonly<Record<string, string>> = {
  end_before_start: 'endTime',
  too_long: 'endTime',
  in_the_future: 'visitOn',
  half_day_steps: 'manDays',
  too_many_days: 'manDays',
};

/**
 * Turns what was typed into the content of a visit log. Throws AppError invalid_input with a message beside each field:
 * times that make no visit, a visit that is not over, days that do not fit the time, tasks of another plan.
 */
export function readVisit(typed: TypedVisit, tasks: readonly CaseTask[], now: Date): { content: VisitContent; tasks: TouchedTask[] } {
  const fields: FieldErrors = {};
  const refuse = (field: string, message: string) => (fields[field] ??= []).push(message);
  if (!isCivilDate(typed.visitOn)) throw new AppError('invalid_input', { fields: { visitOn: ['errors.field.date'] } });
  const startsAt = fromSeoul(typed.visitOn, typed.startTime);
  const endsAt = fromSeoul(typed.visitOn, typed.endTime);
  const manDays = typed.manDays ?? suggestManDays(visitMinutes({ startsAt, endsAt }));
  for (const issue of checkLoggedVisit({ startsAt, endsAt, manDays }, now)) refuse(FIELD_OF[issue.code] ?? 'visitOn', encodeMessage(issue.messageId, issue.params));
  if (startsAt.getTime() < now.getTime() - YEAR_MS) refuse('visitOn', 'visits.error.too_old');
  const attendees = readPeople(typed.attendees);
  if (attendees.length === 0) refuse('attendees', 'visits.error.need_people');
  if (typed.nextVisitOn !== null && typed.nextVisitOn <= typed.visitOn) refuse('nextVisitOn', 'visits.error.next_before_visit');
  if (typed.placeKind === 'elsewhere' && !typed.placeText) refuse('placeText', 'visits.error.place_missing');
  const known = new Set(tasks.map(({ id }) => id));
  const touched = typed.tasks.filter((task) => task.touched || task.progress !== null);
  if (touched.some((task) => !known.has(task.id))) refuse('tasks', 'visits.error.task_unknown');
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  return {
    content: {
      visitOn: typed.visitOn,
      startsAt,
      endsAt,
      placeKind: typed.placeKind,
      placeText: typed.placeText,
      manDaysHalf: Math.round(manDays * 2),
      kind: typed.kind,
      purpose: typed.purpose,
      attendees,
      ceoPresent: typed.ceoPresent,
      findings: typed.findings,
      promises: readLines(typed.promises),
      nextSteps: typed.nextSteps,
      nextVisitOn: typed.nextVisitOn,
    },
    tasks: touched.map((task) => ({ planTaskId: task.id, progressPercent: task.progress })),
  };
}

const YEAR_MS = 366 * 86_400_000;

/** Lines of a text without blanks and bullets, at most twenty. */
export function readLines(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^[\s\-*\u00b7\u2022]+/u, '').trim().slice(0, 300))
    .filter((line) => line !== '')
    .slice(0, 20);
}

/** People, one per line or between commas, the duty in brackets or behind a slash. */
export function readPeople(text: string): Attendee[] {
  return readLines(text.replace(/[,;\u3001]/gu, '\n')).map((line) => {
    const match = /^(.+?)\s*(?:\((.+)\)|\/\s*(.+))$/u.exec(line);
    const name = (match?.[1] ?? line).trim().slice(0, 80);
    const duty = (match?.[2] ?? match?.[3] ?? '').trim().slice(0, 80);
    return { name, duty: duty === '' ? null : duty };
  });
}

/** The content of a stored visit in the form in which revisions and hashes keep it. */
export function keepContent(visit: VisitRow, tasks: readonly VisitTaskRow[]): KeptContent {
  return {
    visitOn: visit.visitOn,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    placeKind: visit.placeKind,
    placeText: visit.placeText,
    manDaysHalf: visit.manDaysHalf,
    kind: visit.kind,
    purpose: visit.purpose,
    attendees: visit.attendees,
    ceoPresent: visit.ceoPresent,
    findings: visit.findings,
    promises: visit.promises,
    nextSteps: visit.nextSteps,
    nextVisitOn: visit.nextVisitOn,
    tasks: tasks.map(({ planTaskId, progressPercent }) => ({ planTaskId, progressPercent })),
  };
}

/** SHA-256 of the content a firm answers to. */
export function hashContent(content: KeptContent): Buffer {
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

import { z } from 'zod';
import { CANCEL_CODES } from '#app/domain/visits/planned-visit.ts';
import type { VisitProposal } from './plan-visit.ts';
import { PLACE_KINDS, VISIT_KINDS, type TypedVisit } from './visit-content.ts';

const time = z.string({ error: 'visits.error.need_time' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'visits.error.need_time' });
const text = (maximum: number) => z.string().trim().max(maximum);

/** Fields of a visit log as a form sends them. */
export const visitFields = {
  visitOn: z.iso.date({ error: 'visits.error.need_date' }),
  startTime: time,
  endTime: time,
  manDays: z.enum(['0.5', '1', '1.5', '2']).optional(),
  placeKind: z.enum(PLACE_KINDS),
  placeText: text(200).optional(),
  kind: z.enum(VISIT_KINDS),
  purpose: z.string({ error: 'visits.error.need_purpose' }).trim().min(1, { error: 'visits.error.need_purpose' }).max(300),
  attendees: z.string({ error: 'visits.error.need_people' }).trim().min(1, { error: 'visits.error.need_people' }).max(2_000),
  ceoPresent: z.enum(['yes', 'no'], { error: 'visits.error.need_ceo' }),
  findings: z.string({ error: 'visits.error.need_findings' }).trim().min(1, { error: 'visits.error.need_findings' }).max(4_000),
  promises: text(4_000).optional(),
  nextSteps: text(2_000).optional(),
  nextVisitOn: z.iso.date().optional(),
  tasks: z.array(z.object({ id: z.uuid(), touched: z.literal('on').optional(), progress: z.int().min(0).max(100).optional() })).max(60),
};

/** The form fields as the use-cases take them. */
export function typedVisit(input: z.output<z.ZodObject<typeof visitFields>>): TypedVisit {
  return {
    visitOn: input.visitOn,
    startTime: input.startTime,
    endTime: input.endTime,
    placeKind: input.placeKind,
    placeText: input.placeText || null,
    manDays: input.manDays ? Number(input.manDays) : null,
    kind: input.kind,
    purpose: input.purpose,
    attendees: input.attendees,
    ceoPresent: input.ceoPresent === 'yes',
    findings: input.findings,
    promises: input.promises ?? '',
    nextSteps: input.nextSteps || null,
    nextVisitOn: input.nextVisitOn ?? null,
    tasks: input.tasks.map((task) => ({ id: task.id, touched: task.touched === 'on', progress: task.progress ?? null })),
  };
}

const when = { visitOn: visitFields.visitOn, startTime: time, endTime: time };

/** Fields of a proposed visit as a form sends them. */
export const planInput = z.object({
  ...when,
  assignment: z.uuid(),
  placeKind: z.enum(PLACE_KINDS),
  placeText: text(200).optional(),
  kind: z.enum(VISIT_KINDS),
  purpose: visitFields.purpose,
  tasks: z.array(z.uuid()).max(60),
});

/** The proposal that the fields of a form make. */
export function typedPlan(input: z.output<typeof planInput>): VisitProposal {
  const { assignment, tasks, placeText, ...rest } = input;
  return { ...rest, assignmentId: assignment, placeText: placeText || null, taskIds: tasks };
}

const version = z.int().min(1);

/** What both sides do with a planned visit. */
export const agreeInput = z.object({ intent: z.literal('agree'), version });
export const moveInput = z.object({ intent: z.literal('move'), version, ...when });
export const cancelInput = z.object({ intent: z.literal('cancel'), version, code: z.enum(CANCEL_CODES, { error: 'visits.error.need_code' }), reason: z.string({ error: 'visits.error.need_cancel_reason' }).trim().min(1, { error: 'visits.error.need_cancel_reason' }).max(500) });
export const noShowInput = z.object({ intent: z.literal('no_show'), version, note: z.string({ error: 'visits.error.need_note' }).trim().min(1, { error: 'visits.error.need_note' }).max(1_000) });

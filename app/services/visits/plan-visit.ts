import type { Context } from '#app/domain/accounts/context.ts';
import { isCivilDate } from '#app/domain/calendar/civil-date.ts';
import { fromSeoul, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { AppError, encodeMessage, type FieldErrors } from '#app/domain/errors.ts';
import { suggestManDays } from '#app/domain/visits/man-days.ts';
import type { VisitSide } from '#app/domain/visits/planned-visit.ts';
import { canProposeVisit, sideOf } from '#app/domain/visits/visit-policy.ts';
import { checkPlannedVisit, visitMinutes, type VisitRange } from '#app/domain/visits/visit-rules.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { insertPlan } from '#db/queries/planned-visits.ts';
import { listManDays, lockDiary, replaceVisitTasks, type ManDayAssignment } from '#db/queries/visit-changes.ts';
import { listCaseTasks } from '#db/queries/visit-parts.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { tellOtherSide } from './tell-visit.ts';
import type { PLACE_KINDS, VISIT_KINDS } from './visit-content.ts';
import { assertFreeTime, explainOverlap, overBudget } from './visit-refusals.ts';

/** A visit as it is proposed: times of day in Seoul. */
export interface VisitProposal {
  readonly assignmentId: string;
  readonly visitOn: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly placeKind: (typeof PLACE_KINDS)[number];
  readonly placeText: string | null;
  readonly kind: (typeof VISIT_KINDS)[number];
  readonly purpose: string;
  readonly taskIds: readonly string[];
}

const FIELD_OF: Readonly<Record<string, string>> = { end_before_start: 'endTime', too_long: 'endTime', in_the_past: 'visitOn' };
const AHEAD_MS = 366 * 86_400_000;

/**
 * The firm or its consultant proposes a visit; the other side is asked to agree. Throws invalid_input beside the fields, overlap
 * when the consultant has given the time away, limit_exceeded beyond the agreed days, not_allowed without an active assignment.
 */
export async function planVisit(ctx: Context, given: VisitProposal): Promise<{ visitId: string }> {
  const range = readRange(given, ctx.now);
  try {
    return await withActor(ctx, (tx) => write(tx, ctx, given, range), { operation: 'visits.plan', content: given });
  } catch (error) {
    return explainOverlap(ctx, error, () => ({ consultantId: ctx.actor.consultantId ?? '', ...range, exceptId: null }));
  }
}

/** The times of a proposal. Throws invalid_input beside the fields for times that make no visit or lie in the past. */
export function readRange(given: { readonly visitOn: string; readonly startTime: string; readonly endTime: string }, now: Date): VisitRange {
  if (!isCivilDate(given.visitOn)) throw new AppError('invalid_input', { fields: { visitOn: ['errors.field.date'] } });
  const range = { startsAt: fromSeoul(given.visitOn, given.startTime), endsAt: fromSeoul(given.visitOn, given.endTime) };
  const fields: FieldErrors = {};
  for (const issue of checkPlannedVisit(range, now)) (fields[FIELD_OF[issue.code] ?? 'visitOn'] ??= []).push(encodeMessage(issue.messageId, issue.params));
  if (range.startsAt.getTime() > now.getTime() + AHEAD_MS) (fields['visitOn'] ??= []).push('visits.error.too_far');
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  return range;
}

async function write(tx: ActorTx, ctx: Context, given: VisitProposal, range: VisitRange): Promise<{ visitId: string }> {
  const { assignment, side } = await findPlannable(tx, ctx, given.assignmentId);
  assertAllowed(canProposeVisit(ctx.actor, { firmId: assignment.firmId, state: null, consultantId: assignment.consultantId, assignmentActive: true }));
  if (given.placeKind === 'elsewhere' && !given.placeText) throw new AppError('invalid_input', { fields: { placeText: ['visits.error.place_missing'] } });
  const known = new Set((await listCaseTasks(tx, assignment.applicationId)).map(({ id }) => id));
  if (given.taskIds.some((id) => !known.has(id))) throw new AppError('invalid_input', { fields: { taskIds: ['visits.error.task_unknown'] } });

  await lockDiary(tx, assignment.consultantId);
  await assertFreeTime(tx, { consultantId: assignment.consultantId, ...range, exceptId: null }, side === 'consultant');
  const [account] = await listManDays(tx, { applicationId: assignment.applicationId, consultantId: assignment.consultantId, activeOnly: true });
  const half = Math.round(suggestManDays(visitMinutes(range)) * 2);
  const left = account ? account.agreedHalf - account.usedHalf - account.plannedHalf : 0;
  if (half > left) throw overBudget(Math.max(0, left), 'endTime');

  const id = uuidv7(ctx.now);
  const subject = { id, applicationId: assignment.applicationId, firmId: assignment.firmId };
  await insertPlan(tx, {
    ...subject, ...range, assignmentId: assignment.id, consultantId: assignment.consultantId, visitOn: given.visitOn, placeKind: given.placeKind, placeText: given.placeText,
    manDaysHalf: half, kind: given.kind, purpose: given.purpose, side, by: ctx.actor.userId, at: ctx.now,
  });
  if (given.taskIds.length > 0) await addPlannedTasks(tx, subject, given.taskIds, side);
  await recordEvent(tx, ctx, {
    machine: 'visit', subjectType: 'visit', subjectId: id, applicationId: subject.applicationId, firmId: subject.firmId, action: 'propose', to: 'planned',
    payload: { visitOn: given.visitOn, startsAt: range.startsAt.toISOString(), endsAt: range.endsAt.toISOString(), manDays: half / 2, side, tasks: given.taskIds.length }, versionAfter: 1,
  });
  const told = { ...subject, firmName: assignment.firmName, organisationId: assignment.organisationId, consultantId: assignment.consultantId, consultantName: assignment.consultantName, visitOn: given.visitOn };
  await tellOtherSide(tx, ctx, told, side, 'visit_proposed', { startTime: toSeoulTime(range.startsAt), endTime: toSeoulTime(range.endsAt), purpose: given.purpose });
  return { visitId: id };
}

async function addPlannedTasks(tx: ActorTx, visit: { id: string; firmId: string }, taskIds: readonly string[], side: VisitSide): Promise<void> {
  await replaceVisitTasks(tx, visit, [...new Set(taskIds)].map((planTaskId) => ({ planTaskId, progressPercent: null })), { isNew: side === 'firm' });
}

/** The active assignment in which the actor may plan a visit, and the actor's side. Throws not_allowed. */
export async function findPlannable(tx: ActorTx, ctx: Context, assignmentId: string): Promise<{ assignment: ManDayAssignment; side: VisitSide }> {
  const side = sideOf(ctx.actor);
  const { consultantId, firmId } = ctx.actor;
  const scope = side === 'firm' && firmId ? { firmId } : side === 'consultant' && consultantId ? { consultantId } : null;
  if (side === null || scope === null) throw new AppError('not_allowed');
  const assignment = (await listManDays(tx, { ...scope, activeOnly: true })).find(({ id }) => id === assignmentId);
  if (!assignment) throw new AppError('not_allowed');
  return { assignment, side };
}

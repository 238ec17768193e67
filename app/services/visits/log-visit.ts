import type { Context } from '#app/domain/accounts/context.ts';
import { fromSeoul, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays, workingDaysBetween } from '#app/domain/calendar/working-days.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canLogVisit } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed, readRules } from '#app/services/applications/open-case.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import type { StoredFile } from '#app/services/documents/store-document.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { fillPlannedVisit } from '#db/queries/planned-visits.ts';
import { insertVisit, listManDays, lockDiary, replaceVisitTasks, takeManDays, type ManDayAssignment } from '#db/queries/visit-changes.ts';
import { listCaseTasks } from '#db/queries/visit-parts.ts';
import { findVisit, findVisitByDevice } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { findPlannedVisit } from './find-planned-visit.ts';
import { tellFirm, tellOfficers } from './tell-visit.ts';
import { readVisit, type TypedVisit } from './visit-content.ts';
import { addPhotos, withKeptPhotos } from './visit-photos.ts';
import { assertNoOverlap, constraintOf, explainOverlap, overBudget } from './visit-refusals.ts';

export interface VisitLog extends TypedVisit {
  readonly applicationId: string;
  /** Made by the device that writes the log: the same log sent twice is one visit. */
  readonly deviceId: string | null;
  readonly lateReason: string | null;
  /** The planned visit that took place; without it the log stands for itself. */
  readonly visitId?: string | null;
}

export interface LoggedVisit {
  readonly visitId: string;
  readonly number: number;
  readonly dueOn: string;
  readonly late: boolean;
}

/**
 * Logs a visit of the acting consultant and asks the firm to answer to it. The days come off the agreed ones.
 * Throws not_found without an active assignment, invalid_input beside the fields, overlap with the other visit's time,
 * limit_exceeded beyond the agreed days, reason_required more than the set working days after the visit.
 */
export async function logVisit(ctx: Context, log: VisitLog, photos: readonly Received[] = []): Promise<LoggedVisit> {
  try {
    return await withKeptPhotos(photos, (stored, used) =>
      withActor(
        ctx,
        async (tx) => {
          if (ctx.actor.consultantId) await lockDiary(tx, ctx.actor.consultantId);
          const before = log.deviceId ? await findVisitByDevice(tx, log.deviceId) : null;
          if (before) return sameVisit(tx, before.id);
          const logged = await write(tx, ctx, log, stored);
          used();
          return logged;
        },
        { operation: 'visits.log', content: log },
      ),
    );
  } catch (error) {
    if (constraintOf(error) === 'visit_device_id_key' && log.deviceId) return repeated(ctx, log.deviceId);
    return explainOverlap(ctx, error, () => rangeOf(ctx, log));
  }
}

async function write(tx: ActorTx, ctx: Context, log: VisitLog, stored: readonly StoredFile[]): Promise<LoggedVisit> {
  const assignment = await findOwnAssignment(tx, ctx, log.applicationId);
  const { settings, holidays } = readRules(await findCaseRules(tx, log.applicationId));
  const { content, tasks } = readVisit(log, await listCaseTasks(tx, log.applicationId), ctx.now);
  const today = toSeoulDate(ctx.now);
  const late = workingDaysBetween(content.visitOn, today, holidays) > settings.visitLogDays;
  assertAllowed(canLogVisit(ctx.actor, { firmId: assignment.firmId, state: null, consultantId: assignment.consultantId, assignmentActive: true }, late));
  const lateReason = log.lateReason?.trim() ?? '';
  if (late && lateReason === '') throw new AppError('reason_required', { fields: { lateReason: [encodeMessage('visits.error.late_reason', { days: settings.visitLogDays })] } });
  const planned = await findPlannedVisit(tx, ctx, { assignment, visitId: log.visitId ?? null, startsAt: content.startsAt, endsAt: content.endsAt });
  await assertNoOverlap(tx, { consultantId: assignment.consultantId, startsAt: content.startsAt, endsAt: content.endsAt, exceptId: planned?.id ?? null });
  if (!(await takeManDays(tx, assignment.id, content.manDaysHalf))) throw overBudget(assignment.agreedHalf - assignment.usedHalf);

  const id = planned?.id ?? uuidv7(ctx.now);
  const dueOn = addWorkingDays(today, settings.visitConfirmDays, holidays);
  const state = late ? 'late_logged' : 'logged';
  const subject = { id, applicationId: assignment.applicationId, firmId: assignment.firmId };
  const shared = { deviceId: log.deviceId, lateReason: late ? lateReason : null, confirmDueOn: dueOn, photoCount: stored.length, at: ctx.now, by: ctx.actor.userId };
  const move = { transition: late ? 'log_late' : 'log', reason: late ? lateReason : null, payload: { visitOn: content.visitOn, manDays: content.manDaysHalf / 2, tasks: tasks.length, photos: stored.length } };
  let number: number;
  if (planned) {
    await moveState(tx, ctx, visitMachine, { ...subject, ...move, reason: move.reason ?? undefined });
    number = await fillPlannedVisit(tx, id, content, shared);
  } else {
    number = await insertVisit(tx, { ...content, ...subject, ...shared, state, assignmentId: assignment.id, consultantId: assignment.consultantId });
    await recordEvent(tx, ctx, { machine: 'visit', subjectType: 'visit', subjectId: id, applicationId: subject.applicationId, firmId: subject.firmId, action: move.transition, to: state, reason: move.reason, payload: move.payload, versionAfter: 1 });
  }
  await replaceVisitTasks(tx, subject, tasks);
  await addPhotos(tx, ctx, subject, stored);
  const told = { ...subject, firmName: assignment.firmName, organisationId: assignment.organisationId, consultantId: assignment.consultantId, consultantName: ctx.actor.name, visitOn: content.visitOn };
  await tellFirm(tx, ctx, told, 'visit_logged', { dueOn });
  if (late) await tellOfficers(tx, ctx, told, 'visit_logged_late', { dueOn, reason: lateReason });
  return { visitId: id, number, dueOn, late };
}

async function findOwnAssignment(tx: ActorTx, ctx: Context, applicationId: string): Promise<ManDayAssignment> {
  const { consultantId } = ctx.actor;
  if (consultantId === null) throw new AppError('not_allowed');
  const [assignment] = await listManDays(tx, { consultantId, applicationId, activeOnly: true });
  if (!assignment) throw new AppError('not_allowed');
  return assignment;
}

async function sameVisit(tx: ActorTx, visitId: string): Promise<LoggedVisit> {
  const visit = await findVisit(tx, visitId);
  if (!visit) throw new AppError('not_found');
  return { visitId, number: visit.number ?? 1, dueOn: visit.confirmDueOn ?? visit.visitOn, late: visit.lateReason !== null };
}

async function repeated(ctx: Context, deviceId: string): Promise<LoggedVisit> {
  return withActor(ctx, async (tx) => {
    const visit = await findVisitByDevice(tx, deviceId);
    if (!visit) throw new AppError('conflict');
    return sameVisit(tx, visit.id);
  });
}

function rangeOf(ctx: Context, log: VisitLog) {
  return { consultantId: ctx.actor.consultantId ?? '', startsAt: fromSeoul(log.visitOn, log.startTime), endsAt: fromSeoul(log.visitOn, log.endTime), exceptId: log.visitId ?? null };
}

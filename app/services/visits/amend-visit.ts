import type { Context } from '#app/domain/accounts/context.ts';
import { fromSeoul, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { canMoveVisit } from '#app/domain/visits/visit-policy.ts';
import { assertAllowed, readRules } from '#app/services/applications/open-case.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import type { StoredFile } from '#app/services/documents/store-document.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { listManDays, lockDiary, replaceVisitTasks, takeManDays, updateVisitContent } from '#db/queries/visit-changes.ts';
import { insertVisitRevision, listVisitRevisions } from '#db/queries/visit-revisions.ts';
import { listCaseTasks, listVisitTasks } from '#db/queries/visit-parts.ts';
import { findVisit } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { tellFirm } from './tell-visit.ts';
import { keepContent, readVisit, type TypedVisit } from './visit-content.ts';
import { addPhotos, withKeptPhotos } from './visit-photos.ts';
import { assertNoOverlap, explainOverlap, overBudget, wroteNothing } from './visit-refusals.ts';
import { getVisitRow, subjectOf } from './visit-subject.ts';

export interface VisitAmendment extends TypedVisit {
  readonly visitId: string;
  readonly version: number;
  /** What was changed and why, for the firm. */
  readonly reason: string;
}

/**
 * The consultant answers a dispute with an amended log; the disputed content is kept, and the firm's period starts anew.
 * Throws what logging throws, and stale_version.
 */
export async function amendVisit(ctx: Context, given: VisitAmendment, photos: readonly Received[] = []): Promise<{ visitId: string; dueOn: string }> {
  try {
    return await withKeptPhotos(photos, (stored, used) =>
      withActor(
        ctx,
        async (tx) => {
          const done = await amend(tx, ctx, given, stored);
          used();
          return done;
        },
        { operation: 'visits.amend', content: given },
      ),
    );
  } catch (error) {
    if (!wroteNothing(error)) throw error;
    const visit = await withActor(ctx, (tx) => findVisit(tx, given.visitId));
    if (!visit) throw error;
    return explainOverlap(ctx, error, () => ({ consultantId: visit.consultantId, startsAt: fromSeoul(given.visitOn, given.startTime), endsAt: fromSeoul(given.visitOn, given.endTime), exceptId: visit.id }));
  }
}

async function amend(tx: ActorTx, ctx: Context, given: VisitAmendment, stored: readonly StoredFile[]): Promise<{ visitId: string; dueOn: string }> {
  const visit = await getVisitRow(tx, given.visitId);
  assertAllowed(canMoveVisit(ctx.actor, subjectOf(visit), 'amend'));
  if (given.reason.trim() === '') throw new AppError('reason_required', { fields: { reason: ['errors.field.required'] } });
  const { settings, holidays } = readRules(await findCaseRules(tx, visit.applicationId));
  const { content, tasks } = readVisit(given, await listCaseTasks(tx, visit.applicationId), ctx.now);
  const shared = { applicationId: visit.applicationId, firmId: visit.firmId };
  await lockDiary(tx, visit.consultantId);
  const [last] = await listVisitRevisions(tx, visit.id);
  const number = (last?.number ?? 0) + 1;
  await moveState(tx, ctx, visitMachine, { id: visit.id, transition: 'amend', expectedVersion: given.version, reason: given.reason, ...shared, payload: { revision: number, manDays: content.manDaysHalf / 2 } });
  await assertNoOverlap(tx, { consultantId: visit.consultantId, startsAt: content.startsAt, endsAt: content.endsAt, exceptId: visit.id });
  if (!(await takeManDays(tx, visit.assignmentId, content.manDaysHalf - visit.manDaysHalf))) {
    const [account] = (await listManDays(tx, { consultantId: visit.consultantId, applicationId: visit.applicationId })).filter(({ id }) => id === visit.assignmentId);
    throw overBudget(account ? account.agreedHalf - account.usedHalf + visit.manDaysHalf : 0);
  }
  await insertVisitRevision(tx, { visitId: visit.id, ...shared, number, content: keepContent(visit, await listVisitTasks(tx, visit.id)), reason: given.reason, by: ctx.actor.userId, at: ctx.now });
  const dueOn = addWorkingDays(toSeoulDate(ctx.now), settings.visitConfirmDays, holidays);
  await updateVisitContent(tx, visit.id, content, { confirmDueOn: dueOn, at: ctx.now, by: ctx.actor.userId, addedPhotos: stored.length });
  await replaceVisitTasks(tx, { id: visit.id, firmId: visit.firmId }, tasks);
  await addPhotos(tx, ctx, { id: visit.id, ...shared }, stored);
  await tellFirm(tx, ctx, { ...visit, visitOn: content.visitOn }, 'visit_logged', { dueOn });
  return { visitId: visit.id, dueOn };
}

import type { Context } from '#app/domain/accounts/context.ts';
import { readRuler, type RulerReading } from '#app/domain/calendar/ruler.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import type { TightJourney } from '#app/domain/visits/travel.ts';
import { canMoveVisit, canViewVisit } from '#app/domain/visits/visit-policy.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { visitMachine } from '#app/domain/visits/visit-machine.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { listVisitRevisions, type VisitRevision } from '#db/queries/visit-revisions.ts';
import { listVisitAnswers, listVisitPhotos, listVisitTasks, type VisitAnswer, type VisitPhotoRow, type VisitTaskRow } from '#db/queries/visit-parts.ts';
import { type VisitRow } from '#db/queries/visits.ts';
import { withActor } from '#db/transaction.ts';
import { plannedFacts, tightJourneysOf, type PlannedFacts } from './planned-facts.ts';
import { getVisitRow, subjectOf } from './visit-subject.ts';

export interface ShownVisit {
  readonly visit: VisitRow;
  readonly stateLabel: { readonly ko: string; readonly en: string };
  readonly publicLabel: { readonly ko: string; readonly en: string };
  readonly tasks: readonly VisitTaskRow[];
  readonly photos: readonly VisitPhotoRow[];
  readonly answers: readonly VisitAnswer[];
  readonly revisions: readonly VisitRevision[];
  /** Working days of the firm's period, while it runs. */
  readonly ruler: Pick<RulerReading, 'used' | 'promised'> | null;
  /** What is open before the log; null for a visit that was never planned. */
  readonly plan: PlannedFacts | null;
  /** Journeys of the day that leave too little time. */
  readonly journeys: readonly TightJourney[];
  readonly can: { readonly confirm: boolean; readonly dispute: boolean; readonly amend: boolean; readonly uphold: boolean; readonly accept: boolean };
}

/** A visit with its tasks, photos, answers and earlier contents, and what the actor may do. Throws not_found. */
export async function getVisit(ctx: Context, id: string): Promise<ShownVisit> {
  return withActor(ctx, async (tx) => {
    const visit = await getVisitRow(tx, id);
    const subject = subjectOf(visit);
    const own = ctx.actor.role === 'consultant' ? { ...subject, assignedConsultantIds: [visit.consultantId] } : subject;
    if (!canViewVisit(ctx.actor, own).allowed) throw new AppError('not_found');
    const { settings, holidays } = readRules(await findCaseRules(tx, visit.applicationId));
    const waiting = visit.state === 'logged' || visit.state === 'late_logged';
    const ruler = waiting ? readRuler({ since: toSeoulDate(visit.loggedAt ?? visit.stateSince), today: toSeoulDate(ctx.now), promisedDays: settings.visitConfirmDays, holidays }) : null;
    const state = getState(visitMachine, visit.state);
    const can = (transition: string) => canMoveVisit(ctx.actor, subject, transition).allowed;
    return {
      visit,
      stateLabel: state.label,
      publicLabel: state.publicLabel,
      tasks: await listVisitTasks(tx, id),
      photos: await listVisitPhotos(tx, id),
      answers: await listVisitAnswers(tx, id),
      revisions: await listVisitRevisions(tx, id),
      ruler: ruler ? { used: ruler.used, promised: ruler.promised } : null,
      plan: plannedFacts(ctx, visit),
      journeys: await tightJourneysOf(tx, ctx, visit),
      can: { confirm: can('countersign') && ctx.actor.userId !== visit.loggedBy, dispute: can('dispute'), amend: can('amend'), uphold: can('uphold_dispute'), accept: can('accept') },
    };
  });
}

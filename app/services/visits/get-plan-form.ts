import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { sideOf } from '#app/domain/visits/visit-policy.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { listPlacesOf } from '#db/queries/planned-visits.ts';
import { listManDays, type ManDayAssignment } from '#db/queries/visit-changes.ts';
import { listCaseTasks, type CaseTask } from '#db/queries/visit-parts.ts';
import { listVisits } from '#db/queries/visits.ts';
import { withActor } from '#db/transaction.ts';

/** Days of the consultant's diary that the form shows. */
const DIARY_DAYS = 21;

export interface PlanChoice {
  readonly assignmentId: string;
  readonly firmName: string;
  readonly consultantName: string;
  readonly agreed: number;
  readonly used: number;
  readonly planned: number;
}

export interface PlanForm extends PlanChoice {
  readonly today: string;
  /** The day the form begins with: what the last log named, or a working day of next week. */
  readonly suggestedOn: string;
  readonly purpose: string;
  readonly tasks: readonly CaseTask[];
  /** What the consultant has on the days ahead; empty for firms. */
  readonly diary: readonly { readonly id: string; readonly firmName: string; readonly visitOn: string; readonly from: string; readonly to: string }[];
}

/** Whom the actor may plan a visit with, and the form for the chosen one. Throws not_allowed, not_found. */
export async function getPlanForm(ctx: Context, assignmentId: string | undefined): Promise<{ choices: PlanChoice[]; form: PlanForm | null }> {
  const side = sideOf(ctx.actor);
  const { consultantId, firmId } = ctx.actor;
  const scope = side === 'firm' && firmId ? { firmId } : side === 'consultant' && consultantId ? { consultantId } : null;
  if (scope === null) throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const assignments = await listManDays(tx, { ...scope, activeOnly: true });
    const chosen = assignmentId ? assignments.find(({ id }) => id === assignmentId) : assignments.length === 1 ? assignments[0] : undefined;
    if (assignmentId && !chosen) throw new AppError('not_found');
    const choices = assignments.map(choiceOf);
    if (!chosen) return { choices, form: null };
    const { holidays } = readRules(await findCaseRules(tx, chosen.applicationId));
    const today = toSeoulDate(ctx.now);
    const [last] = await listVisits(tx, { applicationId: chosen.applicationId, consultantId: chosen.consultantId, limit: 1 });
    const places = side === 'consultant' ? await listPlacesOf(tx, chosen.consultantId, today, addDays(today, DIARY_DAYS)) : [];
    return {
      choices,
      form: {
        ...choiceOf(chosen),
        today,
        suggestedOn: addWorkingDays(today, 5, holidays),
        purpose: last?.purpose ?? '',
        tasks: await listCaseTasks(tx, chosen.applicationId),
        diary: places.filter(({ endsAt }) => endsAt > ctx.now).map((place) => ({ id: place.id, firmName: place.firmName ?? '-', visitOn: place.visitOn, from: toSeoulTime(place.startsAt), to: toSeoulTime(place.endsAt) })),
      },
    };
  });
}

function choiceOf(assignment: ManDayAssignment): PlanChoice {
  return {
    assignmentId: assignment.id,
    firmName: assignment.firmName ?? '-',
    consultantName: assignment.consultantName ?? '-',
    agreed: assignment.agreedHalf / 2,
    used: assignment.usedHalf / 2,
    planned: assignment.plannedHalf / 2,
  };
}

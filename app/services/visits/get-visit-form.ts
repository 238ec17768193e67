import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { listManDays } from '#db/queries/visit-changes.ts';
import { listCaseTasks, listVisitTasks, type CaseTask } from '#db/queries/visit-parts.ts';
import { listVisits, type VisitLine, type VisitRow } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { getVisitRow } from './visit-subject.ts';

/** The firms a consultant may log a visit for. */
export interface VisitFirm {
  readonly applicationId: string;
  readonly firmName: string;
  readonly agreed: number;
  readonly used: number;
  readonly number: number;
}

/** What the form of a visit log needs to know of its case. */
export interface VisitFormCase extends VisitFirm {
  readonly regionName: { readonly ko: string; readonly en: string } | null;
  readonly today: string;
  readonly logDays: number;
  /** Visits before this day need a reason. */
  readonly freeFrom: string;
  readonly tasks: readonly CaseTask[];
  readonly recent: readonly VisitLine[];
}

/** Firms of the consultant's active assignments. */
export async function listVisitFirms(ctx: Context): Promise<VisitFirm[]> {
  const { consultantId } = ctx.actor;
  if (consultantId === null) throw new AppError('not_allowed');
  return withActor(ctx, (tx) => firms(tx, consultantId));
}

async function firms(tx: ActorTx, consultantId: string): Promise<VisitFirm[]> {
  const assignments = await listManDays(tx, { consultantId, activeOnly: true });
  return assignments.map((assignment) => ({
    applicationId: assignment.applicationId,
    firmName: assignment.firmName ?? '-',
    agreed: assignment.agreedHalf / 2,
    used: assignment.usedHalf / 2,
    number: assignment.visits + 1,
  }));
}

/** The case for which a visit is logged. Throws not_found when the consultant has no active assignment there. */
export async function getVisitForm(ctx: Context, applicationId: string): Promise<VisitFormCase> {
  const { consultantId } = ctx.actor;
  if (consultantId === null) throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const firm = (await firms(tx, consultantId)).find((entry) => entry.applicationId === applicationId);
    if (!firm) throw new AppError('not_found');
    return readForm(tx, ctx, firm);
  });
}

/** A disputed visit with the form to amend it. Throws not_found, or not_your_turn when it is not disputed. */
export async function getAmendForm(ctx: Context, visitId: string): Promise<{ visit: VisitRow; form: VisitFormCase; defaults: Record<string, unknown> }> {
  return withActor(ctx, async (tx) => {
    const visit = await getVisitRow(tx, visitId);
    if (visit.consultantId !== ctx.actor.consultantId) throw new AppError('not_found');
    if (visit.state !== 'disputed') throw new AppError('not_your_turn');
    const [account] = await listManDays(tx, { consultantId: visit.consultantId, applicationId: visit.applicationId });
    const firm: VisitFirm = {
      applicationId: visit.applicationId,
      firmName: visit.firmName ?? '-',
      agreed: (account?.agreedHalf ?? 0) / 2,
      used: ((account?.usedHalf ?? 0) - visit.manDaysHalf) / 2,
      number: visit.number ?? 1,
    };
    const form = await readForm(tx, ctx, firm);
    const touched = new Map((await listVisitTasks(tx, visit.id)).map((task) => [task.planTaskId, task.progressPercent]));
    return { visit, form, defaults: typedAgain(visit, form.tasks, touched) };
  });
}

async function readForm(tx: ActorTx, ctx: Context, firm: VisitFirm): Promise<VisitFormCase> {
  const { settings, holidays } = readRules(await findCaseRules(tx, firm.applicationId));
  const head = await findCaseHead(tx, firm.applicationId);
  const today = toSeoulDate(ctx.now);
  return {
    ...firm,
    regionName: head?.regionName ?? null,
    today,
    logDays: settings.visitLogDays,
    freeFrom: addWorkingDays(today, -settings.visitLogDays, holidays),
    tasks: await listCaseTasks(tx, firm.applicationId),
    recent: ctx.actor.consultantId ? await listVisits(tx, { consultantId: ctx.actor.consultantId, limit: 5 }) : [],
  };
}

function typedAgain(visit: VisitRow, tasks: readonly CaseTask[], touched: ReadonlyMap<string, number | null>): Record<string, unknown> {
  return {
    visitOn: visit.visitOn,
    startTime: toSeoulTime(visit.startsAt),
    endTime: toSeoulTime(visit.endsAt),
    placeKind: visit.placeKind,
    placeText: visit.placeText ?? '',
    manDays: String(visit.manDaysHalf / 2),
    kind: visit.kind,
    purpose: visit.purpose,
    attendees: visit.attendees.map((person) => (person.duty ? `${person.name} (${person.duty})` : person.name)).join('\n'),
    ceoPresent: visit.ceoPresent === null ? '' : visit.ceoPresent ? 'yes' : 'no',
    findings: visit.findings ?? '',
    promises: visit.promises.join('\n'),
    nextSteps: visit.nextSteps ?? '',
    nextVisitOn: visit.nextVisitOn ?? '',
    tasks: tasks.map((task) => ({ id: task.id, touched: touched.has(task.id) ? 'on' : '', progress: touched.get(task.id) ?? '' })),
  };
}

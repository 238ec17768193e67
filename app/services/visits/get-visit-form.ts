import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate, toSeoulTime } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import { suggestLogTimes } from '#app/domain/visits/planned-visit.ts';
import type { VisitState } from '#app/domain/visits/visit-machine.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { findCaseRules } from '#db/queries/case-settings.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { listManDays } from '#db/queries/visit-changes.ts';
import { listCaseTasks, listVisitTasks, type CaseTask } from '#db/queries/visit-parts.ts';
import { listVisits, type Attendee, type VisitLine, type VisitRow } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { getVisitRow } from './visit-subject.ts';

const LOGGED_STATES = ['logged', 'late_logged', 'firm_confirmed', 'not_disputed', 'disputed', 'accepted', 'fee_claimed', 'fee_paid'] as const satisfies readonly VisitState[];

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

/**
 * An agreed visit with the form of its log, filled with all that is known: times, place, purpose, tasks and the people of the last
 * visit. Throws not_found, or not_your_turn when it was not agreed.
 */
export async function getLogForm(ctx: Context, visitId: string): Promise<{ form: VisitFormCase; visitId: string; defaults: Record<string, unknown> }> {
  return withActor(ctx, async (tx) => {
    const visit = await getVisitRow(tx, visitId);
    if (visit.consultantId !== ctx.actor.consultantId) throw new AppError('not_found');
    if (visit.state !== 'confirmed' && visit.state !== 'checked_in') throw new AppError('not_your_turn');
    const firm = (await firms(tx, visit.consultantId)).find((entry) => entry.applicationId === visit.applicationId);
    if (!firm) throw new AppError('not_found');
    const form = await readForm(tx, ctx, firm);
    const touched = new Map((await listVisitTasks(tx, visit.id)).map((task) => [task.planTaskId, task.progressPercent]));
    const last = await findLastLog(tx, visit);
    const times = suggestLogTimes(visit, ctx.now);
    return { form, visitId: visit.id, defaults: typedAgain({ ...visit, ...times, attendees: last?.attendees ?? (await listHosts(tx, visit.firmId)) }, form.tasks, touched, { auto: true }) };
  });
}

/** Whom a first visit probably meets: the person who answers for the work at the firm. */
async function listHosts(tx: ActorTx, firmId: string): Promise<Attendee[]> {
  const people = await listFirmRecipients(tx, firmId, ['manager', 'representative']);
  const host = people.find(({ duty }) => duty === 'manager') ?? people[0];
  return host ? [{ name: host.name, duty: null }] : [];
}

async function findLastLog(tx: ActorTx, visit: VisitRow): Promise<VisitRow | null> {
  const [line] = await listVisits(tx, { applicationId: visit.applicationId, consultantId: visit.consultantId, states: LOGGED_STATES, limit: 1 });
  return line ? getVisitRow(tx, line.id) : null;
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

function typedAgain(visit: VisitRow, tasks: readonly CaseTask[], touched: ReadonlyMap<string, number | null>, { auto = false } = {}): Record<string, unknown> {
  return {
    visitOn: visit.visitOn,
    startTime: toSeoulTime(visit.startsAt),
    endTime: toSeoulTime(visit.endsAt),
    placeKind: visit.placeKind,
    placeText: visit.placeText ?? '',
    manDays: auto ? '' : String(visit.manDaysHalf / 2),
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

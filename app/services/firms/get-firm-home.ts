import type { Context } from '#app/domain/accounts/context.ts';
import type { Duty } from '#app/domain/accounts/actor.ts';
import { readRuler, type RulerReading } from '#app/domain/calendar/ruler.ts';
import { isAppealable } from '#app/domain/applications/appeal-rules.ts';
import { toHolidaySet, type HolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { workingDaysBetween } from '#app/domain/calendar/working-days.ts';
import { AppError } from '#app/domain/errors.ts';
import type { FirmState } from '#app/domain/firms/firm-machine.ts';
import { acceptsSubmissions, type CallPhase } from '#app/domain/programmes/call-window.ts';
import { deriveCaseStage, type CaseStage } from '#app/domain/workflow/case-stage.ts';
import { chooseApplication, firmIdOf, takesPlace } from '#app/services/applications/firm-draft.ts';
import { findCaseMute } from '#app/services/notices/mute-case.ts';
import { findCall, type CallYear } from '#app/services/programmes/call-year.ts';
import { listTimeline, type TimelineEntry } from '#app/services/workflow/case-timeline.ts';
import { sumSideTimes, type SideTime } from '#app/services/workflow/side-times.ts';
import { listFirmApplications, type ApplicationRow } from '#db/queries/applications.ts';
import { listClockSegments, type ClockSegment } from '#db/queries/case-clocks.ts';
import { findCasePeople, type CasePeople } from '#db/queries/case-people.ts';
import { findCaseParts, statesOfCase, type CaseParts } from '#db/queries/case-states.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { listFirmConsultants } from '#db/queries/firm-consultant.ts';
import { findFirm, listFirmPeople, type FirmRow } from '#db/queries/firms.ts';
import { countJoinRequests } from '#db/queries/join-requests.ts';
import { listHolidayDates } from '#db/queries/programmes.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { followUpOf, type FollowUp } from './follow-up.ts';
import { listTodos, type FirmTodo } from './firm-todos.ts';

type Text = { readonly ko: string; readonly en: string };

export interface FirmHome {
  readonly firm: Pick<FirmRow, 'name' | 'businessNumber' | 'representativeName' | 'regionName' | 'mainProduct' | 'employees' | 'restrictedUntil'> & { readonly state: FirmState };
  readonly application: { readonly id: string; readonly yearLabel: Text; readonly receiptNumber: string | null; readonly state: ApplicationRow['state']; readonly completedPercent: number } | null;
  readonly stage: CaseStage;
  /** Name of the machine and transition that leads on, with the page where it is done. */
  readonly todos: readonly FirmTodo[];
  /** A date by which the present step is due; with its hour where there is one. */
  readonly due: { readonly on: string; readonly at: Date | null; readonly daysLeft: number } | null;
  readonly ruler: RulerReading | null;
  readonly sides: readonly SideTime[];
  readonly timeline: readonly TimelineEntry[];
  readonly people: CasePeople;
  readonly members: readonly { readonly name: string; readonly duty: Duty }[];
  /** How many people ask to work for the firm; only its representative is told. */
  readonly joinRequests: number;
  readonly call: { readonly label: Text; readonly phase: CallPhase; readonly opensAt: Date; readonly closesAt: Date; readonly daysLeft: number } | null;
  /** A place offered to the firm from the reserve list: until when it answers, and whether it did. */
  readonly place: { readonly untilOn: string; readonly isAccepted: boolean; readonly mayAnswer: boolean } | null;
  /** Whether the reader switched the mails of the case off; null without a case. */
  readonly isMuted: boolean | null;
  /** True when the case stands at a decision against which the firm may appeal. */
  readonly mayAppeal: boolean;
  /** The follow-up after the settlement: until when, how much of it, and when its results are measured again. */
  readonly membership: FollowUp | null;
  /** True when an application for the present call may be started beside a finished case. */
  readonly canStart: boolean;
}

/** Where the firm stands: whose turn it is, by when, what to do, what happened. Throws not_allowed for other roles. */
export async function getFirmHome(ctx: Context): Promise<FirmHome> {
  return withActor(ctx, async (tx) => {
    const firm = await findFirm(tx, firmIdOf(ctx));
    if (!firm) throw new AppError('not_found');
    const call = await findCall(tx, ctx.now);
    const applications = await listFirmApplications(tx, firm.id);
    const application = chooseApplication(applications, call?.year.id ?? null);
    const taken = applications.some((entry) => takesPlace(entry) && entry.programmeYearId === call?.year.id);
    const parts = application ? await findCaseParts(tx, application.id) : null;
    const holidays = call?.holidays ?? toHolidaySet(await listHolidayDates(tx));
    return compose(tx, ctx, { firm, call, application, parts, holidays, taken });
  });
}

interface Found {
  readonly firm: FirmRow;
  readonly call: CallYear | null;
  readonly application: ApplicationRow | null;
  readonly parts: CaseParts | null;
  readonly holidays: HolidaySet;
  readonly taken: boolean;
}

async function compose(tx: ActorTx, ctx: Context, found: Found): Promise<FirmHome> {
  const { firm, call, application, parts, holidays } = found;
  const today = toSeoulDate(ctx.now);
  const firmState = firm.state as FirmState;
  const stage = deriveCaseStage(parts ? statesOfCase(parts) : { firm: firmState, application: null });
  const segments = application ? await listClockSegments(tx, application.id) : [];
  const running = segments.filter((segment) => segment.endedAt === null && segment.machine === stage.machine && segment.state === stage.state).at(-1) ?? null;
  const since = running?.startedAt ?? (parts && stage.machine === 'application' ? parts.application.since : null);
  const promised = running?.promiseDays ?? stage.promiseDays ?? promiseOf(stage, call);
  const ruler = since && promised ? readRuler({ since: toSeoulDate(since), today, promisedDays: promised, holidays }) : null;
  const inDraft = application?.state === 'draft' || application?.state === 'ready_for_sign_off';
  const callOpen = call !== null && acceptsSubmissions(call.phase);
  const verified = firmState === 'active' || firmState === 'verified';
  const people = application ? await findCasePeople(tx, application.id, ctx.now) : { consultantName: null, nextVisitAt: null, officerName: null, visitsWaiting: 0 };
  return {
    firm: { name: firm.name, businessNumber: firm.businessNumber, representativeName: firm.representativeName, regionName: firm.regionName, mainProduct: firm.mainProduct, employees: firm.employees, state: firmState, restrictedUntil: firm.restrictedUntil },
    application: application ? { id: application.id, yearLabel: application.yearLabel, receiptNumber: application.receiptNumber, state: application.state, completedPercent: application.completedPercent } : null,
    stage,
    todos: listTodos({ parts, stage, completedPercent: application?.completedPercent ?? 0, firmState, callOpen, visitsWaiting: people.visitsWaiting }),
    due: dueOf(ctx, found, { inDraft, running, ruler, stage, answerOn: await answerOnOf(tx, found, stage) }, today),
    ruler,
    sides: sumSideTimes(segments, today, holidays).filter((side) => side.usedDays > 0),
    timeline: application ? await listTimeline(tx, application.id) : [],
    people,
    members: (await listFirmPeople(tx, firm.id)).map(({ name, duty }) => ({ name, duty })),
    joinRequests: ctx.actor.duty === 'representative' ? await countJoinRequests(tx, firm.id) : 0,
    call: call ? { label: call.year.label, phase: call.phase, opensAt: call.year.callOpensAt, closesAt: call.year.callClosesAt, daysLeft: workingDaysBetween(today, toSeoulDate(call.year.callClosesAt), holidays) } : null,
    place: application?.state === 'reserve' ? await placeOf(tx, ctx, application.id) : null,
    isMuted: application ? await findCaseMute(tx, ctx, application.id) : null,
    mayAppeal: parts !== null && (isAppealable('application', parts.application.state) || (parts.grantDecision !== null && isAppealable('grant_decision', parts.grantDecision.state))),
    membership: application && parts?.membership ? await followUpOf(tx, application.id) : null,
    canStart: callOpen && verified && !found.taken,
  };
}

// The window for the firm's word on its consultant is a setting of the year, not the promise of the table.
async function answerOnOf(tx: ActorTx, { application }: Found, stage: CaseStage): Promise<string | null> {
  if (!application || stage.machine !== 'assignment' || stage.state !== 'accepted') return null;
  return (await listFirmConsultants(tx, application.id)).find((row) => row.state === 'accepted')?.dueOn ?? null;
}

async function placeOf(tx: ActorTx, ctx: Context, applicationId: string): Promise<FirmHome['place']> {
  const head = await findCaseHead(tx, applicationId);
  if (!head?.reserveCallUntil) return null;
  const isAccepted = head.reserveAcceptedAt !== null;
  return { untilOn: head.reserveCallUntil, isAccepted, mayAnswer: !isAccepted && ctx.actor.duty === 'representative' && head.reserveCallUntil >= toSeoulDate(ctx.now) };
}

// A sent application waits for its review to begin; the promise of the review covers both.
function promiseOf(stage: CaseStage, call: CallYear | null): number | null {
  if (stage.machine !== 'application' || !call) return null;
  if (stage.state === 'submitted' || stage.state === 'resubmitted') return call.settings.promises.screening;
  return stage.state === 'evaluation' || stage.state === 'eligible' ? call.settings.promises.evaluation : null;
}

function dueOf(ctx: Context, { application, call, holidays }: Found, now: { inDraft: boolean; running: ClockSegment | null; ruler: RulerReading | null; stage: CaseStage; answerOn: string | null }, today: string): FirmHome['due'] {
  const on = (day: string, at: Date | null = null) => ({ on: day, at, daysLeft: workingDaysBetween(today, day, holidays) });
  if (now.stage.stage === 'ended' || now.stage.stage === 'alumni') return null;
  if ((!application || now.inDraft) && call && call.phase !== 'closed' && call.phase !== 'before') return on(toSeoulDate(call.year.callClosesAt), call.year.callClosesAt);
  if (application?.state === 'correction_requested' && application.dueOn) return on(application.dueOn);
  const dueOn = now.answerOn ?? now.running?.dueOn ?? now.ruler?.promisedOn ?? null;
  return dueOn ? on(dueOn) : null;
}

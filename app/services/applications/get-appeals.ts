import type { Context } from '#app/domain/accounts/context.ts';
import { appealMachine, type AppealState } from '#app/domain/applications/appeal-machine.ts';
import { canFileAppeal, canMoveAppeal, canViewAppeal } from '#app/domain/applications/appeal-policy.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { getState, listTransitions, statesOf, type Text } from '#app/domain/workflow/machine.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { clockUntil, type CaseClock } from '#app/services/applications/case-clock.ts';
import { windowOf } from '#app/services/applications/file-appeal.ts';
import { openAppeal, type OpenAppeal } from '#app/services/applications/open-appeal.ts';
import { assertAllowed, readRules, type CaseRules } from '#app/services/applications/open-case.ts';
import { findAppealedDecision, findAppealMinutes, listAppeals, listAppealsOfFirm, listAppealTargets, type AppealRow } from '#db/queries/appeals.ts';
import { findCaseRules, findCurrentRules } from '#db/queries/case-settings.ts';
import { listDocumentsOfSubject } from '#db/queries/documents.ts';
import { listCaseEvents } from '#db/queries/events.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { timelineEntry } from '#app/services/workflow/case-timeline.ts';
import { firmIdOf } from './firm-draft.ts';

interface AppealFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** An appeal with what both sides see of it: whose turn it is, how long it waits, its files. */
async function shownAppeal(tx: ActorTx, ctx: Context, appeal: AppealRow, rules: CaseRules) {
  const { label, publicLabel, side, terminal } = getState(appealMachine, appeal.state);
  const files = (await listDocumentsOfSubject(tx, 'appeal', appeal.id)).map((file): AppealFile => ({ id: file.id, name: file.fileName, bytes: file.byteSize }));
  return { ...appeal, label, publicLabel, side, isOver: terminal === true, clock: terminal ? null : clockOfAppeal(appeal, ctx.now, rules), files };
}

/** Working days since the filing against the day by which the present step is promised. */
function clockOfAppeal(appeal: Pick<AppealRow, 'filedAt' | 'dueOn'>, now: Date, rules: CaseRules): CaseClock {
  return clockUntil({ since: appeal.filedAt, dueOn: appeal.dueOn }, 'appeal', now, rules);
}

/** What the own firm may appeal against, until when, and the appeals it filed. */
export async function getFirmAppeals(ctx: Context) {
  const firmId = firmIdOf(ctx);
  return withActor(ctx, async (tx) => {
    const mayFile = canFileAppeal(ctx.actor, { firmId, state: null, earlierActorIds: [] }).allowed;
    const targets = [];
    for (const target of await listAppealTargets(tx, firmId)) {
      const rules = readRules(await findCaseRules(tx, target.applicationId));
      const { settings } = rules;
      targets.push({ ...target, ...windowOf(target, rules, ctx.now), days: settings.appealDays, promise: settings.promises.appeal });
    }
    const appeals = [];
    for (const row of await listAppealsOfFirm(tx, firmId)) {
      const shown = await shownAppeal(tx, ctx, row, readRules(await findCaseRules(tx, row.applicationId)));
      appeals.push({ ...shown, mayWithdraw: canMoveAppeal(ctx.actor, { firmId, state: row.state, earlierActorIds: [] }, 'withdraw').allowed });
    }
    return { targets, appeals, mayFile };
  });
}

/** An appeal as the headquarters reads and handles it; reading it is recorded. Throws AppError not_found, not_allowed. */
export async function getAppealPage(ctx: Context, appealId: string) {
  return withActor(ctx, async (tx) => {
    const opened = await openAppeal(tx, ctx, appealId);
    const { appeal, rules, subject } = opened;
    if (ctx.actor.role === 'firm') throw new AppError('not_allowed');
    assertAllowed(canViewAppeal(ctx.actor, subject));
    const events = await listCaseEvents(tx, appeal.applicationId, 80);
    const steps = listTransitions(appealMachine, appeal.state, ctx.actor.duty).map(({ name }) => name);
    await recordView(tx, ctx, { applicationId: appeal.applicationId, firmId: appeal.firmId, page: 'officer_appeal' });
    return {
      appeal: await shownAppeal(tx, ctx, appeal, rules),
      decision: await findAppealedDecision(tx, appeal),
      minutes: await findAppealMinutes(tx, appeal.id),
      actions: steps.filter((step) => canMoveAppeal(ctx.actor, subject, step).allowed),
      /** The reader acted on the case before, so that others have to handle the appeal. */
      isTooClose: steps.length > 0 && !steps.some((step) => canMoveAppeal(ctx.actor, subject, step).allowed) && isTooClose(ctx, opened),
      promise: rules.settings.promises.appeal,
      today: toSeoulDate(ctx.now),
      timeline: events.filter((event) => event.machine === 'appeal').map(timelineEntry),
    };
  });
}

function isTooClose(ctx: Context, { subject }: OpenAppeal): boolean {
  return ctx.actor.userId !== null && subject.earlierActorIds.includes(ctx.actor.userId);
}

const LIMIT = 200;

/** One line of the officers' list. */
export interface AppealLine {
  readonly id: string;
  readonly firmName: string;
  readonly receiptNumber: string | null;
  readonly summary: string | null;
  readonly againstState: string;
  readonly state: AppealState;
  readonly label: Text;
  readonly filedAt: Date;
  readonly dueOn: string | null;
  readonly reviewerName: string | null;
  readonly clock: CaseClock | null;
}

/** Open appeals, the oldest first, or closed ones, the newest first. Throws AppError not_allowed outside of the Central Headquarters. */
export async function listAppealLines(ctx: Context, view: 'open' | 'closed'): Promise<{ lines: AppealLine[]; view: 'open' | 'closed' }> {
  assertAllowed(canViewAppeal(ctx.actor, { firmId: '', state: null, earlierActorIds: [] }));
  if (ctx.actor.role === 'firm') throw new AppError('not_allowed');
  return withActor(ctx, async (tx) => {
    const rules = readRules(await findCurrentRules(tx));
    const states = statesOf(appealMachine).filter((state) => (appealMachine.states[state].terminal === true) === (view === 'closed'));
    const rows = await listAppeals(tx, states, view === 'open' ? 'oldest' : 'newest', LIMIT);
    return {
      view,
      lines: rows.map((row) => ({
        id: row.id, firmName: row.firmName, receiptNumber: row.receiptNumber, summary: row.summary, againstState: row.againstState, state: row.state, label: getState(appealMachine, row.state).label, filedAt: row.filedAt,
        dueOn: row.dueOn, reviewerName: row.reviewerName, clock: view === 'open' ? clockOfAppeal(row, ctx.now, rules) : null,
      })),
    };
  });
}

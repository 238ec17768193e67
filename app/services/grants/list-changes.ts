import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { canMoveChangeRequest, canViewChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { rivalsOf, STARTABLE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { changeRequestMachine, type ChangeRequestState } from '#app/domain/grants/change-request-machine.ts';
import { lastDayBeforeEnd, latestEnd } from '#app/domain/grants/change-rules.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { findGrantCaseOfFirm } from '#db/queries/grants.ts';
import { countChanges, listChanges } from '#db/queries/change-lists.ts';
import { listChangesOfCase, type ChangeRow } from '#db/queries/change-requests.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { withActor } from '#db/transaction.ts';
import { openChangeBase } from './change-case.ts';
import { subjectOf } from './grant-case.ts';

const OPEN: readonly ChangeRequestState[] = ['draft', 'submitted', 'queried', 'recommended', 'approved'];

/** What a list shows of a request. */
export function briefOf(change: ChangeRow) {
  const { label, side } = getState(changeRequestMachine, change.state);
  return { id: change.id, kind: change.kind, state: change.state, label, side, since: change.since, dueOn: change.dueOn, createdAt: change.createdAt };
}

/** The change requests of the acting firm with what it may start, and until when; null before there is an agreement. */
export async function getFirmChanges(ctx: Context) {
  return withActor(ctx, async (tx) => {
    const applicationId = ctx.actor.firmId ? await findGrantCaseOfFirm(tx, ctx.actor.firmId) : null;
    const started = applicationId ? await findAgreement(tx, { applicationId }) : null;
    if (!applicationId || !started?.inForceAt) return null;
    const { head, agreement, facts, settings } = await openChangeBase(tx, ctx, applicationId);
    assertAllowed(canViewChangeRequest(ctx.actor, { ...subjectOf(head), state: null }));
    const changes = await listChangesOfCase(tx, applicationId);
    const open = changes.filter((change) => OPEN.includes(change.state)).map((change) => change.kind);
    const isOver = agreement.state !== 'in_force' || toSeoulDate(ctx.now) > agreement.endsOn;
    return {
      applicationId,
      agreementNumber: agreement.number,
      endsOn: agreement.endsOn,
      isOver,
      canStart: !isOver && canMoveChangeRequest(ctx.actor, { ...subjectOf(head), state: null }, 'start').allowed,
      kinds: STARTABLE_KINDS.map((kind) => ({ kind, isOpen: rivalsOf(kind).some((rival) => open.includes(rival)) })),
      rules: {
        causeDays: settings.changeWithinCauseDays,
        endDays: settings.changeBeforeEndDays,
        lastDay: lastDayBeforeEnd(agreement.endsOn, settings),
        extensionMonths: settings.extensionMaxMonths,
        extensionsLeft: Math.max(0, settings.extensionMaxCount - agreement.extensionCount),
        latestEnd: latestEnd(facts, settings),
        freePercent: settings.budgetMoveFreePercent,
      },
      changes: changes.map(briefOf),
    };
  });
}

/** Which requests the officers' list shows. */
export const CHANGE_VIEWS = ['turn', 'firm', 'closed'] as const;
export type ChangeView = (typeof CHANGE_VIEWS)[number];

const STATES: Readonly<Record<ChangeView, readonly ChangeRequestState[]>> = {
  turn: ['submitted', 'recommended', 'approved'],
  firm: ['draft', 'queried'],
  closed: ['applied', 'denied', 'withdrawn', 'lapsed'],
};

/** The change requests an officer or auditor sees, a page of one view, with the number of each view. */
export async function getChangeList(ctx: Context, input: { view: ChangeView; page: number }) {
  return withActor(ctx, async (tx) => {
    assertAllowed(canViewChangeRequest(ctx.actor, { firmId: '', organisationId: ctx.actor.organisationId, state: null }));
    const counts = await countChanges(tx);
    const { rows, more } = await listChanges(tx, STATES[input.view], input.page, input.view === 'closed' ? 'newest' : 'oldest');
    return {
      view: input.view,
      page: input.page,
      more,
      counts: Object.fromEntries(CHANGE_VIEWS.map((view) => [view, STATES[view].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)])) as Record<ChangeView, number>,
      rows: rows.map((row) => ({ ...row, label: getState(changeRequestMachine, row.state).label })),
    };
  });
}

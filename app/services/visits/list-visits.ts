import type { Context } from '#app/domain/accounts/context.ts';
import { defaultSettings } from '#app/domain/programmes/settings.ts';
import { accountManDays, type ManDayAccount, type ManDayKind } from '#app/domain/visits/man-days.ts';
import type { VisitState } from '#app/domain/visits/visit-machine.ts';
import { listManDays, type ManDayAssignment } from '#db/queries/visit-changes.ts';
import { sumManDaysByKind, type ManDaySum } from '#db/queries/visit-parts.ts';
import { countVisitStates, listVisits, type VisitFilter, type VisitLine } from '#db/queries/visits.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** Views of a list of visits and the states they show. */
export const VISIT_VIEWS = {
  all: null,
  waiting: ['logged', 'late_logged'],
  disputed: ['disputed'],
  confirmed: ['firm_confirmed', 'not_disputed', 'accepted', 'fee_claimed', 'fee_paid'],
  other: ['planned', 'confirmed', 'checked_in', 'cancelled', 'no_show', 'void'],
} as const satisfies Record<string, readonly VisitState[] | null>;
export type VisitView = keyof typeof VISIT_VIEWS;

export interface ListedVisits {
  readonly visits: readonly VisitLine[];
  readonly counts: Readonly<Record<VisitView, number>>;
  readonly manDays: readonly ShownManDays[];
  /** Cursor of the next page. */
  readonly next: string | null;
}

/** Man-days of one assignment, in days. */
export interface ShownManDays {
  readonly assignment: ManDayAssignment;
  readonly agreed: number;
  readonly used: number;
  /** Days of visits that lie ahead or wait for their log. */
  readonly planned: number;
  readonly confirmed: number;
  readonly left: number;
  readonly kinds: readonly ManDayAccount[];
}

const PAGE = 40;

/** Visits of the actor's scope with counts per view and the man-days of their assignments. */
export async function listVisitsPage(ctx: Context, query: { view: VisitView; applicationId?: string | undefined; after?: string | undefined }): Promise<ListedVisits> {
  const { consultantId, firmId, role } = ctx.actor;
  const scope = {
    ...(role === 'consultant' && consultantId ? { consultantId } : {}),
    ...(role === 'firm' && firmId ? { firmId } : {}),
    ...(query.applicationId ? { applicationId: query.applicationId } : {}),
  };
  const states = VISIT_VIEWS[query.view];
  return withActor(ctx, async (tx) => {
    const counted = await countVisitStates(tx, scope);
    const before = readCursor(query.after);
    const rows = await listVisits(tx, { ...scope, ...(states ? { states } : {}), ...(before ? { before } : {}), limit: PAGE + 1 });
    const visits = rows.slice(0, PAGE);
    const last = visits.at(-1);
    return {
      visits,
      counts: Object.fromEntries(Object.entries(VISIT_VIEWS).map(([view, of]) => [view, sumStates(counted, of)])) as Record<VisitView, number>,
      manDays: await accountsOf(tx, scope),
      next: rows.length > PAGE && last ? `${last.startsAt.getTime()}_${last.id}` : null,
    };
  });
}

/** The man-day accounts of assignments: agreed, used, confirmed, left, and the use per kind. */
export async function accountsOf(tx: ActorTx, scope: Pick<VisitFilter, 'consultantId' | 'firmId' | 'applicationId'> & { activeOnly?: boolean }): Promise<ShownManDays[]> {
  const assignments = await listManDays(tx, scope);
  const used = await sumManDaysByKind(tx, assignments.map(({ applicationId }) => applicationId));
  return assignments.map((assignment) => accountOf(assignment, used.filter((sum) => sum.applicationId === assignment.applicationId && sum.consultantId === assignment.consultantId)));
}

function accountOf(assignment: ManDayAssignment, used: readonly ManDaySum[]): ShownManDays {
  const agreed = assignment.agreedHalf / 2;
  const { diagnosis, closing } = defaultSettings.manDays;
  const fits = agreed >= diagnosis + closing;
  const counted = used.map((sum) => ({ kind: kindOf(sum.kind), manDays: sum.manDaysHalf / 2, done: true }));
  return {
    assignment,
    agreed,
    used: assignment.usedHalf / 2,
    confirmed: assignment.confirmedHalf / 2,
    planned: assignment.plannedHalf / 2,
    left: Math.max(0, assignment.agreedHalf - assignment.usedHalf - assignment.plannedHalf) / 2,
    kinds: fits ? accountManDays({ diagnosis, closing, coaching: agreed - diagnosis - closing }, counted).filter(({ kind }) => kind !== 'total') : [],
  };
}

function kindOf(kind: string): ManDayKind {
  return kind === 'diagnosis' || kind === 'closing' ? kind : 'coaching';
}

function sumStates(counted: Partial<Record<VisitState, number>>, states: readonly VisitState[] | null): number {
  return Object.entries(counted).reduce((sum, [state, count]) => (states === null || states.includes(state as VisitState) ? sum + count : sum), 0);
}

function readCursor(after: string | undefined): { startsAt: Date; id: string } | null {
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/u.exec(after ?? '');
  return match?.[1] && match[2] ? { startsAt: new Date(Number(match[1])), id: match[2] } : null;
}

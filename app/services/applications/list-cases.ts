import type { Context } from '#app/domain/accounts/context.ts';
import { applicationStates } from '#app/domain/applications/application-states.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { deriveCaseStage } from '#app/domain/workflow/case-stage.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import { clockOf, clockUntil, type CaseClock } from '#app/services/applications/case-clock.ts';
import { decodePlace, encodePlace } from '#app/services/applications/case-cursor.ts';
import { readRules } from '#app/services/applications/open-case.ts';
import { countCases, countCasesOf, listCaseOptions, listCaseRows, listLaterStates, type CaseFilter, type CaseListRow, type CaseSort, type CaseView } from '#db/queries/case-list.ts';
import { findCurrentRules } from '#db/queries/case-settings.ts';
import { withActor } from '#db/transaction.ts';

/** Rows per page. */
export const CASES_PER_PAGE = 25;
/** Counts stop here and read "1,000+". */
export const COUNT_CAP = 1000;

export const CASE_VIEWS = ['turn', 'firm', 'evaluation', 'match', 'decided', 'all'] as const satisfies readonly CaseView[];

/** Conditions as they stand in the address; who looks and which day it is are added here. */
export type CaseQuery = Omit<CaseFilter, 'me' | 'today'> & { readonly sort: CaseSort; readonly cursor: string | null };

/** A line of the list with its stage, whose turn it is and its clock. */
export interface CaseLine extends Omit<CaseListRow, 'sortValue' | 'stateSince'> {
  readonly label: Text;
  readonly stage: Text;
  readonly side: Side;
  readonly clock: CaseClock | null;
  /** The due day still counts; later steps have their own. */
  readonly isWaiting: boolean;
}

/**
 * One page of the list of applications for an officer, with the counts of the saved views. The number of queries is the
 * same for every page. Throws AppError invalid_input for a page reference that does not fit the conditions.
 */
export async function listCases(ctx: Context, query: CaseQuery) {
  if (ctx.actor.role !== 'officer' && ctx.actor.role !== 'auditor') throw new AppError('not_allowed');
  const { sort, cursor, ...conditions } = query;
  const filter: CaseFilter = { ...conditions, me: { userId: ctx.actor.userId, duty: ctx.actor.duty }, today: toSeoulDate(ctx.now) };
  const place = cursor === null ? null : decodePlace(cursor, filter, sort);
  const towards = place?.towards ?? 'next';
  return withActor(ctx, async (tx) => {
    const rules = readRules(await findCurrentRules(tx));
    const found = await listCaseRows(tx, filter, sort, { limit: CASES_PER_PAGE + 1, boundary: place?.boundary ?? null, towards });
    const hasMore = found.length > CASES_PER_PAGE;
    const rows = hasMore ? (towards === 'next' ? found.slice(0, CASES_PER_PAGE) : found.slice(1)) : found;
    const later = await listLaterStates(tx, rows.filter((row) => row.state === 'admitted').map((row) => row.id));
    const total = await countCases(tx, filter, COUNT_CAP);
    const views = await countCasesOf(tx, CASE_VIEWS.map((view): CaseFilter => ({ view, me: filter.me, today: filter.today, yearNumber: filter.yearNumber })), COUNT_CAP);
    const options = await listCaseOptions(tx);
    const first = rows[0];
    const last = rows.at(-1);
    const goesBack = towards === 'next' ? place !== null : hasMore;
    const goesOn = towards === 'next' ? hasMore : true;
    const placeOf = (row: CaseListRow, direction: 'next' | 'previous') => encodePlace({ boundary: { value: row.sortValue, id: row.id }, towards: direction }, filter, sort);
    return {
      lines: rows.map((row): CaseLine => lineOf(row, later.get(row.id) ?? null, ctx.now, rules)),
      total,
      views: CASE_VIEWS.map((view, index) => ({ view, count: views[index] ?? 0 })),
      options,
      previous: goesBack && first ? placeOf(first, 'previous') : null,
      next: goesOn && last ? placeOf(last, 'next') : null,
      today: filter.today,
    };
  });
}

type Later = NonNullable<ReturnType<Awaited<ReturnType<typeof listLaterStates>>['get']>>;

/** A row with its stage, side and clock. */
export function lineOf(row: CaseListRow, later: Later | null, now: Date, rules: ReturnType<typeof readRules>): CaseLine {
  const { sortValue: _value, stateSince, ...shown } = row;
  const stage = deriveCaseStage({ ...(later ?? {}), application: row.state });
  const isLater = row.state === 'admitted';
  return {
    ...shown,
    label: isLater ? stage.label : applicationStates[row.state].label,
    stage: stage.label,
    side: isLater ? stage.side : applicationStates[row.state].side,
    clock: stage.stage === 'match' ? clockUntil({ since: stateSince, dueOn: row.dueOn }, null, now, rules) : isLater ? null : clockOf({ state: row.state, since: stateSince, dueOn: row.dueOn }, now, rules),
    isWaiting: !isLater || stage.stage === 'match',
  };
}

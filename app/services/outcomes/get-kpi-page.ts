import type { Context } from '#app/domain/accounts/context.ts';
import { addToMonth, listMonths, monthOf } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { canMoveReading, canRecordReading, canViewKpi } from '#app/domain/outcomes/kpi-policy.ts';
import type { MonthWindow } from '#app/domain/outcomes/measurement-window.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { assertAllowed, findOwnCase, getCaseFacts, type CaseFacts } from '#app/services/assessments/case-facts.ts';
import { AppError } from '#app/domain/errors.ts';
import { listCards, type KpiCardRow } from '#db/queries/kpi-cards.ts';
import { listReadingEnds, listReadings, type ReadingEnd, type ReadingRow } from '#db/queries/kpi-readings.ts';
import { findCompletionState } from '#db/queries/kpi-results.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { readKpiResults, summariseKpis, type KpiResult, type KpiSummary } from './get-kpi-results.ts';
import { finalWindowOf, pool, type MeasuredValue } from './kpi-result.ts';
import { openCard } from './open-card.ts';
import { readingDays } from './reading-checks.ts';

/** A reading with what the actor may do about it. */
export interface ReadingView extends Omit<ReadingRow, 'recordedBy' | 'applicationId' | 'firmId'> {
  readonly stateLabel: Text;
  readonly isBaseline: boolean;
  /** Why and by whom it was rejected or replaced; null while it counts. */
  readonly end: ReadingEnd | null;
  readonly can: { readonly confirm: boolean; readonly explain: boolean; readonly correct: boolean; readonly verify: boolean; readonly reject: boolean; readonly amend: boolean };
}

/** One month of the activity with its days and its value. */
export interface MonthView {
  readonly month: string;
  readonly dueOn: string;
  readonly lockOn: string;
  readonly locked: boolean;
  readonly reading: ReadingView | null;
}

export interface CardView {
  readonly result: KpiResult;
  readonly card: Pick<KpiCardRow, 'id' | 'scope' | 'source' | 'method' | 'windowMonths' | 'frozenAt' | 'hash' | 'firmSignedAt' | 'firmSignerName' | 'consultantSignedAt' | 'consultantSignerName' | 'months' | 'baselineVersion'> & {
    readonly formula: Text;
    readonly numeratorLabel: Text | null;
    readonly denominatorLabel: Text | null;
    readonly isPart: boolean;
  };
  readonly months: readonly MonthView[];
  /** All readings, replaced ones included, latest month first. */
  readonly readings: readonly ReadingView[];
  readonly final: { readonly window: MonthWindow; readonly isOpen: boolean; readonly reading: ReadingView | null; readonly pooled: MeasuredValue | null };
}

export interface KpiOverview {
  readonly applicationId: string;
  readonly firmName: string;
  readonly cards: readonly CardView[];
  readonly summary: KpiSummary;
  /** Cards that are not frozen yet. */
  readonly drafts: number;
  /** The month that is due now and the number of cards without its value. */
  readonly due: { readonly month: string; readonly dueOn: string; readonly missing: number; readonly overdue: boolean } | null;
  readonly canRecord: boolean;
}

/** The KPIs of the actor's own firm; null before the firm was selected. */
export async function getOwnKpis(ctx: Context): Promise<KpiOverview | null> {
  const id = await withActor(ctx, (tx) => findOwnCase(tx, ctx));
  return id ? getKpiOverview(ctx, id) : null;
}

/** The KPIs of a case with months, readings and results. Throws not_found or not_allowed. */
export async function getKpiOverview(ctx: Context, applicationId: string): Promise<KpiOverview> {
  return withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    assertAllowed(canViewKpi(ctx.actor, facts.subject));
    const all = await listCards(tx, applicationId);
    const cards = await readViews(tx, ctx, facts, all);
    return {
      applicationId,
      firmName: facts.firmName,
      cards,
      summary: summariseKpis(cards.map(({ result }) => result)),
      drafts: all.filter((card) => card.frozenAt === null).length,
      due: dueOf(ctx, facts, cards),
      canRecord: canRecordReading(ctx.actor, facts.subject).allowed,
    };
  });
}

/** One frozen card of a case. Throws not_found when it is not frozen or not to be seen. */
export async function getKpiCardPage(ctx: Context, cardId: string): Promise<{ firmName: string; applicationId: string; view: CardView; canRecord: boolean }> {
  return withActor(ctx, async (tx) => {
    const { facts } = await openCard(tx, cardId);
    assertAllowed(canViewKpi(ctx.actor, facts.subject));
    const view = (await readViews(tx, ctx, facts, await listCards(tx, facts.applicationId))).find(({ card }) => card.id === cardId);
    if (!view) throw new AppError('not_found');
    return { firmName: facts.firmName, applicationId: facts.applicationId, view, canRecord: canRecordReading(ctx.actor, facts.subject).allowed };
  });
}

async function readViews(tx: ActorTx, ctx: Context, facts: CaseFacts, all: readonly KpiCardRow[]): Promise<CardView[]> {
  const results = await readKpiResults(tx, { applicationId: facts.applicationId, endsOn: facts.endsOn, now: ctx.now });
  const readings = await listReadings(tx, facts.applicationId);
  const ends = await listReadingEnds(tx, facts.applicationId, ctx.actor.role === 'firm');
  const completion = await findCompletionState(tx, facts.applicationId);
  return results.flatMap((result) => {
    const card = all.find(({ id }) => id === result.cardId);
    return card ? [viewOf(ctx, facts, card, result, readings.filter(({ cardId }) => cardId === card.id), ends, completion)] : [];
  });
}

function viewOf(ctx: Context, facts: CaseFacts, card: KpiCardRow, result: KpiResult, rows: readonly ReadingRow[], ends: ReadonlyMap<string, ReadingEnd>, completion: string | null): CardView {
  const lastBaseline = card.baselineTo ? monthOf(card.baselineTo) : '';
  const views = rows.map((row) => readingView(ctx, facts, row, ends.get(row.id) ?? null, row.kind === 'monthly' && row.month <= lastBaseline));
  const isLive = (view: ReadingView) => view.state !== 'rejected' && view.state !== 'corrected';
  const today = toSeoulDate(ctx.now);
  const lastOver = addToMonth(monthOf(today), -1);
  const lastMonth = lastOver < monthOf(facts.endsOn) ? lastOver : monthOf(facts.endsOn);
  const months = (lastBaseline ? listMonths(addToMonth(lastBaseline, 1), lastMonth) : []).map((month) => {
    const days = readingDays(month, facts.settings, facts.holidays);
    return { month, ...days, locked: today > days.lockOn, reading: views.find((view) => view.kind === 'monthly' && view.month === month && isLive(view)) ?? null };
  });
  const { window, isOpen } = finalWindowOf(card.windowMonths, facts.endsOn, ctx.now, completion);
  const confirmed = rows.filter((row) => row.kind === 'monthly' && (row.state === 'confirmed' || row.state === 'verified'));
  return {
    result,
    card: {
      id: card.id, scope: card.scope, source: card.source, method: card.method, windowMonths: card.windowMonths, frozenAt: card.frozenAt, hash: card.hash, firmSignedAt: card.firmSignedAt,
      firmSignerName: card.firmSignerName, consultantSignedAt: card.consultantSignedAt, consultantSignerName: card.consultantSignerName, months: card.months, baselineVersion: card.baselineVersion,
      formula: card.definition.formula, numeratorLabel: card.definition.numeratorLabel, denominatorLabel: card.definition.denominatorLabel, isPart: card.definition.isPart,
    },
    months,
    readings: views.toReversed(),
    final: { window, isOpen, reading: views.findLast((view) => view.kind === 'final' && isLive(view)) ?? null, pooled: pool(card, confirmed, window) },
  };
}

function readingView(ctx: Context, facts: CaseFacts, row: ReadingRow, end: ReadingEnd | null, isBaseline: boolean): ReadingView {
  const { recordedBy, applicationId: _applicationId, firmId: _firmId, ...shown } = row;
  const can = (transition: string) => !isBaseline && canMoveReading(ctx.actor, { ...facts.subject, state: row.state, recordedBy }, transition).allowed;
  return { ...shown, stateLabel: getState(readingMachine, row.state).label, isBaseline, end, can: { confirm: can('confirm'), explain: can('explain'), correct: can('replace'), verify: can('verify'), reject: can('reject'), amend: can('correct') } };
}

function dueOf(ctx: Context, facts: CaseFacts, cards: readonly CardView[]): KpiOverview['due'] {
  const month = addToMonth(monthOf(toSeoulDate(ctx.now)), -1);
  const asked = cards.flatMap((card) => card.months.filter((entry) => entry.month === month));
  if (asked.length === 0) return null;
  const { dueOn } = readingDays(month, facts.settings, facts.holidays);
  return { month, dueOn, missing: asked.filter((entry) => entry.reading === null).length, overdue: toSeoulDate(ctx.now) > dueOn };
}

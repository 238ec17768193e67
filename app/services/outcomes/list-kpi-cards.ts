import type { Context } from '#app/domain/accounts/context.ts';
import { maySign } from '#app/domain/accounts/actor.ts';
import { addToMonth, listMonths, monthOf } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { computeImprovement } from '#app/domain/outcomes/improvement.ts';
import { kpiCardMachine, type KpiCardState } from '#app/domain/outcomes/kpi-card-machine.ts';
import { canEditKpiCard, canMoveKpiCard, canViewKpi } from '#app/domain/outcomes/kpi-policy.ts';
import type { WindowFlag } from '#app/domain/outcomes/measurement-window.ts';
import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { assertAllowed, findOwnCase, getCaseFacts } from '#app/services/assessments/case-facts.ts';
import { findBaseAssessment, wasAgreed } from '#app/services/assessments/assessment-facts.ts';
import { listIndicators, type StatedIndicator } from '#app/services/assessments/indicator-answers.ts';
import { findSubmittedAnswers } from '#db/queries/case-facts.ts';
import { listCards, listDefinitions, type KpiCardRow } from '#db/queries/kpi-cards.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { cardGaps, missingFamilies, poolBaseline } from './kpi-card-rules.ts';

/** A card as pages show it. */
export interface KpiCardView extends KpiCardRow {
  readonly stateLabel: Text;
  /** Every month of the baseline window, with its counts when they were entered. */
  readonly windowRows: readonly { readonly month: string; readonly numerator: number | null; readonly denominator: number | null; readonly value: number | null }[];
  readonly flags: readonly WindowFlag[];
  /** Message ids of what is missing before the card can be signed. */
  readonly gaps: readonly string[];
  /** Planned improvement in per cent; null for a baseline of zero. */
  readonly plannedPercent: number | null;
  readonly plannedChange: number | null;
  /** The figure of the application, for comparison. */
  readonly stated: StatedIndicator | null;
  readonly canEdit: boolean;
}

export interface KpiCardsView {
  readonly applicationId: string;
  readonly firmName: string;
  readonly state: 'too_early' | 'none' | 'open';
  readonly cards: readonly KpiCardView[];
  readonly missing: readonly ('Q' | 'D')[];
  readonly catalogue: readonly { readonly code: string; readonly name: Text; readonly family: string }[];
  /** Last month that is over, YYYY-MM. */
  readonly lastMonth: string;
  readonly can: Readonly<Record<'start' | 'signAsFirm' | 'signAsConsultant' | 'remove', boolean>>;
}

/** Cards of a case as rows with what pages derive from them; no policy, for use-cases that read them inside a page of their own. */
export async function listCardViews(tx: ActorTx, applicationId: string, sampleMin: number): Promise<Omit<KpiCardView, 'canEdit'>[]> {
  const stated = listIndicators(await findSubmittedAnswers(tx, applicationId));
  return (await listCards(tx, applicationId)).map((card) => {
    const window = card.baselineFrom && card.baselineTo ? { fromMonth: monthOf(card.baselineFrom), toMonth: monthOf(card.baselineTo) } : null;
    const pooled = window ? poolBaseline(card.definition, card.months, window, sampleMin) : null;
    const both = card.baselineValue !== null && card.targetValue !== null;
    const planned = both ? computeImprovement({ before: card.baselineValue ?? 0, after: card.targetValue ?? 0, better: card.definition.better }) : null;
    return {
      ...card,
      stateLabel: getState(kpiCardMachine, card.state satisfies KpiCardState).label,
      windowRows: window
        ? listMonths(window.fromMonth, window.toMonth).map((month) => {
            const found = card.months.find((entry) => entry.month === month);
            return { month, numerator: found?.numerator ?? null, denominator: found?.denominator ?? null, value: found ? (found.numerator / found.denominator) * card.definition.factor : null };
          })
        : [],
      flags: pooled && card.months.length > 0 ? pooled.flags : [],
      gaps: cardGaps(card).map((gap) => gap.message),
      plannedPercent: planned?.improvementPercent ?? null,
      plannedChange: planned?.change ?? null,
      stated: stated.find((indicator) => indicator.kpi === card.definitionCode) ?? null,
    };
  });
}

/** The KPI cards of the actor's own firm; null before the firm is selected. */
export async function getOwnKpiCards(ctx: Context): Promise<KpiCardsView | null> {
  const id = await withActor(ctx, (tx) => findOwnCase(tx, ctx));
  return id ? getKpiCards(ctx, id) : null;
}

/** The KPI cards of a case as the actor may see and change them. Throws not_found, not_allowed. */
export async function getKpiCards(ctx: Context, applicationId: string): Promise<KpiCardsView> {
  return withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    assertAllowed(canViewKpi(ctx.actor, facts.subject));
    const cards = await listCardViews(tx, applicationId, facts.settings.kpiSampleMin);
    const agreed = wasAgreed(await findBaseAssessment(tx, applicationId));
    const starts = canMoveKpiCard(ctx.actor, { ...facts.subject, state: null }, 'start').allowed;
    const taken = new Set(cards.filter((card) => card.state !== 'retired').map((card) => card.definitionCode));
    const isFirm = ctx.actor.role === 'firm';
    const drafts = cards.filter((card) => card.state === 'draft');
    return {
      applicationId,
      firmName: facts.firmName,
      state: cards.length > 0 ? 'open' : agreed ? 'none' : 'too_early',
      cards: cards.map((card) => ({ ...card, canEdit: !card.firmSignedAt && canEditKpiCard(ctx.actor, { ...facts.subject, state: card.state }).allowed })),
      missing: missingFamilies(cards),
      catalogue: (await listDefinitions(tx)).filter((row) => !taken.has(row.code)).map(({ code, name, family }) => ({ code, name, family })),
      lastMonth: addToMonth(monthOf(toSeoulDate(ctx.now)), -1),
      can: {
        start: starts && agreed && cards.every((card) => card.frozenAt === null),
        signAsFirm: isFirm && maySign(ctx.actor.duty) && drafts.some((card) => !card.firmSignedAt),
        signAsConsultant: ctx.actor.role === 'consultant' && facts.consultant?.id === ctx.actor.consultantId && drafts.some((card) => card.firmSignedAt),
        remove: isFirm && starts,
      },
    };
  });
}

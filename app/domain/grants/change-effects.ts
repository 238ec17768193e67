import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import { sumLines, type ChangeFacts, type ChangeValues } from '#app/domain/grants/change-values.ts';
import type { ProgrammeSettings } from '#app/domain/programmes/settings.ts';

/** Payments that nobody has asked for yet; only they can become smaller. */
const OPEN_TRANCHES: readonly string[] = ['planned', 'claim_open'];
/** What a payment keeps at least, in won: a payment of nothing is not a payment. */
export const LEAST_TRANCHE_WON = 10_000;

/** A planned payment before and after a change, in won. */
export interface TrancheEffect {
  readonly id: string;
  readonly number: number;
  readonly beforeWon: number;
  readonly afterWon: number;
}

/** The largest amount by which the payments that were not asked for yet can shrink, in won. */
export function reducibleWon(tranches: ChangeFacts['tranches']): number {
  return tranches.reduce((sum, tranche) => (OPEN_TRANCHES.includes(tranche.state) ? sum + Math.max(0, tranche.plannedWon - LEAST_TRANCHE_WON) : sum), 0);
}

/** Takes a reduction from the last payment backwards; null when the open payments cannot bear it. */
export function spreadReduction(tranches: ChangeFacts['tranches'], cutWon: number): TrancheEffect[] | null {
  let left = cutWon;
  const effects: TrancheEffect[] = [];
  for (const tranche of tranches.toSorted((one, other) => other.number - one.number)) {
    const taken = OPEN_TRANCHES.includes(tranche.state) ? Math.min(left, Math.max(0, tranche.plannedWon - LEAST_TRANCHE_WON)) : 0;
    left -= taken;
    effects.push({ id: tranche.id, number: tranche.number, beforeWon: tranche.plannedWon, afterWon: tranche.plannedWon - taken });
  }
  return left === 0 ? effects.toReversed() : null;
}

/** What a change does to the payments, to be shown before it is signed and before it is decided. */
export interface PaymentEffect {
  readonly code: 'none' | 'reduced' | 'shifted' | 'later_end' | 'earlier_end' | 'frozen' | 'item' | 'own_share';
  readonly params: Readonly<Record<string, string | number>>;
  readonly tranches: readonly TrancheEffect[];
}

/** The effect of a request on the payments of its agreement. */
export function paymentEffect(kind: ChangeKind, before: ChangeValues, after: ChangeValues, facts: Pick<ChangeFacts, 'tranches'>, settings: Pick<ProgrammeSettings, 'bankChangeFreezeDays' | 'settlementDueDays'>): PaymentEffect {
  switch (kind) {
    case 'amount': {
      const cut = sumLines(before, 'grant') - sumLines(after, 'grant');
      return { code: 'reduced', params: { cut: Math.max(0, cut) }, tranches: cut > 0 ? (spreadReduction(facts.tranches, cut) ?? []) : [] };
    }
    case 'budget_above_limit':
    case 'budget_within_limit':
      return { code: 'shifted', params: {}, tranches: [] };
    case 'own_share':
      return { code: 'own_share', params: {}, tranches: [] };
    case 'extension':
    case 'dates':
      return { code: kind === 'dates' ? 'earlier_end' : 'later_end', params: { from: String(before['endsOn']), to: String(after['endsOn']), days: settings.settlementDueDays }, tranches: [] };
    case 'bank_account':
      return { code: 'frozen', params: { days: settings.bankChangeFreezeDays }, tranches: [] };
    case 'equipment':
      return { code: 'item', params: {}, tranches: [] };
    default:
      return { code: 'none', params: {}, tranches: [] };
  }
}

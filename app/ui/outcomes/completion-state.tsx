import type { StateSpec } from '#app/domain/workflow/machine.ts';
import { machines, type StateOf } from '#app/domain/workflow/machines.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';

type Name = 'interim_check' | 'completion' | 'verification' | 'settlement' | 'recovery' | 'hold' | 'membership' | 'agreement';

const SPECS: Readonly<Record<Name, Readonly<Record<string, StateSpec>>>> = {
  interim_check: machines.interim_check.states,
  completion: machines.completion.states,
  verification: machines.verification.states,
  settlement: machines.settlement.states,
  recovery: machines.recovery.states,
  hold: machines.hold.states,
  membership: machines.membership.states,
  agreement: machines.agreement.states,
};

const GOOD = new Set(['passed', 'accepted', 'verified', 'closed', 'paid', 'lifted', 'completed', 'in_force']);
const BAD = new Set(['failed', 'not_accepted', 'not_verified', 'terminated', 'rescinded', 'overdue', 'referred', 'decided_recover']);
const BACK = new Set(['returned', 'queried', 'objection', 'disputed', 'passed_with_actions', 'refund_due', 'demanded', 'prior_notice']);

function kindOf(state: string, side: string): StateKind {
  if (BAD.has(state)) return 'bad';
  if (BACK.has(state)) return 'returned';
  if (GOOD.has(state)) return 'ok';
  if (state === 'on_hold' || state === 'active' || state === 'extended') return 'stopped';
  return side === 'none' ? 'todo' : 'doing';
}

/** The state of one machine of a case, as a mark and its word. */
export function MachineState<N extends Name>({ machine, state }: { machine: N; state: StateOf<N> }) {
  const { format } = useI18n();
  const spec = SPECS[machine][state];
  return <State kind={machine === 'membership' && state === 'active' ? 'ok' : kindOf(state, spec?.side ?? 'none')}>{format.text(spec?.label)}</State>;
}

/** What the state means for a reader outside the office: whose turn it is, in a sentence. */
export function useTurnText() {
  const { format } = useI18n();
  return <N extends Name>(machine: N, state: StateOf<N>): string => format.text(SPECS[machine][state]?.publicLabel);
}

/** Whose turn it is in the words of the firm's pages: its own, the headquarters', or nobody's because the step is over. */
export function useWhose() {
  const { t } = useI18n();
  return <N extends Name>(machine: N, state: StateOf<N>, mine: boolean): string => {
    if (mine) return t('settlements.turn.yours');
    return SPECS[machine][state]?.side === 'none' ? t('settlements.turn.none') : t('settlements.turn.theirs');
  };
}

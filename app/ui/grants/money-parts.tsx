import type { ReactNode } from 'react';
import { trancheStates, type TrancheState } from '#app/domain/grants/tranche-states.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownName } from '#app/ui/grants/shown-agreement.ts';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { Told } from '#app/ui/kit/told.tsx';

const TRANCHE_KINDS: Readonly<Record<TrancheState, StateKind>> = {
  planned: 'locked', claim_open: 'todo', submitted: 'doing', queried: 'returned', verified: 'doing', level1: 'doing', level2: 'doing', queued: 'doing',
  sent: 'waiting', paid: 'ok', reconciled: 'ok', held: 'stopped', failed: 'bad', cancelled: 'excluded', reversed: 'warn', recovered: 'ok',
};

/** State of a payment as icon and word. */
export function TrancheStateWord({ state }: { state: TrancheState }) {
  const { format } = useI18n();
  return <State kind={TRANCHE_KINDS[state]}>{format.text(trancheStates[state].label)}</State>;
}

const AGREEMENT_KINDS: Readonly<Record<string, StateKind>> = {
  drafting: 'todo', offered: 'waiting', accepted: 'doing', countersigned: 'doing', conditions_pending: 'warn', in_force: 'ok', on_hold: 'stopped', completed: 'ok',
  terminated: 'excluded', rescinded: 'excluded', declined: 'excluded', lapsed: 'excluded', offer_withdrawn: 'excluded',
  submitted: 'todo', review: 'doing', clarification: 'returned', recommended: 'doing', second_review: 'doing', approved: 'ok', approved_conditional: 'ok', partial: 'ok', refused: 'excluded', reserve: 'waiting',
};

/** State of a decision or an agreement with its word. */
export function GrantStateWord({ state, children }: { state: string; children: ReactNode }) {
  return <State kind={AGREEMENT_KINDS[state] ?? 'todo'}>{children}</State>;
}

/** Who is told by a step, before it is taken. */
export function ToldNames({ people }: { people: readonly ShownName[] | undefined }) {
  const { t } = useI18n();
  if (!people) return null;
  return <Told people={people.map((person) => ({ name: `${person.name} (${t(`pages.duty.${person.duty}` as MessageId)})`, channel: 'both' as const }))} />;
}

/** Words of a button that also tells people. */
export function useTellLabel(): (label: string, people: readonly ShownName[] | undefined) => string {
  const { t } = useI18n();
  return (label, people) => (people && people.length > 0 ? t('grants.button.and_tell', { label, count: people.length }) : label);
}

/** A check value that may break anywhere. */
export function HashText({ value }: { value: string }) {
  return <code className="hash">{value.match(/.{1,8}/g)?.join(' ')}</code>;
}

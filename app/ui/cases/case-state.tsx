import { applicationStates, type ApplicationState } from '#app/domain/applications/application-states.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Clock, useRulerWords } from '#app/ui/kit/ruler.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { DateText } from '#app/ui/kit/time.tsx';

const KINDS: Readonly<Record<ApplicationState, StateKind>> = {
  draft: 'todo',
  ready_for_sign_off: 'todo',
  submitted: 'todo',
  screening: 'todo',
  correction_requested: 'returned',
  resubmitted: 'todo',
  ineligible_proposed: 'warn',
  ineligible: 'excluded',
  eligible: 'todo',
  evaluation: 'waiting',
  ranked: 'todo',
  admitted: 'ok',
  reserve: 'waiting',
  rejected: 'excluded',
  returned_unassessed: 'excluded',
  withdrawn: 'excluded',
  expired: 'excluded',
};

/** Mark of a later stage: to do for officers, waiting for others, done after the last one. */
function laterKind(side: Side): StateKind {
  if (side === 'none') return 'ok';
  return side === 'officer' || side === 'finance' ? 'todo' : 'waiting';
}

/** State of an application as icon and word; `label` and `side` replace both where a later stage is known. */
export function CaseState({ state, label, side }: { state: ApplicationState; label?: Text; side?: Side }) {
  const { format } = useI18n();
  return <State kind={side === undefined ? KINDS[state] : laterKind(side)}>{format.text(label ?? applicationStates[state].label)}</State>;
}

/** Message id of the name of a side. */
export function sideLabel(side: Side): MessageId {
  return `cases.side.${side}` as MessageId;
}

/** Whose turn it is: officers in bold, others quiet. */
export function TurnWord({ side }: { side: Side }) {
  const { t } = useI18n();
  if (side === 'none') return <span className="soft">-</span>;
  return side === 'officer' || side === 'finance' ? <b className="nb">{t(sideLabel(side))}</b> : <span className="soft nb">{t(sideLabel(side))}</span>;
}

export interface ShownClock {
  readonly used: number;
  readonly promise: number | null;
}

/** What is left of the promise in words. */
export function DueState({ clock }: { clock: ShownClock }) {
  const words = useRulerWords({ used: clock.used, ...(clock.promise === null ? {} : { promise: clock.promise }) });
  return <State kind={words.kind}>{words.words}</State>;
}

/** What is left of the promise in words, with the due day below. */
export function DueWords({ clock, dueOn }: { clock: ShownClock; dueOn: string | null }) {
  return (
    <span className="due-words">
      <DueState clock={clock} />
      {dueOn ? <small><DateText on={dueOn} /></small> : null}
    </span>
  );
}

/** The clock of a case with its ruler. */
export function CaseClock({ clock, size }: { clock: ShownClock; size?: 'small' | 'medium' | 'large' }) {
  return <Clock used={clock.used} {...(clock.promise === null ? {} : { promise: clock.promise })} {...(size ? { size } : {})} />;
}

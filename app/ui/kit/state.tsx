import type { ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';
import { Icon, type IconName } from '#app/ui/kit/icon.tsx';

/** The closed set of marks: shape first, colour second. */
export type StateKind = 'bad' | 'warn' | 'ok' | 'doing' | 'waiting' | 'returned' | 'locked' | 'todo' | 'stopped' | 'excluded' | 'none';

const marks: Record<StateKind, { icon: IconName | null; tone: string }> = {
  bad: { icon: 'late', tone: 'bad' },
  warn: { icon: 'clock', tone: 'warn' },
  ok: { icon: 'check', tone: 'ok' },
  doing: { icon: 'doing', tone: 'now' },
  waiting: { icon: 'wait', tone: '' },
  returned: { icon: 'return', tone: 'warn' },
  locked: { icon: 'lock', tone: '' },
  todo: { icon: 'todo', tone: '' },
  stopped: { icon: 'stop', tone: '' },
  excluded: { icon: 'no', tone: '' },
  none: { icon: null, tone: '' },
};

/** Icon and word for the state of a thing; the word carries the meaning alone. */
export function State({ kind, children, className }: { kind: StateKind; children: ReactNode; className?: string }) {
  const mark = marks[kind];
  return (
    <span className={classNames('state', mark.tone, className)}>
      {mark.icon ? <Icon name={mark.icon} /> : null}
      <span>{children}</span>
    </span>
  );
}

/** A derived stage. `now` marks the present one, `line` is quiet. */
export function Badge({ tone, children }: { tone?: 'now' | 'line' | 'warn' | 'bad' | 'ok'; children: ReactNode }) {
  return <span className={classNames('krds-badge', tone)}>{children}</span>;
}

/** A small neutral word beside a title, for attributes such as a kind or a number of pieces. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}

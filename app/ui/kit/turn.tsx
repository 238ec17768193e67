import { useId, type ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';
import { State } from '#app/ui/kit/state.tsx';

export interface TurnProps {
  /** "It is your turn" or who is working on it. */
  whose: ReactNode;
  /** True when the reader has to act: the accent marks it. */
  mine: boolean;
  title: ReactNode;
  children?: ReactNode;
  /** One primary button and at most one text button. */
  actions?: ReactNode;
  due?: { label: ReactNode; value: ReactNode };
  clock?: ReactNode;
  /** What comes after this step, and by when. */
  next?: ReactNode;
  /** Two columns on wide screens: action left, deadline right. */
  wide?: boolean;
}

/** The turn card: whose turn it is, the one action, by when, what comes next. At most one per page. */
export function Turn({ whose, mine, title, children, actions, due, clock, next, wide }: TurnProps) {
  const titleId = useId();
  return (
    <section className={classNames('turn', wide && 'wide', !mine && 'theirs')} aria-labelledby={titleId}>
      <div className="stack">
        <p className="over">
          <State kind={mine ? 'doing' : 'waiting'}>{whose}</State>
        </p>
        <h2 id={titleId} className="turn-title">
          {title}
        </h2>
        {children ? <div className="soft">{children}</div> : null}
        {actions ? <div className="btns turn-actions">{actions}</div> : null}
      </div>
      {due || clock || next ? (
        <div className="stack">
          {due ? (
            <div>
              <p className="small soft">{due.label}</p>
              <p className="due">{due.value}</p>
            </div>
          ) : null}
          {clock ? <div className="turn-clock">{clock}</div> : null}
          {next ? <div className="next">{next}</div> : null}
        </div>
      ) : null}
    </section>
  );
}

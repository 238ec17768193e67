import type { ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';

/** A list to act on; children are `StructuredItem`s. */
export function StructuredList({ children, ordered, label }: { children: ReactNode; ordered?: boolean; label?: string }) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className="krds-structured-list" aria-label={label}>
      {children}
    </List>
  );
}

interface StructuredItemProps {
  title: ReactNode;
  /** The whole row becomes the link. Leave out when `side` holds a control. */
  to?: string;
  state?: ReactNode;
  sub?: ReactNode;
  /** A button or figure at the right. */
  side?: ReactNode;
  /** The one thing to do now. */
  now?: boolean;
}

/** One row: title, quiet line, state at the right. */
export function StructuredItem({ title, to, state, sub, side, now }: StructuredItemProps) {
  const body = (
    <>
      <span className="tit">{title}</span>
      {state}
      {sub ? <span className="sub">{sub}</span> : null}
    </>
  );
  return (
    <li className={now ? 'is-now' : undefined}>
      {to ? (
        <Link className="row tall" to={to}>
          {body}
        </Link>
      ) : (
        <div className="row tall">
          {body}
          {side ? <div className="side">{side}</div> : null}
        </div>
      )}
    </li>
  );
}

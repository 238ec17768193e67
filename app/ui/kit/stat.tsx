import type { ReactNode } from 'react';

export interface StatProps {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  /** The value before: grey-blue, left of the arrow. */
  was?: ReactNode;
  /** Coverage, base, or exclusions: said beside every figure. */
  note?: ReactNode;
}

/** Several big figures in a row. */
export function Stats({ items, columns }: { items: readonly StatProps[]; columns?: 3 }) {
  return (
    <dl className={columns === 3 ? 'figures three' : 'figures'}>
      {items.map((item, index) => (
        <div key={index}>
          <Stat {...item} />
        </div>
      ))}
    </dl>
  );
}

/** Words in Latin letters stand apart from their figure; signs and Korean units follow it at once. */
function spaced(unit: ReactNode): ReactNode {
  return typeof unit === 'string' && /^[a-z]{2}/i.test(unit) ? ` ${unit}` : unit;
}

/** One big figure with a half-size unit; stands inside a `dl` (see `Stats`). */
export function Stat({ label, value, unit, was, note }: StatProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="figure-num">
        {was === undefined ? null : (
          <span className="fig-was">
            {was}
            <span aria-hidden="true"> → </span>
          </span>
        )}
        <span className={was === undefined ? undefined : 'fig-now'}>{value}</span>
        {unit ? <small>{spaced(unit)}</small> : null}
      </dd>
      {note ? <dd className="small soft">{note}</dd> : null}
    </>
  );
}

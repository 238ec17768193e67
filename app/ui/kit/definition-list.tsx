import type { ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';

export interface Fact {
  term: ReactNode;
  value: ReactNode;
  note?: ReactNode;
}

/** Facts as term and value. `rows`: one line each (forms, summaries); `grid`: 2 or 4 columns of larger values. */
export function DefinitionList({ items, layout = 'rows', columns = 2 }: { items: readonly Fact[]; layout?: 'rows' | 'grid'; columns?: 1 | 2 | 4 }) {
  return (
    <dl className={layout === 'rows' ? 'dl-rows' : classNames('facts', columns === 4 && 'four', columns === 1 && 'one')}>
      {items.map((item, index) => (
        <div key={index}>
          <dt>{item.term}</dt>
          <dd>
            {item.value}
            {item.note ? <small>{item.note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';

export interface Tab {
  to: string;
  label: ReactNode;
  count?: ReactNode;
  current?: boolean;
}

/** Saved views or parts of a case: links in the address, with counts. */
export function Tabs({ label, items }: { label: string; items: readonly Tab[] }) {
  return (
    <nav className="krds-tab" aria-label={label}>
      {items.map((item) => (
        <Link key={item.to} to={item.to} aria-current={item.current ? 'page' : undefined} preventScrollReset>
          {item.label}
          {item.count === undefined ? null : <b>{item.count}</b>}
        </Link>
      ))}
    </nav>
  );
}

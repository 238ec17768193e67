import type { ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';

/** One step of the path; the last one has no `to`. */
export interface Crumb {
  to?: string;
  label: ReactNode;
}

/** The way from the start page to here; on a phone only the parent is shown. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  const { t } = useI18n();
  return (
    <nav className="krds-breadcrumb-wrap" aria-label={t('kit.breadcrumb')}>
      <ol>
        {items.map((item, index) => (
          <li key={index} aria-current={index === items.length - 1 ? 'page' : undefined}>
            {item.to && index < items.length - 1 ? <Link to={item.to}>{item.label}</Link> : item.label}
          </li>
        ))}
      </ol>
    </nav>
  );
}

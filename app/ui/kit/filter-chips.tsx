import type { ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** A condition that is applied; following `removeTo` takes it away. */
export interface Chip {
  key: string;
  label: ReactNode;
  removeTo: string;
}

/** The conditions of a list, all in the address, each removable. */
export function FilterChips({ chips, clearTo }: { chips: readonly Chip[]; clearTo?: string }) {
  const { t } = useI18n();
  if (chips.length === 0) return null;
  return (
    <div className="chip-line">
      <ul className="chips" aria-label={t('kit.filter.applied')}>
        {chips.map((chip) => (
          <li key={chip.key}>
            <Link className="krds-btn-tag on" to={chip.removeTo} preventScrollReset>
              {chip.label}
              <Icon name="x" />
              <span className="sr-only">{t('kit.filter.remove')}</span>
            </Link>
          </li>
        ))}
      </ul>
      {clearTo && chips.length > 1 ? (
        <Link className="krds-btn text" to={clearTo} preventScrollReset>
          {t('kit.filter.clear')}
        </Link>
      ) : null}
    </div>
  );
}

/** The line above a list: search field, conditions, tools. Put a GET form and `FilterChips` inside. */
export function Tools({ children }: { children: ReactNode }) {
  return <div className="tools">{children}</div>;
}

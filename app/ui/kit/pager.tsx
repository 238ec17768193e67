import type { ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** Keyset pages: back and on. What cannot be followed stays as quiet text, so nothing jumps. */
export function Pager({ previousTo, nextTo, summary }: { previousTo?: string | null; nextTo?: string | null; summary?: ReactNode }) {
  const { t } = useI18n();
  if (!previousTo && !nextTo && !summary) return null;
  return (
    <nav className="pager" aria-label={t('kit.pager.label')}>
      {previousTo ? (
        <Link className="krds-btn secondary medium" to={previousTo} rel="prev">
          <Icon name="back" />
          {t('kit.pager.previous')}
        </Link>
      ) : (
        <span />
      )}
      {summary ? <p className="small soft">{summary}</p> : null}
      {nextTo ? (
        <Link className="krds-btn secondary medium" to={nextTo} rel="next">
          {t('kit.pager.next')}
          <Icon name="arrow" />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}

import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

/** Says on every page that people, firms and figures are invented; links (mail, accounts) as children. */
export function DemoBanner({ text, children }: { text: ReactNode; children?: ReactNode }) {
  const { t } = useI18n();
  return (
    <aside className="demo-banner" aria-label={t('kit.demo.label')}>
      <div className="wrap">
        <p>
          <Icon name="info" />
          <span>{text}</span>
        </p>
        {children ? <div className="demo-links">{children}</div> : null}
      </div>
    </aside>
  );
}

import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';

/** The reason that was given with a decision, whole and unshortened, with its author and time. */
export function ReasonBox({ title, by, at, children }: { title?: ReactNode; by?: ReactNode; at?: ReactNode; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <div className="reason">
      <p className="reason-title">{title ?? t('kit.reason')}</p>
      <blockquote>{children}</blockquote>
      {by || at ? (
        <p className="mini soft">
          {by}
          {by && at ? ' · ' : null}
          {at}
        </p>
      ) : null}
    </div>
  );
}

import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { State } from '#app/ui/kit/state.tsx';

/** A value that cannot be changed now: plain text with a padlock and the reason. */
export function LockedField({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  const { t } = useI18n();
  return (
    <div className="field-row">
      <div className="form-group">
        <p className="form-tit">{label}</p>
        <div className="locked">
          <span>{value}</span>
          <State kind="locked">{t('kit.locked')}</State>
          {note ? <span className="soft mini">{note}</span> : null}
        </div>
      </div>
    </div>
  );
}

import { useI18n } from '#app/i18n/i18n.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import type { SaveStatus } from './use-autosave.ts';

/** When and where the answers were last kept. */
export function AutosaveState({ status, savedAt }: { status: SaveStatus; savedAt: Date | null }) {
  const { t } = useI18n();
  if (status.kind === 'sending') return <p role="status"><State kind="doing">{t('applications.save.sending')}</State></p>;
  if (status.kind === 'conflict') return <p role="alert"><State kind="warn">{t('applications.save.conflict')}</State></p>;
  if (status.kind === 'refused') return <p role="alert"><State kind="bad">{status.message || t('applications.save.refused')}</State></p>;
  if (status.kind === 'device') {
    return (
      <p role="status">
        <State kind="warn">
          <TimeText at={status.at} /> {t('applications.save.device')}
        </State>
      </p>
    );
  }
  const at = status.kind === 'saved' ? status.at : savedAt;
  if (!at) return <p role="status"><State kind="todo">{t('applications.save.none')}</State></p>;
  return (
    <p role="status">
      <State kind="ok">
        <TimeText at={at} /> {t('applications.save.server')}
      </State>
    </p>
  );
}

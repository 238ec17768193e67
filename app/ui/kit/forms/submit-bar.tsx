import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { useFormBusy } from '#app/ui/kit/forms/form-context.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface SaveStateProps {
  /** When it was last saved; null says that nothing is saved yet. */
  at: Date | string | null;
  /** Where the saved values are. */
  where: 'server' | 'device';
}

/** When and where the work was saved; says "sending" while the form is on its way. */
export function SaveState({ at, where }: SaveStateProps) {
  const { t } = useI18n();
  const busy = useFormBusy();
  if (busy) return <p role="status"><State kind="doing">{t('kit.save.sending')}</State></p>;
  if (at === null) return <p role="status"><State kind="todo">{t('kit.save.none')}</State></p>;
  return (
    <p role="status">
      <State kind="ok">
        <TimeText at={at} /> {t(where === 'server' ? 'kit.save.server' : 'kit.save.device')}
      </State>
    </p>
  );
}

/** The end of a form: save state left, buttons right. `sticky` only for long forms that save or send. */
export function SubmitBar({ state, sticky, children }: { state?: ReactNode; sticky?: boolean; children: ReactNode }) {
  return (
    <div className={sticky ? 'save-bar sticky' : 'save-bar'}>
      {state ?? <span />}
      <div className="btns">{children}</div>
    </div>
  );
}

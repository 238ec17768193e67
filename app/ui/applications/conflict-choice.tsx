import { useI18n } from '#app/i18n/i18n.tsx';
import type { ShownConflict } from './shown-section.ts';

/** Two values of one answer side by side: the own one stays in its field, the other stands here to be taken. */
export function ConflictChoice({ id, conflict, onChoose }: { id: string; conflict: ShownConflict; onChoose: (keep: 'mine' | 'theirs') => void }) {
  const { t } = useI18n();
  return (
    <fieldset className="conflict">
      <legend className="small">{t('applications.conflict.title', { by: conflict.by, at: conflict.at })}</legend>
      <blockquote className="small">{conflict.words || t('applications.answer.empty')}</blockquote>
      <div className="choices inline">
        <label className="radio">
          <input type="radio" name={`_keep.${id}`} value="mine" defaultChecked onChange={() => onChoose('mine')} />
          <b>{t('applications.conflict.mine')}</b>
        </label>
        <label className="radio">
          <input type="radio" name={`_keep.${id}`} value="theirs" onChange={() => onChoose('theirs')} />
          <b>{t('applications.conflict.theirs')}</b>
        </label>
      </div>
    </fieldset>
  );
}

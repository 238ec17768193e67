import { useEffect, useState } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { dropRescue, readRescue, type RescueCopy } from './rescue-copy.ts';

/** Offers what this browser could not send the last time. */
export function RescueOffer({ rescueKey, ids, onRestore }: { rescueKey: string; ids: readonly string[]; onRestore: (fields: RescueCopy['fields']) => void }) {
  const { t, format } = useI18n();
  const [copy, setCopy] = useState<RescueCopy | null>(null);
  useEffect(() => {
    const found = readRescue(rescueKey);
    const fields = Object.fromEntries(Object.entries(found?.fields ?? {}).filter(([id]) => ids.includes(id)));
    setCopy(found && Object.keys(fields).length > 0 ? { at: found.at, fields } : null);
    // Only what was left by an earlier visit counts, so this looks once and not at each new list of questions.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rescueKey]);
  if (!copy) return null;
  const close = () => {
    dropRescue(rescueKey, Object.keys(copy.fields));
    setCopy(null);
  };
  return (
    <Alert kind="warn" title={t('applications.rescue.title', { count: Object.keys(copy.fields).length })}>
      <p>{t('applications.rescue.text', { at: format.dateTime(copy.at) })}</p>
      <ButtonRow>
        <Button size="medium" onClick={() => { onRestore(copy.fields); setCopy(null); }}>
          {t('applications.rescue.restore')}
        </Button>
        <Button variant="text" onClick={close}>
          {t('applications.rescue.discard')}
        </Button>
      </ButtonRow>
    </Alert>
  );
}

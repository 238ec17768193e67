import { useEffect, useRef, useState } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { dropRescue, judgeRescue, readRescue, type RescueCopy, type RescuedAnswer, type ServedAnswer } from './rescue-copy.ts';

type Answers = RescueCopy['answers'];

interface RescueOfferProps {
  readonly rescueKey: string;
  /** The open questions of the page as the server shows them. */
  readonly served: Readonly<Record<string, ServedAnswer>>;
  /** Whether the form holds the same words already. */
  readonly isShown: (id: string, pairs: RescuedAnswer['pairs']) => boolean;
  readonly onRestore: (answers: Answers) => void;
}

/** Puts back what this browser typed last and the server did not confirm; where somebody else wrote since, it asks. */
export function RescueOffer({ rescueKey, served, isShown, onRestore }: RescueOfferProps) {
  const { t, format } = useI18n();
  const [copy, setCopy] = useState<RescueCopy | null>(null);
  const seen = useRef<string | null>(null);
  useEffect(() => {
    // Only what was left by an earlier visit counts, so this looks once and not at each new list of questions.
    if (seen.current === rescueKey) return;
    seen.current = rescueKey;
    const found = readRescue(rescueKey);
    if (!found) return;
    const judged = { drop: {}, restore: {}, offer: {} } as Record<ReturnType<typeof judgeRescue>, Record<string, RescuedAnswer>>;
    for (const [id, kept] of Object.entries(found.answers)) {
      const shown = served[id];
      if (shown) judged[judgeRescue(kept, shown, isShown(id, kept.pairs))][id] = kept;
    }
    dropRescue(rescueKey, judged.drop);
    if (Object.keys(judged.restore).length > 0) onRestore(judged.restore);
    if (Object.keys(judged.offer).length > 0) setCopy({ at: found.at, answers: judged.offer });
  }, [rescueKey, served, isShown, onRestore]);
  if (!copy) return null;
  const close = () => {
    dropRescue(rescueKey, copy.answers);
    setCopy(null);
  };
  return (
    <Alert kind="warn" title={t('applications.rescue.title', { count: Object.keys(copy.answers).length })}>
      <p>{t('applications.rescue.text', { at: format.dateTime(copy.at) })}</p>
      <ButtonRow>
        <Button size="medium" onClick={() => { onRestore(copy.answers); setCopy(null); }}>
          {t('applications.rescue.restore')}
        </Button>
        <Button variant="text" onClick={close}>
          {t('applications.rescue.discard')}
        </Button>
      </ButtonRow>
    </Alert>
  );
}

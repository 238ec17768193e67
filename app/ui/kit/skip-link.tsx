import { useI18n } from '#app/i18n/i18n.tsx';

/** First thing on each page: jumps over the header to `#main`. */
export function SkipLink() {
  const { t } = useI18n();
  return (
    <a className="skip" href="#main">
      {t('kit.skip')}
    </a>
  );
}

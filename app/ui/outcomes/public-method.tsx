import type { PublicOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Section } from '#app/ui/kit/section.tsx';

const TERMS = ['improvement', 'achievement', 'mean', 'window', 'verified', 'worse', 'excluded', 'group', 'delivery'] as const;

/** How every figure of the page is computed, with a worked example. */
export function PublicMethod({ rules }: PublicOutcomes) {
  const { t, format } = useI18n();
  const cap = rules.capPercent === null ? t('outcomes.public.method.no_cap') : t('outcomes.public.method.cap', { cap: format.number(rules.capPercent) });
  return (
    <Section layout="split" id="method" title={t('outcomes.public.method.title')} intro={t('outcomes.public.method.intro')}>
      <DefinitionList
        layout="grid"
        items={TERMS.map((term) => ({
          term: t(`outcomes.public.method.${term}`),
          value: t(`outcomes.public.method.${term}_text`, { min: rules.groupMin }),
          note: term === 'mean' ? `${t('outcomes.public.method.mean_note')} ${cap}` : t(`outcomes.public.method.${term}_note`),
        }))}
      />
    </Section>
  );
}

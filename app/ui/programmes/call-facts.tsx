import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import type { ShownCall } from './shown-call.ts';

/** Who, how much, how many days, how many places. */
export function CallFacts({ call }: { call: ShownCall }) {
  const { t, format } = useI18n();
  return (
    <DefinitionList
      layout="grid"
      items={[
        { term: t('programmes.facts.who'), value: t('programmes.facts.who_value'), note: t('programmes.facts.who_note') },
        {
          term: t('programmes.facts.grant'),
          value: t('programmes.facts.range', { min: format.number(call.grantMinWon), max: format.wonPlain(call.grantMaxWon) }),
          note: call.ownShareMinPercent === 0 ? t('programmes.facts.no_own_share') : t('programmes.facts.own_share', { percent: call.ownShareMinPercent }),
        },
        {
          term: t('programmes.facts.consulting'),
          value: t('programmes.facts.days', { days: call.manDays.total }),
          note: t('programmes.facts.days_note', { diagnosis: call.manDays.diagnosis, coaching: call.manDays.coaching, closing: call.manDays.closing }),
        },
        {
          term: t('programmes.facts.quota'),
          value: t('programmes.facts.firms', { count: format.number(call.quota) }),
          note: t('programmes.facts.quota_note', { percent: call.unaffiliatedSharePercent }),
        },
      ]}
    />
  );
}

import type { LiveOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { BarChart } from '#app/ui/charts/bar-chart.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';

const MILLION = 1_000_000;

/** Budget, agreed, paid, settled and returned money; smart factories, jobs and own investment. */
export function PublicMoney({ live, groupMin }: { live: LiveOutcomes; groupMin: number }) {
  const { t, format } = useI18n();
  const { counts, figures } = live;
  const { budgetWon, settledWon, returnedWon } = figures.money;
  const rows = [
    ['budget', budgetWon], ['agreed', counts.agreedWon], ['paid', counts.paidWon], ['settled', settledWon], ['returned', returnedWon],
  ] as const;
  const share = budgetWon > 0 ? format.number((counts.agreedWon / budgetWon) * 100, 0) : '-';
  const plants = figures.smartFactories;
  return (
    <>
      <Section layout="split" title={t('outcomes.public.money.title')} intro={t('outcomes.public.money.intro')}>
        <BarChart
          title={t('outcomes.public.money.title')}
          sentence={t('outcomes.public.money.sentence', { budget: format.wonShort(budgetWon), agreed: format.wonShort(counts.agreedWon), percent: share })}
          note={t('outcomes.public.money.note')}
          unit={t('outcomes.public.unit.million')}
          digits={0}
          bars={rows.map(([key, won]) => ({ key, label: t(`outcomes.public.money.${key}`), value: Math.round(won / MILLION), kind: key === 'paid' ? ('now' as const) : ('was' as const) }))}
        />
      </Section>
      <Section layout="split" title={t('outcomes.public.plants.title')} intro={t('outcomes.public.plants.intro')}>
        <Stats
          items={[
            { label: t('outcomes.public.plants.planned'), value: format.number(plants.planned), unit: t('outcomes.public.unit.plants'), note: t('outcomes.public.plants.planned_note') },
            { label: t('outcomes.public.plants.built'), value: format.number(plants.built), unit: t('outcomes.public.unit.plants'), note: t('outcomes.public.plants.built_note', { running: plants.underWay }) },
            figures.jobs.created === null
              ? { label: t('outcomes.public.jobs.created'), value: t('outcomes.public.hidden'), note: t('outcomes.public.too_few', { n: figures.jobs.n, min: groupMin }) }
              : { label: t('outcomes.public.jobs.created'), value: format.number(figures.jobs.created), unit: t('outcomes.public.unit.people'), note: t('outcomes.public.jobs.note', { n: figures.jobs.n }) },
            figures.investment.won === null
              ? { label: t('outcomes.public.jobs.invested'), value: t('outcomes.public.hidden'), note: t('outcomes.public.too_few', { n: figures.investment.n, min: groupMin }) }
              : { label: t('outcomes.public.jobs.invested'), value: format.number(Math.round(figures.investment.won / MILLION)), unit: t('outcomes.public.unit.million'), note: t('outcomes.public.jobs.note', { n: figures.investment.n }) },
          ]}
        />
      </Section>
    </>
  );
}

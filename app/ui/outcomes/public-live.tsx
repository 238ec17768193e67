import type { LiveOutcomes, PublicOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Distribution } from '#app/ui/charts/distribution.tsx';
import { Funnel } from '#app/ui/charts/funnel.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { PublicChanges } from '#app/ui/outcomes/public-changes.tsx';
import { PublicCoverage } from '#app/ui/outcomes/public-coverage.tsx';
import { PublicFamilies } from '#app/ui/outcomes/public-families.tsx';
import { PublicMoney } from '#app/ui/outcomes/public-money.tsx';
import { PublicRegions } from '#app/ui/outcomes/public-regions.tsx';

const STEPS = ['applied', 'eligible', 'selected', 'agreed', 'completed', 'settled'] as const;

/** The results of a year whose cases this portal holds. */
export function PublicLive({ live, rules }: PublicOutcomes & { live: LiveOutcomes }) {
  const { t, format } = useI18n();
  const { figures, counts } = live;
  const { improvement, achievement } = figures;
  const shown = improvement.mean !== null;
  const count = (value: number | null) => (value === null ? t('outcomes.public.hidden') : format.number(value));
  const firms = t('outcomes.public.unit.firms');
  return (
    <>
      <Section layout="split" title={t('outcomes.public.change.title')} intro={t('outcomes.public.change.intro')}>
        {shown ? (
          <Stats
            items={[
              { label: t('outcomes.public.change.mean'), value: format.number(improvement.mean ?? 0, 1), unit: '%', note: t('outcomes.public.change.mean_note', { n: improvement.n }) },
              { label: t('outcomes.public.change.median'), value: format.number(improvement.median ?? 0, 1), unit: '%', note: t('outcomes.public.change.median_note') },
              { label: t('outcomes.public.change.worse'), value: count(improvement.worse), unit: improvement.worse === null ? undefined : firms, note: t('outcomes.public.change.worse_note', { n: improvement.n }) },
              achievement.mean === null
                ? { label: t('outcomes.public.change.achievement'), value: t('outcomes.public.hidden'), note: t('outcomes.public.too_few', { n: achievement.n, min: rules.groupMin }) }
                : { label: t('outcomes.public.change.achievement'), value: format.number(achievement.mean, 1), unit: '%', note: t('outcomes.public.change.achievement_note', { n: achievement.n, median: format.number(achievement.median ?? 0, 1), reached: achievement.reached ?? 0 }) },
            ]}
          />
        ) : (
          <Alert kind="info" title={t('outcomes.public.few.title', { min: rules.groupMin })}>
            {t('outcomes.public.few.text', { n: improvement.n, min: rules.groupMin })}
          </Alert>
        )}
      </Section>

      <PublicCoverage live={live} />
      <PublicChanges live={live} groupMin={rules.groupMin} />

      {live.steps.length > 0 ? (
        <Section layout="split" title={t('outcomes.public.spread.title')} intro={t('outcomes.public.spread.intro', { n: improvement.n })}>
          <Distribution
            title={t('outcomes.public.spread.title')}
            sentence={t('outcomes.public.spread.sentence', { n: improvement.n, better: improvement.n - (improvement.worse ?? 0), worse: improvement.worse ?? 0, median: format.number(improvement.median ?? 0, 1) })}
            note={t('outcomes.public.spread.note', { excluded: live.excludedFirms, missing: live.notAnswered })}
            bins={live.steps.map((step) => ({ from: step.from, to: step.to, count: step.count, worse: step.to <= 0 }))}
            unit="%"
            countUnit={t('outcomes.public.spread.count')}
            median={improvement.median === null ? null : Math.round(improvement.median * 10) / 10}
          />
        </Section>
      ) : null}

      <PublicFamilies figures={figures} groupMin={rules.groupMin} />

      <Section layout="split" title={t('outcomes.public.funnel.title')} intro={t('outcomes.public.funnel.intro', { quota: format.number(live.quota) })}>
        <Funnel
          title={t('outcomes.public.funnel.title')}
          sentence={t('outcomes.public.funnel.sentence', { selected: format.number(counts.selected), quota: format.number(live.quota), percent: live.quota > 0 ? format.number((counts.selected / live.quota) * 100, 0) : '-', completed: format.number(counts.completed) })}
          note={t('outcomes.public.funnel.note', { running: format.number(counts.inProgress) })}
          steps={STEPS.map((key) => ({ key, label: t(`outcomes.public.funnel.${key}`), count: counts[key] }))}
          unit={firms}
        />
      </Section>

      <PublicRegions live={live} groupMin={rules.groupMin} />
      <PublicMoney live={live} groupMin={rules.groupMin} />
    </>
  );
}

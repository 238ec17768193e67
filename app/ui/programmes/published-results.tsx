import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import type { ShownOutcome } from './shown-call.ts';

const WIDTH = 560;

/** Published results of an earlier year with their coverage. */
export function PublishedResults({ outcome }: { outcome: ShownOutcome }) {
  const { t, format } = useI18n();
  const { surveyed, participants, financialEffectWon, newJobs } = outcome;
  const share = Math.round((surveyed / participants) * (WIDTH - 2));
  return (
    <div className="band">
      <Wrap>
        <Section layout="split" title={t('programmes.results.title')} intro={t('programmes.results.intro', { year: outcome.yearNumber })} aside={<p><Link to={paths.outcomes()}>{t('programmes.results.all')}</Link></p>}>
          <Stats
            columns={3}
            items={[
              { label: t('programmes.results.improvement'), value: format.number(outcome.improvementPercent, 1), unit: '%', note: t('programmes.results.improvement_note', { count: format.number(surveyed) }) },
              ...(financialEffectWon === null ? [] : [{ label: t('programmes.results.effect'), value: format.number(financialEffectWon / 100_000_000, 0), unit: t('programmes.results.effect_unit'), note: t('programmes.results.effect_note', { won: format.wonShort(Math.round(financialEffectWon / surveyed / 10_000) * 10_000) }) }]),
              ...(newJobs === null ? [] : [{ label: t('programmes.results.jobs'), value: format.number(newJobs), unit: t('programmes.results.jobs_unit'), note: t('programmes.results.jobs_note') }]),
            ]}
          />
          <div className="gap-above">
            <p className="h-row small">
              <span>{t('programmes.results.surveyed', { surveyed: format.number(surveyed), participants: format.number(participants) })}</span>
              <b>{t('programmes.results.coverage', { percent: format.percent((surveyed / participants) * 100) })}</b>
            </p>
            <svg className="coverage" viewBox={`0 0 ${WIDTH} 26`} aria-hidden="true" preserveAspectRatio="none">
              <rect className="whole" x=".5" y=".5" width={WIDTH - 1} height="25" />
              <rect className="part" x="1" y="1" width={share} height="24" />
            </svg>
            <p className="mini soft">{t('programmes.results.bar', { missing: format.number(participants - surveyed) })}</p>
          </div>
        </Section>
      </Wrap>
    </div>
  );
}

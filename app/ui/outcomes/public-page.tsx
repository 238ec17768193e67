import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Badge } from '#app/ui/kit/state.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { PublicHistory } from '#app/ui/outcomes/public-history.tsx';
import { PublicLive } from '#app/ui/outcomes/public-live.tsx';
import { PublicMethod } from '#app/ui/outcomes/public-method.tsx';
import { PublicYear } from '#app/ui/outcomes/public-year.tsx';
import type { PublicOutcomes } from '#app/domain/outcomes/public-outcomes.ts';

/** Public results of one programme year: what changed, who was asked, what was left out, and the years before. */
export function PublicOutcomesPage(props: PublicOutcomes) {
  const { t, format } = useI18n();
  const { year, years, live } = props;
  const period = live ? t('outcomes.public.period', { from: format.month(live.startsOn.slice(0, 7)), to: format.month(live.endsOn.slice(0, 7)) }) : format.text(year.label);
  return (
    <>
      <Wrap>
        <PageTitle
          over={
            <>
              <span className="soft">{period}</span>
              <Badge tone="line">{live ? t('outcomes.public.kind.live') : t('outcomes.public.kind.published')}</Badge>
            </>
          }
          title={live ? t('outcomes.public.heading_live', { year: format.text(year.label) }) : t('outcomes.public.title', { number: year.number })}
          lede={live ? t('outcomes.public.lede_live') : t('outcomes.public.lede_published')}
        />
        <Tabs
          label={t('outcomes.public.switch')}
          items={years.map((entry) => ({ to: paths.outcomes({ year: entry.number }), label: t('outcomes.public.year', { number: entry.number }), current: entry.number === year.number }))}
        />
        {live ? <PublicLive {...props} live={live} /> : <PublicYear {...props} />}
      </Wrap>
      <div className="band">
        <Wrap>
          <PublicHistory {...props} />
        </Wrap>
      </div>
      <Wrap>
        <PublicMethod {...props} />
        <Section layout="split" title={t('outcomes.public.data.title')} intro={t('outcomes.public.data.intro')}>
          <ButtonRow>
            <ButtonLink to={paths.outcomesJson({ year: year.number })} reload icon="download">
              {t('outcomes.public.data.json')}
            </ButtonLink>
          </ButtonRow>
          <p className="small soft gap-above">
            {t('outcomes.public.data.at')} <TimeText at={props.generatedAt} />
          </p>
        </Section>
      </Wrap>
    </>
  );
}

import { useI18n } from '#app/i18n/i18n.tsx';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { Turn } from '#app/ui/kit/turn.tsx';
import { ResultBadges, ResultFigures } from '#app/ui/outcomes/kpi-results-figures.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import type { ShownCard, ShownOverview } from '#app/ui/outcomes/shown-kpi.ts';

/** The KPIs of a firm: what is due now, then every KPI from baseline to result. */
export function KpiResultsPage({ overview }: { overview: ShownOverview | null }) {
  const { t } = useI18n();
  return (
    <Wrap>
      <PageTitle title={t('outcomes.kpi.title')} lede={t('outcomes.kpi.lede')} aside={overview && overview.cards.length > 0 ? <Link to={paths.firmKpiCards()}>{t('outcomes.kpi.to_cards')}</Link> : undefined} />
      {!overview || overview.cards.length === 0 ? (
        <EmptyState title={t('outcomes.kpi.none')} action={<ButtonLink to={paths.firmKpiCards()} variant="secondary">{t('outcomes.kpi.to_assessment')}</ButtonLink>}>
          {t(overview && overview.drafts > 0 ? 'outcomes.kpi.not_frozen' : 'outcomes.kpi.none_text')}
        </EmptyState>
      ) : (
        <>
          <DueTurn overview={overview} />
          <div className="gap-above-l">
            {overview.cards.map((view) => (
              <CardSection key={view.card.id} view={view} to={paths.firmKpi(view.card.id)} />
            ))}
            <Summary overview={overview} />
          </div>
        </>
      )}
    </Wrap>
  );
}

function DueTurn({ overview }: { overview: ShownOverview }) {
  const { t, format } = useI18n();
  const { due, cards, canRecord } = overview;
  if (!due) return null;
  const missing = cards.find((view) => view.months.some((entry) => entry.month === due.month && entry.reading === null));
  const values = { month: format.month(due.month), count: due.missing };
  if (!missing) return <Turn whose={t('outcomes.kpi.turn.done')} mine={false} title={t('outcomes.kpi.turn.done_title', values)} wide />;
  return (
    <Turn
      whose={t(canRecord ? 'outcomes.kpi.turn.yours' : 'outcomes.kpi.turn.theirs')}
      mine={canRecord}
      title={t('outcomes.kpi.turn.enter', values)}
      due={{ label: t('outcomes.kpi.due'), value: format.date(due.dueOn) }}
      clock={due.overdue ? <State kind="bad">{t('outcomes.kpi.overdue')}</State> : null}
      next={t('outcomes.kpi.turn.next')}
      actions={canRecord ? <ButtonLink to={`${paths.firmKpi(missing.card.id, { month: due.month })}#entry`} variant="primary">{t('outcomes.kpi.turn.open', { name: format.text(missing.result.name) })}</ButtonLink> : undefined}
      wide
    />
  );
}

function CardSection({ view, to }: { view: ShownCard; to: string }) {
  const { t, format } = useI18n();
  const { result } = view;
  const waiting = view.readings.filter((reading) => reading.state === 'recorded' && !reading.isBaseline).length;
  const flagged = view.readings.filter((reading) => reading.state === 'flagged').length;
  return (
    <Section title={<Link to={to}>{format.text(result.name)}</Link>} aside={<ResultBadges result={result} />}>
      <ResultFigures result={result} />
      <p className="small soft gap-above-s">
        {t('outcomes.kpi.entered', { count: result.monthsEntered })}
        {waiting > 0 ? <> · <State kind="waiting">{t('outcomes.kpi.waiting', { count: waiting })}</State></> : null}
        {flagged > 0 ? <> · <State kind="warn">{t('outcomes.kpi.flagged', { count: flagged })}</State></> : null}
      </p>
      <p className="no-print"><Link to={to}>{t('outcomes.kpi.open')}</Link></p>
    </Section>
  );
}

function Summary({ overview }: { overview: ShownOverview }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const { summary, cards } = overview;
  return (
    <Section title={t('outcomes.kpi.summary')} intro={t('outcomes.kpi.summary_intro')}>
      <SimpleTable
        fold
        caption={t('outcomes.kpi.summary')}
        columns={[{ header: t('outcomes.kpi.column.kpi') }, { header: t('outcomes.kpi.baseline'), kind: 'number' }, { header: t('outcomes.kpi.target'), kind: 'number' }, { header: t('outcomes.kpi.column.after'), kind: 'number' }, { header: t('outcomes.kpi.improvement'), kind: 'number' }, { header: t('outcomes.kpi.achievement'), kind: 'number' }]}
        rows={cards.map(({ result }) => ({
          key: result.cardId,
          cells: [format.text(result.name), words.value(result, result.baseline?.value ?? null), words.value(result, result.target), words.value(result, result.after), <>{words.percent(result.improvementPercent)}{result.worse ? ` (${t('outcomes.kpi.worse')})` : ''}</>, words.percent(result.achievementPercent)],
        }))}
      />
      <div className="gap-above">
        <Stats
          items={[
            { label: t('outcomes.kpi.mean_improvement'), value: words.percent(summary.improvementPercent), note: t('outcomes.kpi.mean', { count: summary.counted }) },
            { label: t('outcomes.kpi.mean_achievement'), value: words.percent(summary.achievementPercent), note: t('outcomes.kpi.achievement_note') },
          ]}
        />
      </div>
      {summary.zeroBaseline + summary.withoutValue > 0 ? <p className="small soft gap-above-s">{t('outcomes.kpi.left_out', { zero: summary.zeroBaseline, without: summary.withoutValue })}</p> : null}
      <div className="gap-above">
        <DefinitionList
          items={[
            { term: t('outcomes.kpi.improvement'), value: t('outcomes.kpi.formula.lower'), note: t('outcomes.kpi.formula.higher') },
            { term: t('outcomes.kpi.achievement'), value: t('outcomes.kpi.formula.achievement'), note: t('outcomes.kpi.formula.apart') },
          ]}
        />
      </div>
    </Section>
  );
}

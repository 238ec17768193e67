import { useI18n } from '#app/i18n/i18n.tsx';
import { Link } from '#app/http/framework.ts';
import { LineChart } from '#app/ui/charts/line-chart.tsx';
import { paths } from '#app/http/paths.ts';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { FlagText, ReadingEndText, ReadingMark, ReadingValue } from '#app/ui/outcomes/reading-actions.tsx';
import { useKpiWords } from '#app/ui/outcomes/kpi-results-words.ts';
import type { ShownCard, ShownReading } from '#app/ui/outcomes/shown-kpi.ts';

const isLive = (reading: ShownReading) => reading.state !== 'rejected' && reading.state !== 'corrected';

/** Monthly values as a line between baseline and target. */
export function ReadingChart({ view }: { view: ShownCard }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const { result, card } = view;
  const past = card.months.map((entry) => ({ label: entry.month, value: (entry.numerator / entry.denominator) * result.factor, past: true }));
  const points = [...past, ...view.months.map((entry) => ({ label: entry.month, value: entry.reading?.value ?? null }))];
  if (points.filter((point) => point.value !== null).length < 2) return null;
  const sentence =
    result.latest && result.baseline
      ? t('outcomes.kpi.chart_sentence', { month: format.month(result.latest.month), value: words.value(result, result.latest.value), baseline: words.value(result, result.baseline.value), target: words.value(result, result.target) })
      : undefined;
  return <LineChart title={format.text(result.name)} {...(sentence ? { sentence } : {})} points={points} unit={words.unit(result)} digits={result.decimals} baseline={result.baseline?.value ?? null} target={result.target} tableOpen={false} />;
}

/** All readings of a card, latest month first, replaced ones included. */
export function ReadingTable({ view, entryLinks }: { view: ShownCard; entryLinks: boolean }) {
  const { t, format } = useI18n();
  const words = useKpiWords();
  const { card, result } = view;
  const rows = view.readings.filter((reading) => reading.kind === 'monthly');
  return (
    <div className="gap-above-s">
      <SimpleTable
      fold
      caption={t('outcomes.reading.table')}
      columns={[
        { header: t('outcomes.reading.month') },
        { header: format.text(card.numeratorLabel) || t('outcomes.reading.numerator'), kind: 'number' },
        { header: format.text(card.denominatorLabel) || t('outcomes.reading.denominator'), kind: 'number' },
        { header: t('outcomes.reading.value'), kind: 'number' },
        { header: t('outcomes.reading.people') },
        { header: t('outcomes.reading.state') },
      ]}
      rows={rows.map((reading) => ({
        key: reading.id,
        cells: [
          entryLinks && isLive(reading) && !reading.isBaseline ? <Link key="month" className="nb" to={`${paths.firmKpi(card.id, { month: reading.month })}#entry`}>{format.month(reading.month)}</Link> : <span key="month" className="nb">{format.month(reading.month)}</span>,
          reading.numerator === null ? '-' : format.number(reading.numerator),
          reading.denominator === null ? '-' : format.number(reading.denominator),
          <ReadingValue key="value" reading={reading}>{words.value(result, reading.value)}</ReadingValue>,
          [reading.recordedByName, reading.confirmedByName, reading.verifiedByName].filter(Boolean).join(' → ') || '-',
          <div key="state">
            <ReadingMark reading={reading} />
            {reading.flagRule && isLive(reading) ? <small className="mini soft"><FlagText reading={reading} />{reading.explanation ? ` · ${reading.explanation}` : ''}</small> : null}
            {reading.end ? <small className="mini soft"> <ReadingEndText reading={reading} /></small> : null}
            {reading.documentId ? <FileLink to={paths.document(reading.documentId)} name={reading.documentName ?? t('outcomes.reading.evidence')} /> : null}
            {reading.note ? <small className="mini soft"> {reading.note}</small> : null}
          </div>,
        ],
      }))}
    />
    </div>
  );
}

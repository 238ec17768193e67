import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, LegendMark, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, valueScale } from '#app/ui/charts/plot.ts';

export interface SlopeItem {
  key: string;
  label: string;
  note?: string;
  before: number;
  after: number;
}

export interface SlopesProps extends ChartProps {
  items: readonly SlopeItem[];
  unit: string;
  digits?: number;
  better: 'lower' | 'higher';
  domain?: readonly [number, number];
  beforeLabel?: string;
  afterLabel?: string;
}

/** Small multiples on one scale: a line from before to after for each group. */
export function Slopes(props: SlopesProps) {
  const { t, format } = useI18n();
  const { items, unit, digits = 1, better, domain } = props;
  const before = props.beforeLabel ?? t('kit.chart.before');
  const after = props.afterLabel ?? t('kit.chart.after');
  const y = valueScale(items.flatMap((item) => [item.before, item.after]), 14, 102, { domain });
  const worse = (item: SlopeItem) => (better === 'lower' ? item.after > item.before : item.after < item.before);
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? false}
      legend={
        <>
          <LegendMark kind="before">{before}</LegendMark>
          <LegendMark kind="after">{after}</LegendMark>
          {items.some(worse) ? <LegendMark kind="worse">{t('kit.chart.worse')}</LegendMark> : null}
        </>
      }
      columns={[{ header: t('kit.chart.item') }, { header: `${before} (${unit.trim()})`, kind: 'number' }, { header: `${after} (${unit.trim()})`, kind: 'number' }]}
      rows={items.map((item) => ({ key: item.key, cells: [item.label, format.number(item.before, digits), format.number(item.after, digits)] }))}
    >
      <div className="multiples">
        {items.map((item) => {
          const from = px(y(item.before));
          const to = px(y(item.after));
          const bad = worse(item);
          return (
            <div key={item.key}>
              <p className="multiple-name">{item.label}</p>
              <p className="mini soft">{[item.note, bad ? t('kit.chart.worse') : null].filter(Boolean).join(', ')}</p>
              <svg className="chart" viewBox="0 0 180 126" aria-hidden="true">
                <path className="axis" d="M46 12V104M134 12V104" />
                <path className={bad ? 'range-bad' : 'is'} d={`M46 ${from}L134 ${to}`} />
                <circle className="dot-was" cx="46" cy={from} r="5" />
                {bad ? <path className="dot-bad" d={`M134 ${to - 7}l7 7-7 7-7-7z`} /> : <circle className="dot-is" cx="134" cy={to} r="5.5" />}
                <text className="val light" x="35" y={from + 5} textAnchor="end">
                  {format.number(item.before, digits)}
                </text>
                <text className={bad ? 'badt' : 'val'} x="146" y={to + 5}>
                  {format.number(item.after, digits)}
                </text>
                <text x="46" y="122" textAnchor="middle">
                  {before}
                </text>
                <text x="134" y="122" textAnchor="middle">
                  {after}
                </text>
              </svg>
            </div>
          );
        })}
      </div>
    </ChartFigure>
  );
}

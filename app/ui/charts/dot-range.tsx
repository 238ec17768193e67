import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, LegendMark, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, valueScale } from '#app/ui/charts/plot.ts';

export interface RangeItem {
  key: string;
  label: string;
  before: number | null;
  after: number | null;
  /** Number of firms, dates: quiet words under the name. */
  note?: string;
}

export interface DotRangeProps extends ChartProps {
  items: readonly RangeItem[];
  unit: string;
  digits?: number;
  /** Which way is better; an item that went the other way is marked as worse by shape and word. */
  better: 'lower' | 'higher';
  domain?: readonly [number, number];
  beforeLabel?: string;
  afterLabel?: string;
}

const shapes = { wide: { width: 680, left: 180, right: 60, row: 44 }, narrow: { width: 340, left: 34, right: 40, row: 70 } };

function isWorse(item: RangeItem, better: 'lower' | 'higher'): boolean {
  if (item.before === null || item.after === null) return false;
  return better === 'lower' ? item.after > item.before : item.after < item.before;
}

function Ranges({ size, items, digits = 1, better, domain, title }: DotRangeProps & { size: 'wide' | 'narrow' }) {
  const { t, format } = useI18n();
  const box = shapes[size];
  const values = items.flatMap((item) => [item.before, item.after]).filter((value) => value !== null);
  const x = valueScale(values.length > 0 ? values : [0, 1], box.width - box.right, box.left, { domain });
  const height = items.length * box.row + 32;
  return (
    <Drawing size={size} width={box.width} height={height} title={title}>
      {x.ticks(size === 'wide' ? 6 : 3).map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${px(x(tick))} 4V${height - 28}`} />
          <text x={px(x(tick))} y={height - 8} textAnchor="middle">
            {format.number(tick)}
          </text>
        </g>
      ))}
      {items.map((item, index) => {
        const top = index * box.row;
        const y = size === 'wide' ? top + 24 : top + 48;
        const worse = isWorse(item, better);
        const from = item.before === null ? null : px(x(item.before));
        const to = item.after === null ? null : px(x(item.after));
        const rising = (to ?? 0) >= (from ?? 0);
        return (
          <g key={item.key}>
            <text className="strong" x="0" y={size === 'wide' ? y + 1 : top + 18}>
              {item.label}
              {size === 'narrow' && item.note ? <tspan className="light"> {item.note}</tspan> : null}
            </text>
            {size === 'wide' && item.note ? (
              <text x="0" y={y + 17}>
                {item.note}
              </text>
            ) : null}
            {from !== null && to !== null ? <path className={worse ? 'range-bad' : 'is'} d={`M${from} ${y}H${to}`} /> : null}
            {from === null ? null : (
              <>
                <circle className="dot-was" cx={from} cy={y} r="5.5" />
                <text x={from + (rising ? -11 : 11)} y={y + 5} textAnchor={rising ? 'end' : 'start'}>
                  {format.number(item.before ?? 0, digits)}
                </text>
              </>
            )}
            {to === null ? null : (
              <>
                {worse ? <path className="dot-bad" d={`M${to} ${y - 7}l7 7-7 7-7-7z`} /> : <circle className="dot-is" cx={to} cy={y} r="6" />}
                <text className={worse ? 'badt' : 'val'} x={to + (rising ? 11 : -11)} y={y + 5} textAnchor={rising ? 'start' : 'end'}>
                  {format.number(item.after ?? 0, digits)}
                </text>
              </>
            )}
            {worse && size === 'wide' ? (
              <text className="badt" x={box.left - 14} y={y + 1} textAnchor="end">
                {t('kit.chart.worse')}
              </text>
            ) : null}
          </g>
        );
      })}
    </Drawing>
  );
}

/** Before and after of several groups on one scale: hollow dot, full dot; a diamond where it got worse. */
export function DotRange(props: DotRangeProps) {
  const { t, format } = useI18n();
  const { items, unit, digits = 1, better } = props;
  const before = props.beforeLabel ?? t('kit.chart.before');
  const after = props.afterLabel ?? t('kit.chart.after');
  const show = (value: number | null) => (value === null ? t('kit.chart.none') : format.number(value, digits));
  const anyWorse = items.some((item) => isWorse(item, better));
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? false}
      legend={
        <>
          <LegendMark kind="before">{before}</LegendMark>
          <LegendMark kind="after">{after}</LegendMark>
          {anyWorse ? <LegendMark kind="worse">{t('kit.chart.worse')}</LegendMark> : null}
        </>
      }
      columns={[{ header: t('kit.chart.item') }, { header: `${before} (${unit.trim()})`, kind: 'number' }, { header: `${after} (${unit.trim()})`, kind: 'number' }]}
      rows={items.map((item) => ({ key: item.key, cells: [item.note ? `${item.label} (${item.note})` : item.label, show(item.before), show(item.after)] }))}
    >
      <Ranges {...props} size="wide" />
      <Ranges {...props} size="narrow" />
    </ChartFigure>
  );
}

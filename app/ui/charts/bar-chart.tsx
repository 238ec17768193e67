import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, Hatch, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, useSvgId, valueScale } from '#app/ui/charts/plot.ts';

export interface Bar {
  key: string;
  label: string;
  value: number | null;
  /** `now` is the present or the chosen one, `worse` is hatched. */
  kind?: 'now' | 'was' | 'worse';
  /** Words after the value. */
  note?: string;
}

export interface BarChartProps extends ChartProps {
  bars: readonly Bar[];
  unit: string;
  digits?: number;
  /** The same end of the scale for several charts. */
  max?: number;
}

const shapes = { wide: { width: 680, left: 170, right: 130, row: 34 }, narrow: { width: 340, left: 0, right: 92, row: 52 } };

function Bars({ size, bars, unit, digits, max, title }: BarChartProps & { size: 'wide' | 'narrow' }) {
  const { t, format } = useI18n();
  const hatch = useSvgId();
  const box = shapes[size];
  const values = bars.map((bar) => bar.value ?? 0);
  const scale = valueScale([...values, max ?? 0, 1e-9], box.width - box.right, box.left, { zero: true, domain: max === undefined ? undefined : [0, max] });
  const zero = px(scale(0));
  return (
    <Drawing size={size} width={box.width} height={bars.length * box.row + 8} title={title}>
      <Hatch id={hatch} />
      {bars.map((bar, index) => {
        const top = 4 + index * box.row;
        const barTop = size === 'wide' ? top + 6 : top + 22;
        const end = px(scale(bar.value ?? 0));
        const from = Math.min(zero, end);
        const kind = bar.kind ?? 'was';
        return (
          <g key={bar.key}>
            <text x={size === 'wide' ? box.left - 14 : 0} y={size === 'wide' ? top + 22 : top + 14} textAnchor={size === 'wide' ? 'end' : 'start'} className={kind === 'now' ? 'nowt' : 'strong'}>
              {bar.label}
            </text>
            {bar.value === null ? null : (
              <rect className={kind === 'worse' ? 'bar-bad' : kind === 'now' ? 'bar-now' : 'bar'} fill={kind === 'worse' ? `url(#${hatch})` : undefined} x={from} y={barTop} width={Math.max(1, Math.abs(end - zero))} height="20" />
            )}
            <text className="val" x={px(Math.max(zero, end) + 10)} y={barTop + 16}>
              {bar.value === null ? t('kit.chart.none') : `${format.number(bar.value, digits)}${unit}`}
              {bar.note ? <tspan className="light"> {bar.note}</tspan> : null}
            </text>
          </g>
        );
      })}
      <path className="zero" d={`M${zero} 4V${bars.length * box.row + 4}`} />
    </Drawing>
  );
}

/** Amounts side by side: horizontal, on one scale that begins at nought. */
export function BarChart(props: BarChartProps) {
  const { t, format } = useI18n();
  const { bars, unit, digits } = props;
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? false}
      columns={[{ header: t('kit.chart.item') }, { header: `${t('kit.chart.value')} (${unit.trim()})`, kind: 'number' }]}
      rows={bars.map((bar) => ({ key: bar.key, cells: [bar.label, bar.value === null ? t('kit.chart.none') : format.number(bar.value, digits)] }))}
    >
      <Bars {...props} size="wide" />
      <Bars {...props} size="narrow" />
    </ChartFigure>
  );
}

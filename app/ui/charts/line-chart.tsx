import { line } from 'd3-shape';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, shownLabels, spread, valueScale } from '#app/ui/charts/plot.ts';

export interface LinePoint {
  /** Month 'YYYY-MM' or another short mark. */
  label: string;
  value: number | null;
  /** Measured before the work began: hollow dots. */
  past?: boolean;
}

export interface LineChartProps extends ChartProps {
  points: readonly LinePoint[];
  unit: string;
  digits?: number;
  baseline?: number | null;
  target?: number | null;
  /** Fixed scale, to compare several charts. */
  domain?: readonly [number, number];
}

const shapes = {
  wide: { width: 680, height: 280, left: 40, right: 104, top: 16, bottom: 36, labels: 8 },
  narrow: { width: 340, height: 260, left: 32, right: 78, top: 16, bottom: 34, labels: 3 },
};

function Lines({ size, points, unit, digits = 1, baseline, target, domain, title }: LineChartProps & { size: 'wide' | 'narrow' }) {
  const { t, format } = useI18n();
  const box = shapes[size];
  const values = [...points.map((point) => point.value), baseline ?? null, target ?? null].filter((value) => value !== null);
  const y = valueScale(values.length > 0 ? values : [0, 1], box.top, box.height - box.bottom, { domain });
  const end = box.width - box.right;
  const x = (index: number) => px(box.left + 10 + (points.length < 2 ? 0 : (index / (points.length - 1)) * (end - box.left - 20)));
  const path = line<LinePoint>((_, index) => x(index), (point) => px(y(point.value ?? 0)))
    .defined((point) => point.value !== null)
    .digits(1);
  const shown = shownLabels(points.length, box.labels);
  const lastIndex = points.findLastIndex((point) => point.value !== null);
  const last = points[lastIndex]?.value ?? null;
  const marks = [
    { key: 'last', value: last, text: last === null ? '' : `${format.number(last, digits)}${unit}`, className: 'val nowt' },
    { key: 'baseline', value: baseline ?? null, text: `${t('kit.chart.baseline')} ${format.number(baseline ?? 0, digits)}`, className: undefined },
    { key: 'target', value: target ?? null, text: `${t('kit.chart.target')} ${format.number(target ?? 0, digits)}`, className: 'strong' },
  ].filter((mark) => mark.value !== null);
  const places = spread(marks.map((mark) => y(mark.value ?? 0) + 5), 17);
  return (
    <Drawing size={size} width={box.width} height={box.height} title={title}>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${box.left} ${px(y(tick))}H${end}`} />
          <text x={box.left - 8} y={px(y(tick) + 4)} textAnchor="end">
            {format.number(tick)}
          </text>
        </g>
      ))}
      {baseline === null || baseline === undefined ? null : <path className="was dash" d={`M${box.left} ${px(y(baseline))}H${end}`} />}
      {target === null || target === undefined ? null : <path className="target-line" d={`M${box.left} ${px(y(target))}H${end}`} />}
      <path className="is" d={path(points) ?? ''} />
      {points.map((point, index) => (
        <g key={point.label}>
          {point.value === null ? null : <circle className={point.past ? 'dot-was' : 'dot-is'} cx={x(index)} cy={px(y(point.value))} r={index === lastIndex ? 5 : 4} />}
          {shown.has(index) ? (
            <text x={x(index)} y={box.height - 12} textAnchor="middle">
              {point.label}
            </text>
          ) : null}
        </g>
      ))}
      {marks.map((mark, index) => (
        <text key={mark.key} className={mark.className} x={end + 10} y={px(places[index] ?? 0)}>
          {mark.text}
        </text>
      ))}
    </Drawing>
  );
}

/** A measure over time with its baseline and target. The scale need not begin at nought; say so in the sentence when it matters. */
export function LineChart(props: LineChartProps) {
  const { t, format } = useI18n();
  const { points, unit, digits = 1 } = props;
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? points.length <= 6}
      columns={[{ header: t('kit.chart.month') }, { header: `${t('kit.chart.value')} (${unit.trim()})`, kind: 'number' }]}
      rows={points.map((point) => ({ key: point.label, cells: [point.label, point.value === null ? t('kit.chart.none') : format.number(point.value, digits)] }))}
    >
      <Lines {...props} size="wide" />
      <Lines {...props} size="narrow" />
    </ChartFigure>
  );
}

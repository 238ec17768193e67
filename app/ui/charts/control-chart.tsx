import { line } from 'd3-shape';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, LegendMark, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, shownLabels, spread, valueScale } from '#app/ui/charts/plot.ts';

export interface ControlPoint {
  label: string;
  value: number;
}

export interface ControlPhase {
  /** Index of the first point of the phase; it lasts to the next one. */
  from: number;
  label: string;
  centre?: number;
  upper?: number;
  lower?: number;
}

export interface ControlChartProps extends ChartProps {
  points: readonly ControlPoint[];
  /** Ascending; the last one is the present level. */
  phases: readonly ControlPhase[];
  unit: string;
  digits?: number;
}

const shapes = {
  wide: { width: 680, height: 310, left: 40, right: 96, top: 30, bottom: 36, labels: 7 },
  narrow: { width: 340, height: 290, left: 32, right: 70, top: 30, bottom: 34, labels: 3 },
};

function phaseAt(phases: readonly ControlPhase[], index: number): ControlPhase | undefined {
  return phases.findLast((phase) => phase.from <= index);
}

function outside(phase: ControlPhase | undefined, value: number): boolean {
  if (!phase) return false;
  return (phase.upper !== undefined && value > phase.upper) || (phase.lower !== undefined && value < phase.lower);
}

function Control({ size, points, phases, digits = 1, title }: ControlChartProps & { size: 'wide' | 'narrow' }) {
  const { t, format } = useI18n();
  const box = shapes[size];
  const bottom = box.height - box.bottom;
  const end = box.width - box.right;
  const limits = phases.flatMap((phase) => [phase.centre, phase.upper, phase.lower]).filter((value) => value !== undefined);
  const y = valueScale([...points.map((point) => point.value), ...limits], box.top, bottom);
  const step = points.length < 2 ? 0 : (end - box.left - 20) / (points.length - 1);
  const x = (index: number) => px(box.left + 10 + index * step);
  const edge = (from: number) => (from <= 0 ? box.left : px(box.left + 10 + (from - 0.5) * step));
  const shown = shownLabels(points.length, box.labels);
  const path = line<ControlPoint>((_, index) => x(index), (point) => px(y(point.value))).digits(1);
  const last = phases.at(-1);
  const marks = [
    { key: 'upper', value: last?.upper, word: t('kit.chart.upper'), className: undefined },
    { key: 'centre', value: last?.centre, word: t('kit.chart.centre'), className: 'strong' },
    { key: 'lower', value: last?.lower, word: t('kit.chart.lower'), className: undefined },
  ].filter((mark) => mark.value !== undefined);
  const places = spread(marks.map((mark) => y(mark.value ?? 0) + 4), 17);
  return (
    <Drawing size={size} width={box.width} height={box.height} title={title}>
      {phases.length > 1 ? <rect className="zone" x={box.left} y={box.top} width={edge(phases[1]?.from ?? 0) - box.left} height={bottom - box.top} /> : null}
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${box.left} ${px(y(tick))}H${end}`} />
          <text x={box.left - 8} y={px(y(tick) + 4)} textAnchor="end">
            {format.number(tick)}
          </text>
        </g>
      ))}
      {phases.map((phase, index) => {
        const from = edge(phase.from);
        const to = index + 1 < phases.length ? edge(phases[index + 1]?.from ?? 0) : end;
        return (
          <g key={phase.from}>
            {index > 0 ? <path className="axis" d={`M${from} ${box.top}V${bottom}`} /> : null}
            {phase.centre === undefined ? null : <path className="zero" d={`M${from} ${px(y(phase.centre))}H${to}`} />}
            {phase.upper === undefined ? null : <path className="limit" d={`M${from} ${px(y(phase.upper))}H${to}`} />}
            {phase.lower === undefined ? null : <path className="limit" d={`M${from} ${px(y(phase.lower))}H${to}`} />}
            <text x={from + 6} y={box.top - 10} className={index === phases.length - 1 ? 'nowt' : undefined}>
              {phase.label}
            </text>
          </g>
        );
      })}
      <path className="is" d={path(points) ?? ''} />
      {points.map((point, index) => {
        const bad = outside(phaseAt(phases, index), point.value);
        const cy = px(y(point.value));
        return (
          <g key={point.label}>
            {bad ? (
              <>
                <path className="dot-bad" d={`M${x(index)} ${cy - 7}l7 7-7 7-7-7z`} />
                <text className="badt" x={x(index)} y={cy - 12} textAnchor="middle">
                  {format.number(point.value, digits)}
                </text>
              </>
            ) : (
              <circle className={phases.length > 1 && index < (phases[1]?.from ?? 0) ? 'dot-was' : 'dot-is'} cx={x(index)} cy={cy} r="4" />
            )}
            {shown.has(index) ? (
              <text x={x(index)} y={box.height - 12} textAnchor="middle">
                {point.label}
              </text>
            ) : null}
          </g>
        );
      })}
      {marks.map((mark, index) => (
        <text key={mark.key} className={mark.className} x={end + 8} y={px(places[index] ?? 0)}>
          {size === 'wide' ? `${mark.word} ` : ''}
          {format.number(mark.value ?? 0, digits + 1)}
        </text>
      ))}
    </Drawing>
  );
}

/** Values over time with centre line and limits per phase; points outside the limits are diamonds. */
export function ControlChart(props: ControlChartProps) {
  const { t, format } = useI18n();
  const { points, phases, unit, digits = 1 } = props;
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? false}
      legend={
        <>
          <LegendMark kind="centre">{t('kit.chart.centre')}</LegendMark>
          <LegendMark kind="limit">{t('kit.chart.limits')}</LegendMark>
          <LegendMark kind="outside">{t('kit.chart.outside')}</LegendMark>
        </>
      }
      columns={[{ header: t('kit.chart.month') }, { header: `${t('kit.chart.value')} (${unit.trim()})`, kind: 'number' }, { header: t('kit.chart.state') }]}
      rows={points.map((point, index) => {
        const phase = phaseAt(phases, index);
        return { key: point.label, cells: [point.label, format.number(point.value, digits), outside(phase, point.value) ? t('kit.chart.outside') : (phase?.label ?? t('kit.chart.inside'))] };
      })}
    >
      <Control {...props} size="wide" />
      <Control {...props} size="narrow" />
    </ChartFigure>
  );
}

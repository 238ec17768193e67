import { curveLinear, lineRadial } from 'd3-shape';
import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, LegendMark, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, twoLines } from '#app/ui/charts/plot.ts';

export interface RadarAxis {
  key: string;
  /** Short name at the tip. */
  label: string;
  /** Full name in the table. */
  name?: string;
  own: number | null;
  confirmed?: number | null;
  target?: number | null;
}

export interface RadarChartProps extends ChartProps {
  axes: readonly RadarAxis[];
  /** Highest level; rings are drawn for each whole one. */
  max?: number;
  /** Key of the axis the page is about. */
  current?: string;
  /** Words for the two lines where they are not the own and the confirmed levels. */
  words?: { own: string; confirmed: string };
}

const width = 400;
const height = 368;
const cx = width / 2;
const cy = height / 2;
const radius = 122;

function outline(values: readonly (number | null)[], max: number): string {
  const whole = values.every((value) => value !== null);
  const points = whole ? [...values, values[0] ?? null] : values;
  const draw = lineRadial<number | null>()
    .angle((_, index) => (index / values.length) * 2 * Math.PI)
    .radius((value) => ((value ?? 0) / max) * radius)
    .defined((value) => value !== null)
    .curve(curveLinear)
    .digits(1);
  return draw(points) ?? '';
}

/** Levels of several areas: own dashed, confirmed solid, target a diamond. The table has every value. */
export function RadarChart({ axes, max = 5, current, words, ...chart }: RadarChartProps) {
  const { t, format } = useI18n();
  const own = axes.map((axis) => axis.own);
  const confirmed = axes.map((axis) => axis.confirmed ?? null);
  const target = axes.map((axis) => axis.target ?? null);
  const hasConfirmed = confirmed.some((value) => value !== null);
  const hasTarget = target.some((value) => value !== null);
  const at = (index: number, value: number) => {
    const angle = (index / axes.length) * 2 * Math.PI;
    const r = (value / max) * radius;
    return { x: px(Math.sin(angle) * r), y: px(-Math.cos(angle) * r) };
  };
  const show = (value: number | null) => (value === null ? t('kit.chart.none') : format.number(value));
  return (
    <ChartFigure
      {...chart}
      className="radar"
      legend={
        <>
          <LegendMark kind="own">{words?.own ?? t('kit.chart.own')}</LegendMark>
          {hasConfirmed ? <LegendMark kind="confirmed">{words?.confirmed ?? t('kit.chart.confirmed')}</LegendMark> : null}
          {hasTarget ? <LegendMark kind="target">{t('kit.chart.target')}</LegendMark> : null}
        </>
      }
      columns={[
        { header: t('kit.chart.item') },
        { header: words?.own ?? t('kit.chart.own'), kind: 'number' },
        ...(hasConfirmed ? [{ header: words?.confirmed ?? t('kit.chart.confirmed'), kind: 'number' as const }] : []),
        ...(hasTarget ? [{ header: t('kit.chart.target'), kind: 'number' as const }] : []),
      ]}
      rows={axes.map((axis, index) => ({
        key: axis.key,
        cells: [axis.name ?? axis.label, show(axis.own), ...(hasConfirmed ? [show(confirmed[index] ?? null)] : []), ...(hasTarget ? [show(target[index] ?? null)] : [])],
      }))}
    >
      <Drawing size="any" width={width} height={height} title={chart.title}>
        <g transform={`translate(${cx} ${cy})`}>
          {Array.from({ length: max }, (_, ring) => (
            <path key={ring} className="axis" d={outline(axes.map(() => ring + 1), max)} />
          ))}
          {axes.map((axis, index) => {
            const tip = at(index, max);
            return <path key={axis.key} className="axis" d={`M0 0L${tip.x} ${tip.y}`} />;
          })}
          {hasConfirmed ? <path className="area-is" d={outline(confirmed, max)} /> : null}
          {hasConfirmed ? <path className="is" d={outline(confirmed, max)} /> : null}
          <path className="was dash" d={outline(own, max)} />
          {axes.map((axis, index) => {
            const tip = at(index, max);
            const side = Math.abs(tip.x) < 12 ? 'middle' : tip.x > 0 ? 'start' : 'end';
            const lines = twoLines(axis.label, 6);
            const x = tip.x + (side === 'start' ? 9 : side === 'end' ? -9 : 0);
            const y = tip.y + (side === 'middle' ? (tip.y < 0 ? -12 - (lines.length - 1) * 18 : 22) : 5 - (lines.length - 1) * 9);
            const goal = target[index] ?? null;
            const mine = axis.own === null ? null : at(index, axis.own);
            const sure = confirmed[index] ?? null;
            const spot = sure === null ? null : at(index, sure);
            const mark = goal === null ? null : at(index, goal);
            return (
              <g key={axis.key}>
                {mark ? <path className="dot-target" d={`M${mark.x} ${mark.y - 7}l7 7-7 7-7-7z`} /> : null}
                {mine && axis.own !== sure ? <circle className="dot-was" cx={mine.x} cy={mine.y} r="4.5" /> : null}
                {spot ? <circle className="dot-is" cx={spot.x} cy={spot.y} r="4" /> : null}
                <text x={px(x)} y={px(y)} textAnchor={side} className={axis.key === current ? 'nowt' : undefined}>
                  {lines.map((line, row) => (
                    <tspan key={row} x={px(x)} dy={row === 0 ? 0 : 18}>
                      {line}
                    </tspan>
                  ))}
                </text>
              </g>
            );
          })}
          {[1, max].map((level) => (
            <text key={level} className="ring" x="-5" y={px(4 - (level / max) * radius + (level === max ? 8 : 0))} textAnchor="end">
              {level}
            </text>
          ))}
        </g>
      </Drawing>
    </ChartFigure>
  );
}

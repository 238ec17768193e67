import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, Hatch, LegendMark, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px, useSvgId } from '#app/ui/charts/plot.ts';

export interface Bin {
  /** Lower end, included. */
  from: number;
  /** Upper end, excluded. */
  to: number;
  count: number;
  worse?: boolean;
}

export interface DistributionProps extends ChartProps {
  /** Equal steps, ascending. */
  bins: readonly Bin[];
  unit: string;
  countUnit?: string;
  median?: number | null;
}

const shapes = { wide: { width: 680, height: 250, every: 1 }, narrow: { width: 340, height: 230, every: 2 } };

function Histogram({ size, bins, unit, median, title }: DistributionProps & { size: 'wide' | 'narrow' }) {
  const { t, format } = useI18n();
  const hatch = useSvgId();
  const box = shapes[size];
  const left = 14;
  const base = box.height - 62;
  const step = (box.width - 2 * left) / Math.max(1, bins.length);
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const first = bins[0]?.from ?? 0;
  const span = (bins.at(-1)?.to ?? 1) - first;
  const x = (value: number) => px(left + ((value - first) / span) * step * bins.length);
  const labelEvery = Math.max(box.every, Math.ceil(bins.length / (size === 'wide' ? 14 : 6)));
  const spot = median === null || median === undefined ? null : Math.min(box.width - left, Math.max(left, x(median)));
  const middle = spot === null ? 'middle' : spot > box.width - 60 ? 'end' : spot < 60 ? 'start' : 'middle';
  return (
    <Drawing size={size} width={box.width} height={box.height} title={title}>
      <Hatch id={hatch} />
      {bins.map((bin, index) => {
        const height = (bin.count / most) * (base - 26);
        return (
          <g key={bin.from}>
            {bin.count > 0 ? (
              <>
                <rect className={bin.worse ? 'bar-bad' : 'bar'} fill={bin.worse ? `url(#${hatch})` : undefined} x={px(left + index * step + 2)} y={px(base - height)} width={px(step - 4)} height={px(height)} />
                <text className="strong" x={px(left + (index + 0.5) * step)} y={px(base - height - 6)} textAnchor="middle">
                  {format.number(bin.count)}
                </text>
              </>
            ) : null}
            {index % labelEvery === 0 ? (
              <text x={px(left + index * step)} y={base + 18} textAnchor="middle">
                {format.number(bin.from)}
                {size === 'wide' ? unit : ''}
              </text>
            ) : null}
          </g>
        );
      })}
      <path className="zero" d={`M${left - 2} ${base}H${box.width - left + 2}`} />
      {spot === null ? null : (
        <>
          <path className="median" d={`M${spot} ${base + 24}l7 12h-14z`} />
          <text className="nowt" x={spot} y={box.height - 8} textAnchor={middle}>
            {t('kit.chart.median', { value: `${format.number(median ?? 0)}${unit}` })}
          </text>
        </>
      )}
    </Drawing>
  );
}

/** How many fall into each step; worse ones hatched, the median marked. */
export function Distribution(props: DistributionProps) {
  const { t, format } = useI18n();
  const { bins, unit, countUnit } = props;
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? false}
      legend={bins.some((bin) => bin.worse && bin.count > 0) ? <LegendMark kind="hatch">{t('kit.chart.worse')}</LegendMark> : null}
      columns={[{ header: `${t('kit.chart.value')} (${unit.trim()})` }, { header: countUnit ?? t('kit.chart.count'), kind: 'number' }]}
      rows={bins.map((bin) => ({ key: String(bin.from), cells: [t('kit.chart.range', { from: format.number(bin.from), to: format.number(bin.to) }), format.number(bin.count)] }))}
    >
      <Histogram {...props} size="wide" />
      <Histogram {...props} size="narrow" />
    </ChartFigure>
  );
}

import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, Drawing, type ChartProps } from '#app/ui/charts/chart-figure.tsx';
import { px } from '#app/ui/charts/plot.ts';

export interface FunnelStep {
  key: string;
  label: string;
  count: number;
}

export interface FunnelProps extends ChartProps {
  steps: readonly FunnelStep[];
  unit: string;
}

const shapes = { wide: { width: 680, left: 170, right: 150, row: 40 }, narrow: { width: 340, left: 0, right: 110, row: 54 } };

function share(steps: readonly FunnelStep[], index: number): number | null {
  const before = steps[index - 1]?.count;
  const now = steps[index]?.count;
  return before && now !== undefined ? (now / before) * 100 : null;
}

function Steps({ size, steps, unit, title }: FunnelProps & { size: 'wide' | 'narrow' }) {
  const { format } = useI18n();
  const box = shapes[size];
  const most = Math.max(1, ...steps.map((step) => step.count));
  const length = (count: number) => px((count / most) * (box.width - box.left - box.right));
  return (
    <Drawing size={size} width={box.width} height={steps.length * box.row + 4} title={title}>
      {steps.map((step, index) => {
        const top = index * box.row;
        const barTop = size === 'wide' ? top + 8 : top + 24;
        const next = steps[index + 1];
        const kept = share(steps, index);
        const barHeight = 22;
        const nextTop = barTop + box.row;
        return (
          <g key={step.key}>
            {next ? <path className="zone" d={`M${box.left} ${barTop + barHeight}H${box.left + length(step.count)}L${box.left + length(next.count)} ${nextTop}H${box.left}z`} /> : null}
            <text className="strong" x={size === 'wide' ? box.left - 14 : 0} y={size === 'wide' ? barTop + 16 : top + 17} textAnchor={size === 'wide' ? 'end' : 'start'}>
              {step.label}
            </text>
            <rect className={index === steps.length - 1 ? 'bar-now' : 'bar'} x={box.left} y={barTop} width={Math.max(1, length(step.count))} height={barHeight} />
            <text className="val" x={box.left + length(step.count) + 10} y={barTop + 16}>
              {format.number(step.count)}
              {unit}
              {kept === null ? null : <tspan className="light"> {format.percent(kept, 0)}</tspan>}
            </text>
          </g>
        );
      })}
    </Drawing>
  );
}

/** How many remain after each step, on one scale from nought, with the share of the step before. */
export function Funnel(props: FunnelProps) {
  const { t, format } = useI18n();
  const { steps, unit } = props;
  return (
    <ChartFigure
      {...props}
      columns={[{ header: t('kit.chart.item') }, { header: `${t('kit.chart.count')} (${unit.trim()})`, kind: 'number' }, { header: `${t('kit.chart.share')} (%)`, kind: 'number' }]}
      rows={steps.map((step, index) => {
        const kept = share(steps, index);
        return { key: step.key, cells: [step.label, format.number(step.count), kept === null ? '-' : format.number(kept, 1)] };
      })}
    >
      <Steps {...props} size="wide" />
      <Steps {...props} size="narrow" />
    </ChartFigure>
  );
}

import type { ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { classNames } from '#app/ui/kit/class-names.ts';
import { SimpleTable, type SimpleColumn, type SimpleRow } from '#app/ui/kit/simple-table.tsx';

/** What every chart needs: a title for those who cannot see it, and the sentence it proves. */
export interface ChartProps {
  title: string;
  sentence?: ReactNode;
  /** Coverage, exclusions, method: beside every average. */
  note?: ReactNode;
  /** The table stands open; by default it does for up to ten rows. */
  tableOpen?: boolean;
}

interface ChartFigureProps extends ChartProps {
  legend?: ReactNode;
  columns: readonly SimpleColumn[];
  rows: readonly SimpleRow[];
  className?: string;
  children: ReactNode;
}

/** Sentence, picture, legend, table: the fixed order of each chart. */
export function ChartFigure({ title, sentence, note, tableOpen, legend, columns, rows, className, children }: ChartFigureProps) {
  const { t } = useI18n();
  const table = <SimpleTable caption={title} columns={columns} rows={rows} />;
  return (
    <figure className={classNames('chart-figure', className)}>
      {sentence ? <p className="say">{sentence}</p> : null}
      <div className="chart-pair">
        <div className="chart-box">
          {children}
          {legend ? <div className="legend">{legend}</div> : null}
        </div>
        {note ? <figcaption className="chart-note">{note}</figcaption> : null}
        {(tableOpen ?? rows.length <= 10) ? (
          <div className="chart-table">{table}</div>
        ) : (
          <details className="data">
            <summary>{t('kit.chart.table')}</summary>
            {table}
          </details>
        )}
      </div>
    </figure>
  );
}

interface DrawingProps {
  size: 'wide' | 'narrow' | 'any';
  width: number;
  height: number;
  title: string;
  children: ReactNode;
}

/** One SVG of a chart. Wide and narrow drawings are swapped by the width of their container, so text keeps its size. */
export function Drawing({ size, width, height, title, children }: DrawingProps) {
  const { t } = useI18n();
  return (
    <svg className={`chart draw-${size}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('kit.chart.in_table', { title })}>
      {children}
    </svg>
  );
}

/** The slanted lines of "worse" or "excluded"; refer to it as `url(#id)`. */
export function Hatch({ id, soft }: { id: string; soft?: boolean }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="hatch-ground" />
        <path className={soft ? 'hatch-soft' : 'hatch'} d="M0 0v6" />
      </pattern>
    </defs>
  );
}

/** A sign of the legend with its word. */
export function LegendMark({ kind, children }: { kind: 'own' | 'before' | 'after' | 'confirmed' | 'target' | 'centre' | 'limit' | 'outside' | 'worse' | 'hatch'; children: ReactNode }) {
  return (
    <span className="mark">
      <svg viewBox="0 0 16 16" aria-hidden="true" className="chart-key">
        {kind === 'own' ? <circle className="dot-was dash-key" cx="8" cy="8" r="6" /> : null}
        {kind === 'before' ? <circle className="dot-was" cx="8" cy="8" r="6" /> : null}
        {kind === 'after' || kind === 'confirmed' ? <circle className="dot-is" cx="8" cy="8" r="7" /> : null}
        {kind === 'target' ? <path className="dot-target" d="M8 1 15 8 8 15 1 8z" /> : null}
        {kind === 'centre' ? <path className="zero" d="M0 8h16" /> : null}
        {kind === 'hatch' ? <path className="hatch" d="M1 1h14v14H1zM1 8l7-7M1 15 15 1M8 15l7-7" /> : null}
        {kind === 'limit' ? <path className="limit" d="M0 8h16" /> : null}
        {kind === 'outside' || kind === 'worse' ? <path className="dot-bad" d="M8 1 15 8 8 15 1 8z" /> : null}
      </svg>
      {children}
    </span>
  );
}

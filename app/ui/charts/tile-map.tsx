import { useI18n } from '#app/i18n/i18n.tsx';
import { ChartFigure, type ChartProps } from '#app/ui/charts/chart-figure.tsx';

export interface Tile {
  key: string;
  /** At most four letters; English abbreviations fit too. */
  label: string;
  value: number | null;
  row: number;
  column: number;
}

export interface TileMapProps extends ChartProps {
  tiles: readonly Tile[];
  unit: string;
  digits?: number;
}

function shade(value: number | null, most: number): string {
  if (value === null || value === 0) return 'q0';
  return `q${Math.min(4, Math.max(1, Math.ceil((value / most) * 4)))}`;
}

/** Regions as equal tiles from pale to dark with the number in each; nought is an outline. Reading order is row by row. */
export function TileMap(props: TileMapProps) {
  const { t, format } = useI18n();
  const { tiles, unit, digits } = props;
  const most = Math.max(1, ...tiles.map((tile) => tile.value ?? 0));
  const ordered = [...tiles].sort((a, b) => a.row - b.row || a.column - b.column);
  const show = (value: number | null) => (value === null ? '-' : format.number(value, digits));
  return (
    <ChartFigure
      {...props}
      tableOpen={props.tableOpen ?? false}
      columns={[{ header: t('kit.chart.item') }, { header: `${t('kit.chart.value')} (${unit.trim()})`, kind: 'number' }]}
      rows={ordered.map((tile) => ({ key: tile.key, cells: [tile.label, show(tile.value)] }))}
    >
      <ol className="tilemap" aria-label={props.title}>
        {ordered.map((tile) => (
          <li key={tile.key} className={`${shade(tile.value, most)} tr-${tile.row} tc-${tile.column}`}>
            <span>{tile.label}</span>
            <b>{show(tile.value)}</b>
          </li>
        ))}
      </ol>
    </ChartFigure>
  );
}

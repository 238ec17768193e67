import { describe, expect, it } from 'vitest';
import { BarChart } from '#app/ui/charts/bar-chart.tsx';
import { ControlChart } from '#app/ui/charts/control-chart.tsx';
import { Distribution } from '#app/ui/charts/distribution.tsx';
import { DotRange } from '#app/ui/charts/dot-range.tsx';
import { Funnel } from '#app/ui/charts/funnel.tsx';
import { koreaTiles } from '#app/ui/charts/korea-tiles.ts';
import { LineChart } from '#app/ui/charts/line-chart.tsx';
import { shownLabels, spread, twoLines } from '#app/ui/charts/plot.ts';
import { RadarChart } from '#app/ui/charts/radar-chart.tsx';
import { Slopes } from '#app/ui/charts/slopes.tsx';
import { TileMap } from '#app/ui/charts/tile-map.tsx';
import { markup } from './render.tsx';

const common = { title: 'Title of it', sentence: 'What it shows.' };
const charts = {
  radar: <RadarChart {...common} axes={['A', 'B', 'C'].map((key, i) => ({ key, label: key, own: i + 1, confirmed: i === 0 ? null : i + 1, target: 4 }))} />,
  line: <LineChart {...common} unit="%" baseline={7.8} target={5} points={[{ label: '2026-01', value: 7.1, past: true }, { label: '2026-02', value: null }, { label: '2026-03', value: 5.3 }]} />,
  bar: <BarChart {...common} unit="" bars={[{ key: 'a', label: 'A', value: 3 }, { key: 'b', label: 'B', value: null }, { key: 'c', label: 'C', value: -1, kind: 'worse' }]} />,
  range: <DotRange {...common} unit="%" better="lower" items={[{ key: 'a', label: 'A', before: 8, after: 5 }, { key: 'b', label: 'B', before: 4, after: 6 }, { key: 'c', label: 'C', before: null, after: 6 }]} />,
  distribution: <Distribution {...common} unit="%" median={14} bins={[{ from: -10, to: 0, count: 2, worse: true }, { from: 0, to: 10, count: 0 }, { from: 10, to: 20, count: 5 }]} />,
  tiles: <TileMap {...common} unit="" tiles={[{ key: '11', label: 'Seoul', value: 3, row: 1, column: 2 }, { key: '50', label: 'Jeju', value: 0, row: 5, column: 1 }]} />,
  control: <ControlChart {...common} unit="%" points={[7, 8, 7, 5, 9, 5].map((value, i) => ({ label: `2026-0${i + 1}`, value }))} phases={[{ from: 0, label: 'Base', centre: 7.3, upper: 9, lower: 6 }, { from: 3, label: 'New', centre: 5, upper: 6, lower: 4 }]} />,
  funnel: <Funnel {...common} unit="" steps={[{ key: 'a', label: 'A', count: 40 }, { key: 'b', label: 'B', count: 10 }]} />,
  slopes: <Slopes {...common} unit="%" better="lower" items={[{ key: 'a', label: 'A', before: 8, after: 5 }, { key: 'b', label: 'B', before: 4, after: 6 }]} />,
};

describe.each(Object.entries(charts))('the %s chart', (_name, chart) => {
  const html = markup(chart);

  it('says its sentence first, then draws, then gives its table', () => {
    expect(html).toContain('<p class="say">What it shows.</p>');
    expect(html).toContain('<caption class="sr-only">Title of it</caption>');
    expect(html.indexOf('What it shows.')).toBeLessThan(html.indexOf('<table'));
    expect(html.indexOf('chart-box')).toBeLessThan(html.indexOf('<table'));
  });

  it('draws only finite coordinates and no inline styles', () => {
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    expect(html).not.toMatch(/style=/);
  });

  it('refers only to patterns that it defines', () => {
    for (const [, id] of html.matchAll(/url\(#([^)]+)\)/g)) expect(html).toContain(`<pattern id="${id}"`);
  });
});

describe('charts', () => {
  it('show a worse result by shape and word, not by colour alone', () => {
    const html = markup(charts.range);
    expect(html).toContain('dot-bad');
    expect(html).toContain('나빠짐');
  });

  it('begin bars at nought', () => {
    const html = markup(<BarChart {...common} unit="" bars={[{ key: 'a', label: 'A', value: 90 }, { key: 'b', label: 'B', value: 45 }]} />);
    const widths = [...html.matchAll(/<rect class="bar"[^>]*width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(0.5, 1);
  });

  it('mark points outside their own phase', () => {
    const html = markup(charts.control);
    expect(html.match(/<td[^>]*>한계를 벗어남<\/td>/g)).toHaveLength(1);
  });

  it('leave a gap where a month is missing', () => {
    expect(markup(charts.line)).toContain('값 없음');
  });

  it('place sixteen regions on sixteen tiles', () => {
    const places = new Set(Object.values(koreaTiles).map(({ row, column }) => `${row}/${column}`));
    expect(places.size).toBe(16);
  });

  it('keep labels apart and readable', () => {
    expect(spread([10, 12, 60], 17)).toEqual([10, 27, 60]);
    expect([...shownLabels(18, 7)].length).toBeLessThanOrEqual(7);
    expect(twoLines('정보화·자동화', 6)).toEqual(['정보화·', '자동화']);
  });
});

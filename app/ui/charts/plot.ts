import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { useId } from 'react';

/** Rounds a coordinate to a tenth, which halves the markup. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A vertical scale with round ticks around all values; `zero` makes it start at nought. */
export function valueScale(values: readonly number[], top: number, bottom: number, options: { zero?: boolean; domain?: readonly [number, number] } = {}): ScaleLinear<number, number> {
  if (options.domain) return scaleLinear([...options.domain], [bottom, top]);
  const low = options.zero ? Math.min(0, ...values) : Math.min(...values);
  const high = Math.max(...values, options.zero ? 0 : -Infinity);
  const pad = options.zero ? 0 : Math.max((high - low) * 0.08, Math.abs(high) * 0.02, 0.1);
  const start = !options.zero && low >= 0 ? Math.max(0, low - pad) : low - pad;
  return scaleLinear([start, high + pad], [bottom, top]).nice(5);
}

/** Which of `count` labels are written when at most `most` fit: evenly spaced from the last one back. */
export function shownLabels(count: number, most: number): ReadonlySet<number> {
  const step = Math.max(1, Math.ceil(count / most));
  const shown = new Set<number>();
  for (let i = count - 1; i >= 0; i -= step) shown.add(i);
  return shown;
}

/** An id that may stand in `url(#…)`. */
export function useSvgId(): string {
  return `c${useId().replace(/[^A-Za-z0-9]/g, '')}`;
}

/** Moves labels apart that would overlap, keeping their order; `gap` in drawing units. */
export function spread(positions: readonly number[], gap: number): number[] {
  const order = positions.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const placed = [...positions];
  let last = -Infinity;
  for (const { y, index } of order) {
    last = Math.max(y, last + gap);
    placed[index] = last;
  }
  return placed;
}

/** Breaks a label into at most two lines near its middle, at a space or a middle dot. */
export function twoLines(label: string, longest: number): [string] | [string, string] {
  if (label.length <= longest) return [label];
  const breaks = [...label.matchAll(/[ ·]/g)].map((match) => match.index);
  const middle = label.length / 2;
  const at = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (at === undefined) return [label];
  return [label.slice(0, at + (label[at] === '·' ? 1 : 0)), label.slice(at + 1)];
}

import { useI18n } from '#app/i18n/i18n.tsx';
import { classNames } from '#app/ui/kit/class-names.ts';
import { State, type StateKind } from '#app/ui/kit/state.tsx';

export interface RulerProps {
  /** Working days used so far, today included while the clock runs. */
  used: number;
  /** Promised working days; leave out where nothing is promised. */
  promise?: number;
  /** The clock stands still: no blue tick, and the words say so. */
  stopped?: boolean;
  size?: 'small' | 'medium' | 'large';
}

const sizes = {
  small: { height: 18, step: 5 },
  medium: { height: 20, step: 9 },
  large: { height: 30, step: 14 },
};
const widest = 250;

function ticks(from: number, count: number, step: number, top: number, bottom: number): string {
  return Array.from({ length: count }, (_, i) => `M${round(2 + (from + i) * step)} ${bottom}V${top}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The promise ruler alone: one tick per working day. Hidden from screen readers, so it never stands without words. */
export function Ruler({ used, promise, stopped, size = 'medium' }: RulerProps) {
  const { height, step: wish } = sizes[size];
  const late = promise === undefined ? 0 : Math.max(0, used - promise);
  const kept = used - late;
  const today = !stopped && late === 0 && kept > 0 && promise !== undefined ? 1 : 0;
  const left = promise === undefined ? 0 : Math.max(0, promise - used);
  const total = kept + left + late;
  const step = Math.max(4, Math.min(wish, widest / Math.max(total, 1)));
  const line = promise === undefined ? null : round(2 + promise * step - step / 2 + 1);
  const shift = late > 0 ? 1 : 0;
  const width = round(2 + total * step + (line === null ? 0 : 3));
  return (
    <svg className="ruler" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <path className="u" d={ticks(0, kept - today, step, 4, height)} />
      {today ? <path className="t" d={ticks(kept - 1, 1, step, 4, height)} /> : null}
      {left ? <path className="r" d={ticks(kept, left, step, height - Math.round(height * 0.26), height)} /> : null}
      {line === null ? null : <path className="b" d={`M${line} ${height}V0`} />}
      {late ? <path className="o" d={ticks(kept + shift * 0.4, late, step, 0, height)} /> : null}
    </svg>
  );
}

/** The ruler in words: kind of state and sentence, for lists and sorting cells. */
export function useRulerWords({ used, promise, stopped }: RulerProps): { kind: StateKind; words: string; count: string } {
  const { t } = useI18n();
  const count = promise === undefined ? t('kit.ruler.days', { used }) : t('kit.ruler.used', { used, promise });
  if (stopped) return { kind: 'stopped', words: t('kit.ruler.stopped'), count };
  if (promise === undefined) return { kind: 'doing', words: count, count };
  if (used > promise) return { kind: 'bad', words: t('kit.ruler.late', { days: used - promise }), count };
  if (used === promise) return { kind: 'warn', words: t('kit.ruler.today'), count };
  const days = promise - used;
  return { kind: days <= 2 ? 'warn' : 'none', words: t('kit.ruler.left', { days }), count };
}

/** Ruler with its words. `words="count"` says "6 of 10 days", `"left"` what remains, `"both"` both. */
export function Clock({ words = 'both', className, ...ruler }: RulerProps & { words?: 'count' | 'left' | 'both'; className?: string }) {
  const text = useRulerWords(ruler);
  return (
    <span className={classNames('clock', className)}>
      {words === 'count' ? null : <State kind={text.kind}>{text.words}</State>}
      {words === 'left' || text.words === text.count ? null : <span className="clock-count">{text.count}</span>}
      <Ruler {...ruler} />
    </span>
  );
}

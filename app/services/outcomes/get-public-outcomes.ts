import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { defaultSettings, parseSettings } from '#app/domain/programmes/settings.ts';
import type { OutcomeYear, PublicFigures, PublicOutcomes, RegionFigure, Step } from '#app/domain/outcomes/public-outcomes.ts';
import {
  findPublicCounts, findPublicFigures, findYearRules, listPublicKpis, listPublicYears, listPublishedFigures, listRegionNames,
} from '#db/queries/public-outcomes.ts';
import { readReport } from '#db/transaction.ts';

/**
 * The public results: of the programme year named by number, else of the newest one. Measured values come only where at least the smallest
 * group of firms stands behind them. Throws AppError not_found for a year that does not exist.
 */
export async function getPublicOutcomes(ctx: Context, input: { year?: number | undefined } = {}): Promise<PublicOutcomes> {
  return readReport(ctx, async (tx) => {
    const history = await listPublishedFigures(tx, 'year');
    const cumulative = await listPublishedFigures(tx, 'cumulative');
    const rows = (await listPublicYears(tx)).filter((year) => year.status !== 'history');
    const periods = new Map(history.map((figure) => [figure.year, figure.label]));
    const published = [...periods.keys()].filter((number) => !rows.some((row) => row.number === number));
    const years: OutcomeYear[] = [
      ...rows.map((row) => ({ number: row.number, label: row.label, kind: 'live' as const })),
      ...published.sort((a, b) => b - a).map((number) => ({ number, label: periods.get(number) ?? { ko: '', en: '' }, kind: 'published' as const })),
    ];
    const year = input.year === undefined ? years[0] : years.find((entry) => entry.number === input.year);
    if (!year) throw new AppError('not_found');
    const row = rows.find((entry) => entry.number === year.number);
    const settings = row ? settingsOf(await findYearRules(tx, row.id)) : defaultSettings;
    const rules = { groupMin: settings.groupMin, capPercent: settings.kpiCapPercent };
    if (!row) return { generatedAt: ctx.now, years, year, rules, live: null, history, cumulative };
    const { distribution, regions, ...figures } = await findPublicFigures(tx, row.id, rules);
    return {
      generatedAt: ctx.now,
      years,
      year,
      rules,
      history,
      cumulative,
      live: {
        startsOn: row.startsOn,
        endsOn: row.endsOn,
        quota: row.quota,
        counts: await findPublicCounts(tx, row.id),
        figures,
        excludedFirms: figures.answered - figures.improvement.n,
        notAnswered: figures.asked - figures.answered,
        kpis: await listPublicKpis(tx, row.id, rules.groupMin),
        steps: joinSteps(distribution),
        regions: joinRegions(regions, await listRegionNames(tx)),
      },
    };
  });
}

function settingsOf(stored: unknown) {
  return stored ? parseSettings(stored) : defaultSettings;
}

/** Equal steps without gaps, of 10, 20 or 50 per cent so that at most sixteen stand side by side. */
export function joinSteps(found: readonly { from: number; count: number }[]): Step[] {
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return [];
  const width = [10, 20, 50, 100, 500].find((step) => Math.ceil((last.from + 10 - Math.floor(first.from / step) * step) / step) <= 16) ?? 1000;
  const start = Math.floor(first.from / width) * width;
  const steps: Step[] = [];
  for (let from = start; from < last.from + 10; from += width) {
    steps.push({ from, to: from + width, count: found.filter((entry) => entry.from >= from && entry.from < from + width).reduce((sum, entry) => sum + entry.count, 0) });
  }
  return steps;
}

type Names = Awaited<ReturnType<typeof listRegionNames>>;

/** Every region of today once; regions that were joined count for their successor, values only where one of the parts carries them alone. */
function joinRegions(found: PublicFigures['regions'], names: Names): RegionFigure[] {
  const today = names.filter((name) => name.successor === null);
  const successorOf = new Map(names.map((name) => [name.code, name.successor ?? name.code]));
  return today.map((name) => {
    const parts = found.filter((entry) => entry.region !== null && successorOf.get(entry.region) === name.code);
    const [only] = parts;
    const measured = parts.length === 1 && only ? only : null;
    return {
      code: name.code, name: name.name, short: name.short ?? name.name.ko, participants: parts.reduce((sum, part) => sum + part.participants, 0), n: parts.reduce((sum, part) => sum + part.n, 0),
      mean: measured?.mean ?? null, median: measured?.median ?? null,
    };
  });
}

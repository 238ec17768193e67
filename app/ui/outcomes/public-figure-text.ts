import type { PublishedFigure } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';

/** Published measures in the order of the tables. */
export const PUBLISHED_MEASURES = [
  'plannedFirms', 'actualFirms', 'surveyedFirms', 'improvementPercent', 'achievementPercent', 'financialEffectWon', 'perFirmPublishedWon', 'perFirmDerivedWon', 'hiringFirms', 'hiredPeople',
  'investingFirms', 'investedWon', 'smartFactoriesPlanned', 'smartFactoriesBuilt', 'moneyWon', 'awards.firms', 'awards.parents', 'awards.persons',
] as const;
export type Measure = (typeof PUBLISHED_MEASURES)[number];

const SOURCES = ['M10', 'M11', 'M13', 'M16', 'M17', 'M18', 'M19', 'M20', 'M22', 'M23', 'SEED1'] as const;

/** Writes a published figure with its mark, and the sources it comes from. */
export function useFigureText() {
  const { t, format } = useI18n();
  return {
    write: (figure: PublishedFigure | undefined): string => {
      if (!figure || figure.value === null) return t('outcomes.public.not_found');
      const text = figure.measure.endsWith('Percent') ? format.percent(figure.value) : figure.measure.endsWith('Won') ? format.wonShort(figure.value) : format.number(figure.value);
      return figure.mark === 'derived' ? `${text} †` : text;
    },
    sourcesOf: (figure: PublishedFigure | undefined): string =>
      (figure?.sources ?? []).flatMap((code) => (SOURCES as readonly string[]).includes(code) ? [t(`outcomes.public.source.${code as (typeof SOURCES)[number]}`)] : [code]).join('; '),
  };
}

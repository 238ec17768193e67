import type { LiveOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { koreaTiles } from '#app/ui/charts/korea-tiles.ts';
import { TileMap } from '#app/ui/charts/tile-map.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';

/** Participants by region on the tile map; measured results only for regions with enough firms. */
export function PublicRegions({ live, groupMin }: { live: LiveOutcomes; groupMin: number }) {
  const { t, format, locale } = useI18n();
  const placed = live.regions.flatMap((region) => {
    const place = koreaTiles[region.code];
    return place ? [{ ...region, ...place }] : [];
  });
  const most = [...placed].sort((a, b) => b.participants - a.participants).slice(0, 2).filter((region) => region.participants > 0);
  const total = placed.reduce((sum, region) => sum + region.participants, 0);
  const measured = placed.filter((region) => region.mean !== null);
  const label = (region: (typeof placed)[number]) => (locale === 'ko' ? region.short : region.name.en.split(/[\s-]/)[0] ?? region.name.en);
  return (
    <Section layout="split" title={t('outcomes.public.regions.title')} intro={t('outcomes.public.regions.intro')}>
      <TileMap
        title={t('outcomes.public.regions.title')}
        sentence={most.length > 0 ? t('outcomes.public.regions.sentence', { total, first: most.reduce((sum, region) => sum + region.participants, 0), names: most.map((region) => label(region)).join(', ') }) : t('outcomes.public.regions.empty')}
        note={t('outcomes.public.regions.note', { min: groupMin })}
        unit={t('outcomes.public.unit.firms')}
        tiles={placed.map((region) => ({ key: region.code, label: label(region), value: region.participants, row: region.row, column: region.column }))}
      />
      {measured.length > 0 ? (
        <div className="gap-above">
          <h3>{t('outcomes.public.regions.measured')}</h3>
          <SimpleTable
            caption={t('outcomes.public.regions.measured')}
            columns={[{ header: t('outcomes.public.regions.region') }, { header: t('outcomes.public.kpi.firms'), kind: 'number' }, { header: t('outcomes.public.kpi.mean'), kind: 'number' }, { header: t('outcomes.public.kpi.median'), kind: 'number' }]}
            rows={measured.map((region) => ({ key: region.code, cells: [format.text(region.name), format.number(region.n), format.percent(region.mean), format.percent(region.median)] }))}
          />
        </div>
      ) : null}
    </Section>
  );
}

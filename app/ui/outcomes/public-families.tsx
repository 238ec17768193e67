import type { LiveOutcomes } from '#app/domain/outcomes/public-outcomes.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { BarChart } from '#app/ui/charts/bar-chart.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';

const FAMILIES = ['P', 'Q', 'C', 'D', 'S', 'E'] as const;

/** Mean improvement by kind of indicator, with the number of firms behind each bar. */
export function PublicFamilies({ figures, groupMin }: { figures: LiveOutcomes['figures']; groupMin: number }) {
  const { t, format } = useI18n();
  const rows = FAMILIES.flatMap((family) => figures.families.find((entry) => entry.family === family) ?? []);
  const shown = rows.filter((row) => row.mean !== null);
  const hidden = rows.filter((row) => row.mean === null);
  if (rows.length === 0) return null;
  const name = (family: string) => t(`outcomes.public.family.${family as (typeof FAMILIES)[number]}`);
  const best = [...shown].sort((a, b) => (b.mean ?? 0) - (a.mean ?? 0))[0];
  return (
    <Section layout="split" title={t('outcomes.public.families.title')} intro={t('outcomes.public.families.intro')}>
      {shown.length > 0 ? (
        <BarChart
          title={t('outcomes.public.families.title')}
          sentence={best ? t('outcomes.public.families.sentence', { family: name(best.family), mean: format.number(best.mean ?? 0, 1), median: format.number(best.median ?? 0, 1), n: best.n }) : undefined}
          note={hidden.length > 0 ? t('outcomes.public.families.hidden', { families: hidden.map((row) => `${name(row.family)} ${t('outcomes.public.n', { n: row.n })}`).join(', '), min: groupMin }) : t('outcomes.public.families.note')}
          unit="%"
          digits={1}
          bars={shown.map((row) => ({ key: row.family, label: t('outcomes.public.families.bar', { family: name(row.family), n: row.n }), value: row.mean, kind: (row.mean ?? 0) < 0 ? ('worse' as const) : ('now' as const) }))}
          tableOpen={false}
        />
      ) : (
        <p className="soft">{t('outcomes.public.families.hidden', { families: hidden.map((row) => `${name(row.family)} ${t('outcomes.public.n', { n: row.n })}`).join(', '), min: groupMin })}</p>
      )}
      {shown.length > 0 ? (
        <div className="gap-above">
          <SimpleTable
            fold
            caption={t('outcomes.public.families.title')}
            columns={[{ header: t('outcomes.public.families.kind') }, { header: t('outcomes.public.kpi.firms'), kind: 'number' }, { header: t('outcomes.public.kpi.mean'), kind: 'number' }, { header: t('outcomes.public.kpi.median'), kind: 'number' }, { header: t('outcomes.public.kpi.worse'), kind: 'number' }]}
            rows={shown.map((row) => ({ key: row.family, cells: [name(row.family), format.number(row.n), format.percent(row.mean), format.percent(row.median), format.number(row.worse ?? 0)] }))}
          />
        </div>
      ) : null}
    </Section>
  );
}

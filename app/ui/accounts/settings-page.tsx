import type { SettingGroup, SettingUnit } from '#app/domain/programmes/setting-fields.ts';
import { useI18n, type I18nTools } from '#app/i18n/i18n.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { AdminTabs } from './account-list-page.tsx';

interface Shown {
  readonly yearLabel: { readonly ko: string; readonly en: string };
  readonly version: number;
  readonly validFrom: string;
  readonly publishedAt: Date;
  readonly settings: readonly { readonly key: string; readonly group: SettingGroup; readonly unit: SettingUnit; readonly ground: string; readonly value: unknown }[];
  readonly promises: readonly { readonly step: string; readonly days: number }[];
}

const GROUPS: readonly SettingGroup[] = ['money', 'calendar', 'deadlines', 'selection', 'work', 'outcomes', 'after'];

function written(value: unknown, unit: SettingUnit, { t, format }: I18nTools): string {
  if (value === null || value === undefined) return t('accounts.settings.none');
  if (typeof value === 'boolean') return t(value ? 'accounts.settings.on' : 'accounts.settings.off');
  if (Array.isArray(value)) return value.join(' · ');
  if (typeof value === 'object') return Object.values(value).join(' · ');
  if (typeof value !== 'number') return String(value);
  switch (unit) {
    case 'won':
      return format.won(value);
    case 'percent':
      return format.percent(value, 0);
    case 'days':
    case 'working_days':
    case 'months':
    case 'years':
    case 'minutes':
    case 'hours':
    case 'megabytes':
    case 'points':
      return t(`accounts.settings.unit.${unit}`, { count: value });
    default:
      return format.number(value);
  }
}

/** The rules of the programme year: each with its value and where it comes from. */
export function SettingsPage({ shown }: { readonly shown: Shown | null }) {
  const tools = useI18n();
  const { t, translate, format } = tools;
  return (
    <Wrap>
      <PageTitle title={t('accounts.settings.title')} lede={t('accounts.settings.lede')} meta={shown ? t('accounts.settings.meta', { year: format.text(shown.yearLabel), version: shown.version, validFrom: format.date(shown.validFrom) }) : undefined} />
      <AdminTabs current="settings" />
      {!shown ? <EmptyState title={t('accounts.settings.empty')} /> : null}
      {shown
        ? GROUPS.map((group) => (
            <Section key={group} title={t(`answers.setting_group.${group}`)}>
              <SimpleTable
                caption={t(`answers.setting_group.${group}`)}
                columns={[{ header: t('accounts.settings.name') }, { header: t('accounts.settings.value') }, { header: t('accounts.settings.ground') }]}
                rows={shown.settings.filter((setting) => setting.group === group).map((setting) => ({ key: setting.key, cells: [translate(`answers.setting.${setting.key}`), written(setting.value, setting.unit, tools), setting.ground === 'own' ? t('accounts.settings.own') : setting.ground === 'law' ? t('accounts.settings.law') : setting.ground] }))}
                fold
              />
            </Section>
          ))
        : null}
      {shown ? (
        <Section title={t('answers.setting.promises')}>
          <SimpleTable
            caption={t('answers.setting.promises')}
            columns={[{ header: t('accounts.settings.name') }, { header: t('accounts.settings.value') }]}
            rows={shown.promises.map(({ step, days }) => ({ key: step, cells: [translate(`answers.promise.${step}`), t('accounts.settings.unit.working_days', { count: days })] }))}
          />
        </Section>
      ) : null}
    </Wrap>
  );
}

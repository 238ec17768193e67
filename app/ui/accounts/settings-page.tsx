import type { SettingGroup, SettingUnit } from '#app/domain/programmes/setting-fields.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { writeSetting } from '#app/ui/programmes/setting-value.ts';
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
                rows={shown.settings.filter((setting) => setting.group === group).map((setting) => ({ key: setting.key, cells: [translate(`answers.setting.${setting.key}`), writeSetting(setting.value, setting.unit, tools), setting.ground === 'own' ? t('accounts.settings.own') : setting.ground === 'law' ? t('accounts.settings.law') : setting.ground] }))}
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

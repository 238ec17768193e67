import type { SettingUnit } from '#app/domain/programmes/setting-fields.ts';
import type { I18nTools } from '#app/i18n/i18n.tsx';

/** The value of a rule in words; lists and groups are written side by side. Needs the messages of `accounts`. */
export function writeSetting(value: unknown, unit: SettingUnit, { t, format }: I18nTools): string {
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

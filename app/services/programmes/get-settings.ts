import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canViewSettings } from '#app/domain/programmes/programme-policy.ts';
import { settingFields, type SettingGroup, type SettingUnit } from '#app/domain/programmes/setting-fields.ts';
import { parseSettings } from '#app/domain/programmes/settings.ts';
import { findNewestSettings } from '#db/queries/settings-versions.ts';
import { withActor } from '#db/transaction.ts';

/** One rule of the year as it stands; lists and groups are spread into their parts. */
export interface ShownSetting {
  readonly key: string;
  readonly group: SettingGroup;
  readonly unit: SettingUnit;
  readonly ground: string;
  readonly value: unknown;
}

export interface ShownSettings {
  readonly yearLabel: { readonly ko: string; readonly en: string };
  readonly version: number;
  readonly validFrom: string;
  readonly publishedAt: Date;
  readonly settings: readonly ShownSetting[];
  /** Promised working days per step. */
  readonly promises: readonly { readonly step: string; readonly days: number }[];
}

/** The rules of the present programme year with their grounds. Throws not_allowed; null when no year has settings. */
export async function getSettings(ctx: Context): Promise<ShownSettings | null> {
  if (!canViewSettings(ctx.actor).allowed) throw new AppError('not_allowed');
  const row = await withActor(ctx, (tx) => findNewestSettings(tx));
  if (!row) return null;
  const values = parseSettings(row.values);
  return {
    yearLabel: row.yearLabel,
    version: row.version,
    validFrom: row.validFrom,
    publishedAt: row.publishedAt,
    settings: settingFields.filter((field) => field.key !== 'promises').map((field) => ({ ...field, value: values[field.key] })),
    promises: Object.entries(values.promises).map(([step, days]) => ({ step, days })),
  };
}

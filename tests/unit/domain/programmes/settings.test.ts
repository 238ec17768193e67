import { describe, expect, it } from 'vitest';
import stored from '#db/seeds/settings-2026.json' with { type: 'json' };
import { settingFields } from '#app/domain/programmes/setting-fields.ts';
import { defaultSettings, diffSettings, parseSettings, programmeSettingsSchema, totalManDays } from '#app/domain/programmes/settings.ts';

describe('programme settings', () => {
  it('has the documented defaults', () => {
    expect(defaultSettings).toMatchObject({ grantMinWon: 20_000_000, grantMaxWon: 40_000_000, advanceCapPercent: 70, trancheSplit: [50, 30, 20], graceMinutes: 30 });
    expect(totalManDays(defaultSettings)).toBe(25);
    expect(defaultSettings.promises.settlementReview).toBe(20);
  });

  it('describes every setting once', () => {
    expect(settingFields.map((field) => field.key).sort()).toEqual(Object.keys(defaultSettings).sort());
  });

  it('stores the first year with all values written out', () => {
    expect(parseSettings(stored)).toEqual(defaultSettings);
    expect(Object.keys(stored).sort()).toEqual(Object.keys(defaultSettings).sort());
  });

  it('refuses contradictions and unknown keys', () => {
    for (const bad of [{ grantMinWon: 50_000_000 }, { trancheSplit: [50, 30] }, { trancheSplit: [80, 20] }, { tasksMin: 7 }, { nothing: 1 }, { grantMaxWon: 1.5 }]) {
      expect(programmeSettingsSchema.safeParse(bad).success).toBe(false);
    }
  });

  it('lists what changes between two versions', () => {
    expect(diffSettings(defaultSettings, { ...defaultSettings, graceMinutes: 60 })).toEqual([{ key: 'graceMinutes', before: 30, after: 60 }]);
  });
});

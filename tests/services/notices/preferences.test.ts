import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findCaseMute, muteCase } from '#app/services/notices/mute-case.ts';
import { getOwnPreferences, saveOwnPreferences } from '#app/services/notices/own-preferences.ts';
import { withActor } from '#db/transaction.ts';
import { createTwoCases } from '#tests/routes/two-cases.ts';
import { contextOf } from '#tests/factories/people.ts';
import { useDatabase } from '#tests/support/database.ts';
import { makeSomebody } from './arrange.ts';

const db = useDatabase();
const nothing = { groups: {}, quiet: null, mobile: null };

describe('the choices of a person', () => {
  it('begin with the defaults of the duty, and keep only what differs from them', async () => {
    const person = await makeSomebody(db, 'firm_finance');
    const before = await getOwnPreferences(person);
    expect(before.groups.find(({ group }) => group === 'money')).toEqual({ group: 'money', choice: 'mail', byDefault: 'mail' });
    await saveOwnPreferences(person, { groups: { money: 'mail', visits: 'inbox' }, quiet: { from: '22:00', until: '07:30' }, mobile: '+82 10-1234-5678' });
    const [row] = await db.owner<{ notice_preferences: unknown }>('select notice_preferences from app_user where id = $1', [person.actor.userId]);
    expect(row?.notice_preferences).toEqual({ groups: { visits: 'inbox' }, quiet: { from: '22:00', until: '07:30' }, mobile: '01012345678' });
    const after = await getOwnPreferences(person);
    expect(after).toMatchObject({ quiet: { from: '22:00', until: '07:30' }, mobile: '01012345678', mutedCases: [] });
    expect(after.groups.find(({ group }) => group === 'visits')).toEqual({ group: 'visits', choice: 'inbox', byDefault: 'digest' });
    expect(await db.owner(`select 1 from event where subject_id = $1 and action = 'choose_notices'`, [person.actor.userId])).toHaveLength(1);
  });

  it('leave out groups that the role is never told of', async () => {
    const auditor = await makeSomebody(db, 'auditor');
    await saveOwnPreferences(auditor, { ...nothing, groups: { visits: 'inbox', other: 'digest' } });
    expect((await getOwnPreferences(auditor)).groups).toEqual([{ group: 'other', choice: 'digest', byDefault: 'mail' }]);
  });

  it('are refused with the field that is wrong', async () => {
    const person = await makeSomebody(db, 'consultant');
    await expect(saveOwnPreferences(person, { ...nothing, quiet: { from: '22:00', until: '22:00' } })).rejects.toMatchObject({ code: 'invalid_input', fields: { until: ['notices.form.quiet_wrong'] } });
    await expect(saveOwnPreferences(person, { ...nothing, quiet: { from: '', until: '08:00' } })).rejects.toMatchObject({ fields: { from: ['notices.form.quiet_wrong'] } });
    for (const mobile of ['', '02-123-4567', '12']) await expect(saveOwnPreferences(person, { ...nothing, mobile })).rejects.toMatchObject({ fields: { mobile: ['notices.form.mobile_wrong'] } });
  });
});

describe('a case without mails', () => {
  it('is switched off and on by those who see it, beside their other choices', async () => {
    const { own, people } = await createTwoCases(db.owner);
    for (const duty of ['representative', 'consultant', 'officer'] as const) {
      const person = people[duty];
      const ctx = contextOf(person.actor, '2026-08-14T05:30:00Z');
      await saveOwnPreferences(ctx, { ...nothing, mobile: '01012345678' });
      for (const isMuted of [true, true]) await muteCase(ctx, { applicationId: own.ids.application, isMuted });
      const chosen = await getOwnPreferences(ctx);
      expect(chosen.mutedCases.map(({ id }) => id)).toEqual([own.ids.application]);
      expect(chosen.mobile).toBe('01012345678');
      expect(await withActor(ctx, (tx) => findCaseMute(tx, ctx, own.ids.application))).toBe(true);
      await saveOwnPreferences(ctx, nothing);
      expect((await getOwnPreferences(ctx)).mutedCases).toHaveLength(1);
      await muteCase(ctx, { applicationId: own.ids.application, isMuted: false });
      expect(await withActor(ctx, (tx) => findCaseMute(tx, ctx, own.ids.application))).toBe(false);
    }
  });

  it('is not found by those who do not see it, and not offered to others', async () => {
    const stranger = await makeSomebody(db, 'manager');
    await expect(muteCase(stranger, { applicationId: randomUUID(), isMuted: true })).rejects.toThrow('not_found');
    const auditor = await makeSomebody(db, 'auditor');
    await expect(muteCase(auditor, { applicationId: randomUUID(), isMuted: true })).rejects.toThrow('not_allowed');
    expect(await withActor(auditor, (tx) => findCaseMute(tx, auditor, randomUUID()))).toBeNull();
  });
});

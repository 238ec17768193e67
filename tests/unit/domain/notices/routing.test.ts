import { describe, expect, it } from 'vitest';
import { DUTIES_BY_ROLE } from '#app/domain/accounts/actor.ts';
import { defaultChoice, groupOfKind, groupsOfRole, NOTICE_GROUPS } from '#app/domain/notices/groups.ts';
import { accountKinds, mandatoryKinds, urgentKinds } from '#app/domain/notices/kinds.ts';
import { readPreferences } from '#app/domain/notices/preferences.ts';
import { isQuietHours, quietUntil } from '#app/domain/notices/quiet-hours.ts';
import { choiceFor, mobileFor, mobileInstead, routeMail, routeText, type NoticeReader } from '#app/domain/notices/routing.ts';
import messages from '#app/i18n/messages/ko/mail.json' with { type: 'json' };

const kinds = Object.keys(messages).flatMap((id) => /^mail\.(\w+)\.subject$/u.exec(id)?.[1] ?? []);
const CASE = '0199f000-0000-7000-8000-000000000001';
const MOBILE = '01012345678';
const day = new Date('2026-08-14T05:30:00Z');
const night = new Date('2026-08-14T14:30:00Z');

const reader = (stored: unknown, duty: NoticeReader['duty'] = 'manager'): NoticeReader => ({ duty, preferences: readPreferences(stored) });
const notice = (kind: string) => ({ kind, applicationId: CASE });

describe('the groups of kinds', () => {
  it('take in every kind that has texts, and leave little over', () => {
    const others = kinds.filter((kind) => groupOfKind(kind) === 'other');
    expect(others.every((kind) => /^(membership|hold|chains|case|daily|member|handover|helper|relation|firm|consent|account_consent|join|hand_over)_/.test(kind)), others.join(', ')).toBe(true);
    expect(kinds.filter((kind) => groupOfKind(kind) === null).sort()).toEqual([...accountKinds].sort());
  });

  it('have texts for whatever is mandatory or urgent', () => {
    expect(kinds).toEqual(expect.arrayContaining([...mandatoryKinds, ...urgentKinds]));
    expect(urgentKinds.filter((kind) => (accountKinds as readonly string[]).includes(kind))).toEqual([]);
  });

  it('have a default for every duty', () => {
    for (const [role, duties] of Object.entries(DUTIES_BY_ROLE)) {
      for (const duty of duties) for (const group of groupsOfRole(role as keyof typeof DUTIES_BY_ROLE)) expect(['mail', 'digest']).toContain(defaultChoice(duty, group));
    }
    expect(NOTICE_GROUPS.filter((group) => defaultChoice('representative', group) !== 'mail')).toEqual([]);
    expect(NOTICE_GROUPS.filter((group) => defaultChoice('firm_finance', group) === 'mail')).toEqual(['money', 'settlement', 'deadlines']);
    expect(NOTICE_GROUPS.filter((group) => defaultChoice('officer', group) === 'digest')).toEqual(['indicators', 'visits', 'other']);
  });
});

describe('stored preferences', () => {
  it.each([null, 'x', [], { groups: { visits: 'never', nonsense: 'mail' }, quiet: { from: '25:00', until: '08:00' }, mobile: '02-123-4567', mutedCases: 'all', muted: [1] }])('that are not understood count as not chosen: %j', (stored) => {
    expect(readPreferences(stored)).toEqual({ groups: {}, quiet: null, mobile: null, mutedCases: [], muted: [] });
  });
});

describe('quiet hours', () => {
  it('over midnight end in the morning, on the right day', () => {
    const quiet = { from: '21:00', until: '08:00' };
    expect(quietUntil(quiet, new Date('2026-08-14T11:59:59Z'))).toBeNull();
    expect(quietUntil(quiet, new Date('2026-08-14T12:00:00Z'))).toEqual(new Date('2026-08-14T23:00:00Z'));
    expect(quietUntil(quiet, new Date('2026-08-14T22:59:59Z'))).toEqual(new Date('2026-08-14T23:00:00Z'));
    expect(quietUntil(quiet, new Date('2026-08-14T23:00:00Z'))).toBeNull();
    expect(quietUntil(quiet, new Date('2026-12-31T14:00:00Z'))).toEqual(new Date('2026-12-31T23:00:00Z'));
  });

  it('within a day end on the same day', () => {
    const quiet = { from: '12:00', until: '13:00' };
    expect(quietUntil(quiet, new Date('2026-08-14T03:30:00Z'))).toEqual(new Date('2026-08-14T04:00:00Z'));
    expect(quietUntil(quiet, new Date('2026-08-14T04:00:00Z'))).toBeNull();
    expect(isQuietHours('12:00', '12:00')).toBe(false);
    expect(quietUntil(null, day)).toBeNull();
  });
});

describe('the way of a mail', () => {
  it('follows the choice of its group, then the default of the duty', () => {
    expect(routeMail(notice('visit_logged'), reader({}), day)).toEqual({ how: 'now' });
    expect(routeMail(notice('visit_logged'), reader({ groups: { visits: 'digest' } }), day)).toEqual({ how: 'digest' });
    expect(routeMail(notice('visit_logged'), reader({ groups: { visits: 'inbox' } }), day)).toEqual({ how: 'not', because: 'inbox_only' });
    expect(routeMail(notice('visit_confirmed'), reader({}, 'officer'), day)).toEqual({ how: 'digest' });
    expect(routeMail(notice('visit_confirmed'), reader({ groups: { visits: 'mail' } }, 'officer'), day)).toEqual({ how: 'now' });
  });

  it('is shut for a muted case, but never for what starts a period', () => {
    const muted = reader({ mutedCases: [CASE], muted: ['kpi_due'], groups: { money: 'inbox', settlement: 'digest' } });
    expect(routeMail(notice('plan_approved'), muted, day)).toEqual({ how: 'not', because: 'case_muted' });
    expect(routeMail({ kind: 'kpi_due', applicationId: null }, muted, day)).toEqual({ how: 'not', because: 'muted' });
    for (const kind of mandatoryKinds) expect(routeMail(notice(kind), muted, day), kind).toEqual({ how: 'now' });
    for (const kind of mandatoryKinds) expect(choiceFor(kind, muted), kind).toBe('mail');
  });

  it('waits over the quiet hours, the digest and mandatory mails too, but not what is about the account', () => {
    const asleep = reader({ quiet: { from: '21:00', until: '08:00' } });
    const at = new Date('2026-08-14T23:00:00Z');
    for (const kind of ['visit_logged', 'agreement_offered', 'daily_digest']) expect(routeMail(notice(kind), asleep, night), kind).toEqual({ how: 'later', at });
    for (const kind of accountKinds) expect(routeMail(notice(kind), asleep, night), kind).toEqual({ how: 'now' });
    expect(routeMail(notice('visit_logged'), asleep, day)).toEqual({ how: 'now' });
  });
});

describe('text messages', () => {
  it('go to those who gave a mobile phone, for urgent kinds only', () => {
    const asked = reader({ mobile: MOBILE, mutedCases: [CASE] });
    expect(mobileFor(notice('agreement_offered'), asked)).toBe(MOBILE);
    expect(mobileFor(notice('deadline_near'), asked)).toBeNull();
    expect(mobileFor({ kind: 'deadline_near', applicationId: null }, asked)).toBe(MOBILE);
    expect(mobileFor(notice('visit_logged'), reader({ mobile: MOBILE }))).toBeNull();
    expect(mobileFor(notice('agreement_offered'), reader({}))).toBeNull();
  });

  it('stand in for a mandatory mail that could not be delivered', () => {
    expect(mobileInstead(notice('grant_refused'), reader({ mobile: MOBILE }))).toBe(MOBILE);
    expect(mobileInstead(notice('sign_code'), reader({ mobile: MOBILE }))).toBeNull();
    expect(mobileInstead(notice('visit_logged'), reader({ mobile: MOBILE }))).toBeNull();
  });

  it('are dropped when their reader has changed the number, and wait over the quiet hours', () => {
    expect(routeText(MOBILE, reader({ mobile: '01099998888' }), day)).toEqual({ how: 'not', because: 'muted' });
    expect(routeText(MOBILE, reader({ mobile: MOBILE, quiet: { from: '21:00', until: '08:00' } }), night)).toMatchObject({ how: 'later' });
    expect(routeText(MOBILE, reader({ mobile: MOBILE }), night)).toEqual({ how: 'now' });
  });
});

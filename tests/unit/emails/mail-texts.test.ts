import { describe, expect, it } from 'vitest';
import { LOCALES } from '#app/i18n/locale.ts';
import { hasMessage } from '#app/i18n/catalogue.ts';
import ids from '#app/i18n/messages/ko/mail.json' with { type: 'json' };
import { accountKinds, mandatoryKinds } from '#app/domain/notices/kinds.ts';
import { previewNotice } from '#app/services/notices/notice-text.ts';

const kinds = Object.keys(ids).flatMap((id) => /^mail\.(\w+)\.subject$/u.exec(id)?.[1] ?? []);
const values = { name: '김한빛', firmName: '주식회사 한빛정밀', receiptNumber: 'IIM-2026-00017', dueOn: '2026-08-14', reason: '서류가 흐립니다', amount: 20_000_000, consultantName: '박서준', count: 3, visitOn: '2026-07-01', month: '2026-07', hours: 48, days: 7, consent: '소식과 행사 안내', person: '이서연', hearingAt: '2026-08-14T05:00:00Z', place: '3층 회의실', personName: '박지우' };

describe('texts of notices', () => {
  it('covers the account kinds and the mandatory ones', () => {
    expect(kinds).toEqual(expect.arrayContaining([...accountKinds, ...mandatoryKinds]));
    expect(kinds.length).toBeGreaterThan(50);
  });

  it.each(kinds.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))('writes %s in %s without holes', (kind, locale) => {
    for (const part of ['subject', 'body', 'action']) expect(hasMessage(locale, `mail.${kind}.${part}`)).toBe(true);
    const text = previewNotice(kind, values, locale);
    const whole = [text.subject, ...text.paragraphs, text.action].join(' ');
    expect(whole).not.toMatch(/[{}]|undefined|null|NaN|to be set|미정/u);
    expect(text.subject.length).toBeLessThanOrEqual(90);
    expect(text.paragraphs.length).toBeLessThanOrEqual(3);
    // The one particle that would need the last sound of a name: none may follow a value directly.
    if (locale === 'ko') expect(whole).not.toMatch(/(한빛정밀|박서준|김한빛|박지우)(을|를|이|가|은|는|과|와) /u);
  });

  it('writes dates and amounts in the language of the reader', () => {
    expect(previewNotice('agreement_offered', values, 'ko').paragraphs.join(' ')).toContain('20,000,000원 (2,000만원)');
    expect(previewNotice('agreement_offered', values, 'ko').paragraphs.join(' ')).toContain('2026-08-14(금)까지');
    expect(previewNotice('agreement_offered', values, 'en').paragraphs.join(' ')).toContain('2026-08-14 (Fri)');
  });

  it('names a missing value instead of leaving a hole', () => {
    expect(previewNotice('kpi_due', { firmName: 'A' }, 'en').paragraphs.join(' ')).toContain('to be set');
  });

  it('says that the case has moved on when a kind has no texts', () => {
    expect(previewNotice('no_such_kind', { firmName: 'A' }, 'en').subject).toBe('There is news in the case of A');
  });
});

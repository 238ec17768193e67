import { extractText } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { renderAgreementPdf } from '#app/services/documents/pdf/agreement.tsx';
import { breakWord } from '#app/services/documents/pdf/fonts.ts';
import { renderLetterPdf } from '#app/services/documents/pdf/letter.tsx';
import { renderReceiptPdf } from '#app/services/documents/pdf/receipt.tsx';
import { renderSettlementPdf } from '#app/services/documents/pdf/settlement.tsx';
import { agreementSample, letterSample, receiptSample, settlementSample } from './pdf-samples.ts';

async function textOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
  return text.replace(/\s+/gu, ' ');
}

describe('documents as PDF', () => {
  it('repeats the application on its receipt with number, time, pages and check value', async () => {
    const text = await textOf(await renderReceiptPdf(receiptSample));
    for (const part of ['신청 접수증', 'IIM-2026-00017', '주식회사 한빛정밀', '120-81-47521', '2026-08-14(금) 14:30', '공정불량률이 4.8%로', '해당 없음']) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`확인값(SHA-256) ${receiptSample.hash}`);
    expect(text).toMatch(/1 \/ \d쪽/);
  });

  it('writes the agreed amount in digits and in Korean words', async () => {
    const text = await textOf(await renderAgreementPdf(agreementSample));
    expect(text).toContain('28,500,000원');
    expect(text).toContain('이천팔백오십만');
    expect(text).toContain('제13조 (이의신청과 해석)');
    expect(text).toContain('선지급은 지원금의 70%를');
    expect(text).toContain('서명 전');
  });

  it('tells the reasons and the last day of appeal in a letter', async () => {
    const text = await textOf(await renderLetterPdf(letterSample));
    expect(text).toContain('국세를 체납하고 있습니다');
    expect(text).toContain('2026-08-28(금)까지');
  });

  it('settles the grant to the last won', async () => {
    const text = await textOf(await renderSettlementPdf(settlementSample));
    expect(text).toContain('762,340원');
    expect(text).toContain('시연용 문서');
  });

  it('speaks English when the reader does', async () => {
    const text = await textOf(await renderAgreementPdf({ ...agreementSample, locale: 'en' }));
    expect(text).toContain('Agreement on support under the Industry Innovation Movement');
    expect(text).toContain('28,500,000 won');
  });

  it('gives the same bytes for the same record', async () => {
    const first = await renderLetterPdf(letterSample);
    const second = await renderLetterPdf(letterSample);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('breaks inside a word only when the word is long', () => {
    expect(breakWord('공정불량률이')).toEqual(['공정불량률이']);
    expect(breakWord('가'.repeat(13)).join('')).toBe('가'.repeat(13));
    expect(breakWord('가'.repeat(13))).toHaveLength(25);
  });
});

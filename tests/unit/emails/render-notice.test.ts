import { describe, expect, it } from 'vitest';
import { portalUrl, renderNotice } from '#emails/render-notice.tsx';

const content = {
  locale: 'ko',
  subject: '신청서가 접수되었습니다',
  heading: '신청서가 접수되었습니다',
  paragraphs: ['주식회사 한빛정밀 신청서를 접수했습니다.', '이제 담당자가 검토합니다.'],
  facts: [{ label: '접수번호', value: 'IIM-2026-00001' }],
  action: { label: '신청 현황 보기', path: '/firm/application' },
  baseUrl: 'https://portal.example',
} as const;

describe('the frame of a mail', () => {
  it('carries the texts, the facts, one button and why the reader gets it, in HTML and in plain text', async () => {
    const mail = await renderNotice(content);
    for (const part of ['산업혁신운동 포털', '이제 담당자가 검토합니다.', '접수번호', 'IIM-2026-00001', '신청 현황 보기', 'https://portal.example/firm/application', '내 계정에서 바꾸실 수 있습니다']) {
      expect(mail.html).toContain(part);
      expect(mail.text).toContain(part);
    }
    expect(mail.html).toContain('lang="ko"');
  });

  it('escapes what people typed', async () => {
    const mail = await renderNotice({ ...content, facts: [{ label: '기업명', value: '<script>alert(1)</script> & Co' }] });
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.text).toContain('<script>alert(1)</script> & Co');
  });

  it('keeps the subject on one line', async () => {
    const mail = await renderNotice({ ...content, subject: '제목\r\nBcc: somebody@example.com' });
    expect(mail.subject).toBe('제목 Bcc: somebody@example.com');
  });

  it('tells that account mails cannot be switched off', async () => {
    const mail = await renderNotice({ ...content, locale: 'en', audience: 'account' });
    expect(mail.text).toContain('cannot be switched off');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])('refuses a link to %s', (path) => {
    expect(() => portalUrl('https://portal.example', path)).toThrow();
  });
});

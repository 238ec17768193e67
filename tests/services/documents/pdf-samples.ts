import type { AgreementPdf } from '#app/services/documents/pdf/agreement.tsx';
import type { LetterPdf } from '#app/services/documents/pdf/letter.tsx';
import type { ReceiptPdf } from '#app/services/documents/pdf/receipt.tsx';
import type { SettlementPdf } from '#app/services/documents/pdf/settlement.tsx';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const issuedAt = new Date('2026-08-14T05:30:00Z');

export const receiptSample: ReceiptPdf = {
  locale: 'ko',
  receiptNumber: 'IIM-2026-00017',
  firmName: '주식회사 한빛정밀',
  businessNumber: '1208147521',
  submittedAt: issuedAt,
  hash: HASH,
  sections: [
    {
      title: '기업 현황',
      rows: [
        { label: '대표자', value: '김한빛' },
        { label: '소재지', value: '경상남도 창원시 성산구 공단로 123, 스마트혁신지원센터 3층' },
        { label: '주요 생산품', value: '자동차 변속기용 정밀 절삭 부품, 유압 밸브 몸체' },
        { label: '상시근로자', value: '48명' },
      ],
    },
    {
      title: '개선하려는 내용',
      rows: [
        {
          label: '현재 문제',
          value:
            '가공 3라인의 공정불량률이 4.8%로 높고, 설비가 멈추는 원인을 기록하지 않아 같은 고장이 되풀이됩니다. 납기준수율은 91.2%이며 고객사가 월 2회 이상 긴급 운송을 요구합니다. 작업표준서가 있으나 2019년 이후 고치지 않아 현장에서 쓰지 않습니다.',
        },
        { label: '희망 지원 분야', value: '품질관리, 설비관리, 생산계획·납기관리' },
        { label: '참고 주소', value: 'https://example.invalid/korean-precision/quality-report-2026-first-half-with-a-very-long-name.html' },
        { label: '기타', value: '' },
      ],
    },
  ],
  documents: [
    { fileName: '사업자등록증.pdf', byteSize: 182_044, sha256: HASH },
    { fileName: '2025년_재무제표_주식회사한빛정밀_최종본_수정3.pdf', byteSize: 2_482_044, sha256: HASH.replace('9', 'a') },
  ],
};

export const agreementSample: AgreementPdf = {
  locale: 'ko',
  number: 'AG-2026-00017',
  issuedAt,
  hash: HASH,
  parties: [
    { role: 'headquarters', name: '산업혁신운동 중앙추진본부', representative: '본부장 이정우', businessNumber: null, address: '서울특별시 중구 세종대로 39' },
    { role: 'firm', name: '주식회사 한빛정밀', representative: '김한빛', businessNumber: '1208147521', address: '경상남도 창원시 성산구 공단로 123' },
  ],
  grantWon: 28_500_000,
  ownShareWon: 9_500_000,
  period: { from: '2026-09-01', to: '2027-08-31' },
  budget: [
    { name: '설비·계측기 구입', grantWon: 18_000_000, ownShareWon: 6_000_000 },
    { name: '현장 개선 공사', grantWon: 7_500_000, ownShareWon: 3_500_000 },
    { name: '교육 훈련', grantWon: 3_000_000, ownShareWon: 0 },
  ],
  tasks: [
    { title: '가공 3라인 불량 유형 기록표 도입과 주간 원인 분석', period: '2026-09 ~ 2026-12', output: '불량률 4.8% → 3.0%' },
    { title: '설비 예방보전 점검표와 정지 시간 집계', period: '2026-10 ~ 2027-03', output: '정지 시간 30% 감소' },
  ],
  kpis: [
    { name: '공정불량률', unit: '%', baseline: '4.8', target: '3.0' },
    { name: '납기준수율', unit: '%', baseline: '91.2', target: '97.0' },
  ],
  conditions: ['설비를 들이기 전에 설치 장소의 전기 용량을 확인하고 결과를 제출합니다.'],
  terms: { advancePercent: 70, changeDays: 30, causeDays: 15, settlementDays: 30, retentionYears: 5, appealDays: 14 },
  signatures: [
    { role: 'headquarters', party: '산업혁신운동 중앙추진본부', name: '이정우', signedAt: null },
    { role: 'firm', party: '주식회사 한빛정밀', name: '김한빛', signedAt: issuedAt },
  ],
};

export const letterSample: LetterPdf = {
  locale: 'ko',
  number: 'L-2026-0102',
  issuedAt,
  hash: HASH,
  kind: 'application_ineligible',
  firmName: '주식회사 한빛정밀',
  representativeName: '김한빛',
  receiptNumber: 'IIM-2026-00017',
  facts: [{ label: '접수번호', value: 'IIM-2026-00017' }],
  reasons: ['공고일 기준으로 국세를 체납하고 있습니다.', '같은 과제로 다른 정부 지원사업에 참여하고 있습니다.'],
  appealUntil: '2026-08-28',
  signer: { organisation: '산업혁신운동 중앙추진본부', title: '본부장', name: '이정우' },
};

export const settlementSample: SettlementPdf = {
  locale: 'ko',
  number: 'S-2026-00017',
  issuedAt,
  hash: HASH,
  demo: true,
  firmName: '주식회사 한빛정밀',
  businessNumber: '1208147521',
  agreementNumber: 'AG-2026-00017',
  period: { from: '2026-09-01', to: '2027-08-31' },
  settledOn: '2027-10-15',
  lines: [
    { name: '설비·계측기 구입', agreedWon: 24_000_000, spentWon: 24_000_000, allowedWon: 24_000_000, reason: null },
    { name: '현장 개선 공사', agreedWon: 11_000_000, spentWon: 10_400_000, allowedWon: 9_900_000, reason: '세금계산서 금액 초과' },
  ],
  grant: { agreedWon: 28_500_000, paidWon: 28_500_000, allowedWon: 27_750_000, interestWon: 12_340, returnedWon: 762_340, balanceWon: 0 },
  ownShare: { agreedWon: 9_500_000, paidWon: 9_500_000 },
  signer: { organisation: '산업혁신운동 중앙추진본부', title: '본부장', name: '이정우' },
};

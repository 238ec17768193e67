import { text, type Text } from '#app/domain/workflow/machine.ts';

/** One point of the eligibility review: what is checked, and the answers that speak to it. */
export interface EligibilityItem {
  code: string;
  label: Text;
  /** What the officer looks at, and when the point is met. */
  guide: Text;
  /** Questions of the form whose answers stand beside the point. */
  questions: readonly string[];
}

/** Identifies the list; recorded with each decision that rests on it. */
export const ELIGIBILITY_CHECKLIST_VERSION = '2026.1';

/** The twelve points of the eligibility review (domain.md 2.4); the codes are also the reasons of a rejection. */
export const ELIGIBILITY_CHECKLIST: readonly EligibilityItem[] = [
  {
    code: 'E01',
    label: text('계속사업자', 'In business'),
    guide: text('국세청 조회에서 휴업·폐업이 아닌지 봅니다.', 'The tax service shows neither suspension nor closure.'),
    questions: ['check_closed', 'business_number'],
  },
  {
    code: 'E02',
    label: text('중소기업', 'Small or medium-sized firm'),
    guide: text('중소기업확인서의 유효기간과 기업 구분을 봅니다.', 'The SME certificate is valid and states the size.'),
    questions: ['check_sme', 'firm_size', 'sales_1', 'file_sme'],
  },
  {
    code: 'E03',
    label: text('국세·지방세 완납', 'No overdue taxes'),
    guide: text('납세증명서가 유효한지, 유예라면 승인서가 있는지 봅니다.', 'The clearance certificates are valid; a deferral has its decision.'),
    questions: ['check_tax_arrears', 'file_tax', 'file_tax_deferral'],
  },
  {
    code: 'E04',
    label: text('참여제한 없음', 'Not barred from programmes'),
    guide: text('참여제한 명부와 대조합니다.', 'Compare with the list of restrictions in force.'),
    questions: ['check_restricted'],
  },
  {
    code: 'E05',
    label: text('채무불이행 아님', 'No registered default'),
    guide: text('기업과 대표자의 신용정보 등록 여부를 봅니다.', 'Neither the firm nor its representative is registered.'),
    questions: ['check_defaulter', 'representative_name'],
  },
  {
    code: 'E06',
    label: text('협약 해지 3년 경과', 'No agreement cancelled within three years'),
    guide: text('지원이력에서 해지 통지일부터 3년이 지났는지 봅니다.', 'Three years have passed since any cancellation notice.'),
    questions: ['check_cancelled'],
  },
  {
    code: 'E07',
    label: text('중복 지원 아님', 'Not supported elsewhere'),
    guide: text('같은 내용의 다른 지원이 있는지 지원이력과 대조합니다.', 'Compare with the record of support for the same work.'),
    questions: ['check_duplicate'],
  },
  {
    code: 'E08',
    label: text('제조 현장 보유', 'Manufacturing site'),
    guide: text('공장등록증명서, 건축물대장이나 임대차계약서를 봅니다.', 'Factory registration, building register or lease.'),
    questions: ['check_factory', 'factory_address', 'address', 'file_factory'],
  },
  {
    code: 'E09',
    label: text('제외 업종 아님', 'Not an excluded industry'),
    guide: text('유흥·숙박·음식업 등 제외 업종이 아닌지 봅니다.', 'Not amusement, lodging, restaurants or another excluded industry.'),
    questions: ['ksic', 'main_products'],
  },
  {
    code: 'E10',
    label: text('서류의 진위와 유효기간', 'Papers genuine and valid'),
    guide: text('사업자등록증과 재무제표가 신청 내용과 맞는지 봅니다.', 'Registration and financial statements agree with the form.'),
    questions: ['file_registration', 'file_financials'],
  },
  {
    code: 'E11',
    label: text('품질·납기 지표 각 1건', 'One quality and one delivery figure'),
    guide: text('수량, 기간, 출처가 있는 값이 하나씩 있는지 봅니다.', 'Each with quantities, period and source.'),
    questions: ['indicator_process_defect', 'indicator_return', 'indicator_delivery'],
  },
  {
    code: 'E12',
    label: text('지원금 한도', 'Grant within limits'),
    guide: text('희망 지원금액이 사업 연도의 한도 안에 있는지 봅니다.', 'The amount lies within the limits of the programme year.'),
    questions: ['grant_wanted', 'grant_consulting', 'grant_equipment', 'grant_smart_factory'],
  },
];

/** A point by its code, or null. */
export function findEligibilityItem(code: string): EligibilityItem | null {
  return ELIGIBILITY_CHECKLIST.find((item) => item.code === code) ?? null;
}

export interface ChecklistReading {
  /** Codes without a result. */
  open: string[];
  failed: string[];
  done: number;
  /** True when every point has a result and none failed. */
  mayPass: boolean;
}

/** Reads recorded results against the list; results of unknown codes count for nothing. */
export function readChecklist(results: readonly { itemCode: string; outcome: string }[]): ChecklistReading {
  const byCode = new Map(results.map((result) => [result.itemCode, result.outcome]));
  const open = ELIGIBILITY_CHECKLIST.filter((item) => !['pass', 'fail', 'not_applicable'].includes(byCode.get(item.code) ?? 'open')).map((item) => item.code);
  const failed = ELIGIBILITY_CHECKLIST.filter((item) => byCode.get(item.code) === 'fail').map((item) => item.code);
  return { open, failed, done: ELIGIBILITY_CHECKLIST.length - open.length, mayPass: open.length === 0 && failed.length === 0 };
}

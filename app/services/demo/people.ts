import type { Duty } from '#app/domain/accounts/actor.ts';

/** Password of every demo account; shown on the sign-in page, useless outside of demo mode. */
export const DEMO_PASSWORD = 'innovation-demo-2026';

export interface DemoStaff {
  readonly email: string;
  readonly name: string;
  readonly duty: Duty;
  /** Name of the organisation whose scope the person has. */
  readonly organisation?: string;
}

/** Staff of the headquarters, parent company, evaluators, auditor, administrator. All people are invented. */
export const DEMO_STAFF: readonly DemoStaff[] = [
  { email: 'officer@demo.example', name: '윤서진', duty: 'officer' },
  { email: 'officer2@demo.example', name: '배도현', duty: 'officer' },
  { email: 'approver@demo.example', name: '한지원', duty: 'senior_officer' },
  { email: 'approver2@demo.example', name: '문태경', duty: 'senior_officer' },
  { email: 'finance@demo.example', name: '오민재', duty: 'finance_officer' },
  { email: 'hq@demo.example', name: '서유나', duty: 'partner_officer', organisation: '미래부품추진본부' },
  { email: 'parent@demo.example', name: '강태오', duty: 'parent_manager', organisation: '한빛모빌리티(주)' },
  { email: 'evaluator@demo.example', name: '노하린', duty: 'evaluator' },
  { email: 'evaluator2@demo.example', name: '채준영', duty: 'evaluator' },
  { email: 'auditor@demo.example', name: '임소담', duty: 'auditor' },
  { email: 'admin@demo.example', name: '신가람', duty: 'admin' },
];

export interface DemoOrganisation {
  readonly kind: 'central_hq' | 'partner_hq' | 'parent_company' | 'tier1' | 'consulting_body';
  readonly name: string;
  readonly nameEn: string;
  readonly regionCode: string;
  /** Pledged for the demo year, for contributing parent companies. */
  readonly pledgedWon?: number;
}

export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  { kind: 'central_hq', name: '중앙추진본부', nameEn: 'Central Headquarters', regionCode: '11' },
  { kind: 'partner_hq', name: '미래부품추진본부', nameEn: 'Future Parts Headquarters', regionCode: '41' },
  { kind: 'partner_hq', name: '정밀가공추진본부', nameEn: 'Precision Machining Headquarters', regionCode: '48' },
  { kind: 'parent_company', name: '한빛모빌리티(주)', nameEn: 'Hanbit Mobility Co.', regionCode: '41', pledgedWon: 900_000_000 },
  { kind: 'parent_company', name: '누리중공업(주)', nameEn: 'Nuri Heavy Industries Co.', regionCode: '48', pledgedWon: 700_000_000 },
  { kind: 'parent_company', name: '새롬전자(주)', nameEn: 'Saerom Electronics Co.', regionCode: '47', pledgedWon: 500_000_000 },
  { kind: 'tier1', name: '두레시스템(주)', nameEn: 'Dure Systems Co.', regionCode: '41' },
  { kind: 'tier1', name: '온누리정공(주)', nameEn: 'Onnuri Machinery Co.', regionCode: '48' },
  { kind: 'consulting_body', name: '다온경영연구원', nameEn: 'Daon Management Institute', regionCode: '11' },
];

export interface DemoConsultantSpec {
  readonly email: string;
  readonly name: string;
  readonly fields: readonly string[];
  readonly ksicCodes: readonly string[];
  readonly rootTechnologies: readonly string[];
  readonly regionCodes: readonly string[];
  readonly languages: readonly string[];
  readonly capacity: number;
  readonly years: number;
  /** Employer, when it is not the consulting body: work for its suppliers needs a waiver. */
  readonly employer?: string;
}

export const DEMO_CONSULTANTS: readonly DemoConsultantSpec[] = [
  { email: 'consultant@demo.example', name: '정다해', fields: ['production', 'technology'], ksicCodes: ['25', '29', '30'], rootTechnologies: ['casting', 'mould'], regionCodes: ['41', '28', '11'], languages: ['ko', 'en'], capacity: 12, years: 18 },
  { email: 'consultant2@demo.example', name: '백승호', fields: ['management', 'production'], ksicCodes: ['26', '28', '22'], rootTechnologies: ['injection'], regionCodes: ['48', '26', '31'], languages: ['ko'], capacity: 12, years: 11 },
  { email: 'consultant3@demo.example', name: '류은채', fields: ['production', 'smart_factory'], ksicCodes: ['25', '26', '30'], rootTechnologies: ['welding'], regionCodes: ['47', '27', '48'], languages: ['ko'], capacity: 12, years: 9 },
  { email: 'consultant4@demo.example', name: '남기훈', fields: ['technology', 'production'], ksicCodes: ['24', '25', '29'], rootTechnologies: ['forming', 'heat_treatment'], regionCodes: ['44', '30', '43'], languages: ['ko', 'vi'], capacity: 12, years: 22 },
  { email: 'consultant5@demo.example', name: '표수아', fields: ['management'], ksicCodes: ['22', '23', '28'], rootTechnologies: [], regionCodes: ['41', '51', '43'], languages: ['ko', 'en'], capacity: 10, years: 14 },
  { email: 'consultant6@demo.example', name: '길민우', fields: ['smart_factory', 'technology'], ksicCodes: ['26', '28', '30'], rootTechnologies: ['surface_treatment'], regionCodes: ['12', '52', '48'], languages: ['ko'], capacity: 10, years: 7, employer: '온누리정공(주)' },
  { email: 'consultant7@demo.example', name: '전보람', fields: ['production', 'management'], ksicCodes: ['10', '22', '25', '30'], rootTechnologies: ['precision_machining'], regionCodes: ['41', '43', '51'], languages: ['ko'], capacity: 10, years: 16 },
  { email: 'consultant8@demo.example', name: '우지환', fields: ['technology', 'smart_factory', 'production'], ksicCodes: ['24', '25', '28', '29'], rootTechnologies: ['casting', 'heat_treatment', 'forming'], regionCodes: ['48', '31', '27', '47'], languages: ['ko', 'en'], capacity: 10, years: 20 },
];

import type { Context } from '#app/domain/accounts/context.ts';
import { addToMonth, monthOf } from '#app/domain/calendar/civil-date.ts';
import { attachDocument } from '#app/services/applications/attach-document.ts';
import { requestSignOff } from '#app/services/applications/request-sign-off.ts';
import { saveAnswers } from '#app/services/applications/save-answers.ts';
import { submitApplication } from '#app/services/applications/submit-application.ts';
import { withdrawApplication } from '#app/services/applications/withdraw-application.ts';
import { registerFirm } from '#app/services/firms/register-firm.ts';
import { getRegistryChecker, useRegistryChecker } from '#app/services/firms/registry-checker.ts';
import { getRegistrationForm } from '#app/services/firms/get-registration-form.ts';
import { listApplicationFiles } from '#db/queries/application-documents.ts';
import { findCredential, markEmailVerified } from '#db/queries/accounts.ts';
import { findDemoCase, linkDemoSupplier, setDemoGroup } from '#db/queries/demo-cases.ts';
import { asAuth, asWorker, withActor } from '#db/transaction.ts';
import { chance, emailOf, type DemoFirm } from '../demo-firms.ts';
import { receivePdf } from '../demo-files.ts';
import type { Scene, Step } from '../walk.ts';

const visitor = (now: Date): Context => ({
  actor: { userId: null, role: 'public', duty: 'visitor', firmId: null, consultantId: null, organisationId: null, name: '', locale: 'ko' },
  now, requestId: 'demo', idempotencyKey: null,
});

/** The firm's people register it; their address is proven and the company they supply confirms the link. */
export function register(passwordHash: string): Step {
  return {
    name: 'register',
    gap: 0,
    run: async (scene) => {
      const { firm, at } = scene;
      const consents = (await getRegistrationForm(visitor(at))).consents.filter((text) => text.isRequired).map((text) => text.id);
      await registerFirm(visitor(at), {
        email: emailOf(firm), passwordHash, contactName: firm.representative, mobile: mobileOf(firm), businessNumber: firm.businessNumber, firmName: firm.name,
        representativeName: firm.representative, regionCode: firm.region, eligibilityCode: null, consentTextIds: consents, ip: ipOf(firm), locale: 'ko',
      });
      await asAuth(async (tx) => {
        const found = await findCredential(tx, emailOf(firm));
        if (found) await markEmailVerified(tx, found.userId, at);
      }, 'demo');
      const { parent } = firm;
      if (!parent) return;
      const confirmedBy = parent === '한빛모빌리티(주)' ? (await scene.as('parent@demo.example')).actor.userId : null;
      await withActor(await scene.as('officer@demo.example'), async (tx) => {
        const found = await findDemoCase(tx, firm.businessNumber);
        if (found) await linkDemoSupplier(tx, { firmId: found.firmId, parent, tier1: firm.tier1, tier: firm.tier === 'tier3' ? 3 : 2, sharePercent: firm.parentShare, sinceOn: `${Number(firm.foundedOn.slice(0, 4)) + 3}-03-01`, confirmedBy, at });
      });
    },
  };
}

/** The firm's people register it while the business registry does not know the name they give; an officer has to look. */
export function registerUnclear(passwordHash: string): Step {
  const clear = register(passwordHash);
  return {
    ...clear,
    run: async (scene) => {
      const before = getRegistryChecker();
      // Other cases are built at the same time, so only this firm's number gets the other answer.
      useRegistryChecker({
        check: (question, now) =>
          question.businessNumber === scene.firm.businessNumber ? Promise.resolve({ source: 'offline', status: 'mismatch', checkedAt: now.toISOString() }) : before.check(question, now),
      });
      try {
        await clear.run(scene);
      } finally {
        useRegistryChecker(before);
      }
    },
  };
}

/** The firm writes the form; `share` of the sections only, for a draft that is not finished. */
export function writeForm(share: 'whole' | 'part' = 'whole'): Step {
  return {
    name: 'write the form',
    gap: 2,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const all = answersOf(scene);
      const entries = Object.entries(all).filter(([id]) => share === 'whole' || EARLY.has(id));
      const { applicationId } = await saveAnswers(firm, entries.map(([questionId, raw]) => ({ questionId, raw, revision: 0 })));
      const group = groupOf(scene.firm);
      if (group) await asWorker((tx) => setDemoGroup(tx, applicationId, group), 'demo');
    },
  };
}

/** The firm attaches its papers. */
export const attachPapers: Step = {
  name: 'attach papers',
  gap: 1,
  run: async (scene) => {
    const firm = await scene.as('firm');
    const applicationId = await scene.caseId();
    const there = await withActor(firm, (tx) => listApplicationFiles(tx, applicationId));
    for (const [questionId, name, latin] of PAPERS) {
      if (questionId === 'file_trade' && !scene.firm.parent) continue;
      if (there.some((file) => file.fileName === `${name}.pdf`)) continue;
      await attachDocument(firm, { questionId, received: await receivePdf(`${name}.pdf`, `${latin} - ${scene.firm.nameEn} ${scene.firm.businessNumber}`) });
    }
  },
};

/** The complete form waits for the representative. */
export const askSignOff: Step = { name: 'ask for the signature', gap: 1, run: async (scene) => void (await requestSignOff(await scene.as('firm'), { applicationId: await scene.caseId() })) };

/** The representative sends the form. */
export const submit: Step = { name: 'submit', gap: 2, run: async (scene) => void (await submitApplication(await scene.as('firm'), { applicationId: await scene.caseId() })) };

/** The representative takes the application back. */
export const withdraw: Step = {
  name: 'withdraw',
  gap: 6,
  run: async (scene) => void (await withdrawApplication(await scene.as('firm'), { applicationId: await scene.caseId(), reason: '주 거래처의 물량 조정으로 올해는 생산 라인을 옮기게 되어, 설치를 마친 뒤 내년에 다시 신청하려고 합니다.' })),
};

const PAPERS = [
  ['file_registration', '사업자등록증', 'Business registration'],
  ['file_sme', '중소기업확인서', 'SME certificate'],
  ['file_financials', '최근3년_재무제표', 'Financial statements'],
  ['file_tax', '국세지방세_납세증명서', 'Tax clearance'],
  ['file_trade', '납품계약서', 'Supply contract'],
] as const;

const EARLY = new Set([
  'firm_name', 'firm_name_en', 'firm_form', 'representative_name', 'founded_on', 'firm_size', 'ksic', 'main_products', 'root_technologies', 'region', 'postal_code', 'address', 'factory_elsewhere', 'employees',
  'sales_1', 'smart_factory_level', 'affiliated', 'contact_name', 'contact_position', 'contact_mobile', 'contact_email', 'contact_language', 'fields', 'problem',
]);

/** The group of a firm: parts makers of the capital area, machining firms of the south-east; the rest is run centrally. */
export function groupOf(firm: DemoFirm): string | null {
  if (firm.parent && firm.parent !== '누리중공업(주)' && (firm.region === '41' || firm.region === '28')) return '미래부품추진본부';
  if (firm.region === '48' && firm.parent === '누리중공업(주)') return '정밀가공추진본부';
  return null;
}

export const mobileOf = (firm: DemoFirm): string => `010${String(Math.floor(chance(firm.slug, 'mobile') * 90_000_000) + 10_000_000)}`;
// Addresses of the range that is reserved for documentation.
const ipOf = (firm: DemoFirm): string => `198.51.100.${Math.floor(chance(firm.slug, 'ip') * 250) + 1}`;

function answersOf(scene: Scene): Record<string, unknown> {
  const { firm, on } = scene;
  const months = { fromMonth: addToMonth(monthOf(on), -3), toMonth: addToMonth(monthOf(on), -1) };
  const produced = 40_000 + Math.floor(chance(firm.slug, 'produced') * 60_000);
  const due = 140 + Math.floor(chance(firm.slug, 'due') * 260);
  const rate = (values: readonly number[]) => (values[0] ?? 0) / 100;
  const equipment = Math.round((firm.grantWon * 0.6) / 10_000) * 10_000;
  const isSmart = firm.fields.includes('smart_factory');
  return {
    firm_name: firm.name, firm_name_en: firm.nameEn, firm_form: firm.form, representative_name: firm.representative, founded_on: firm.foundedOn, firm_size: firm.size, ksic: firm.ksic, main_products: firm.product,
    root_technologies: [...firm.rootTechnologies], region: firm.region, postal_code: firm.postalCode, address: firm.address, address_detail: `${firm.name} 본관 2층`, factory_elsewhere: 'no', employees: String(firm.employees),
    sales_1: String(firm.salesWon[0]), sales_2: String(firm.salesWon[1]), sales_3: String(firm.salesWon[2]), total_assets: String(Math.round(((firm.salesWon[0] ?? 0) * 0.7) / 1_000_000) * 1_000_000),
    operating_profit_sign: 'profit', operating_profit: String(Math.round(((firm.salesWon[0] ?? 0) * 0.034) / 1_000_000) * 1_000_000),
    smart_factory_level: isSmart ? 'basic' : 'none', certificates: firm.parent ? ['iso9001', 'iatf16949'] : ['iso9001'],
    affiliated: firm.parent ? 'yes' : 'no',
    ...(firm.parent ? { parent_name: firm.parent, tier: firm.tier, tier1_name: firm.tier1, parent_share: String(firm.parentShare ?? '') } : {}),
    contact_name: firm.contact, contact_position: firm.position, contact_mobile: mobileOf(firm), contact_email: emailOf(firm), contact_phone: '0311234567', contact_language: 'ko',
    fields: [...firm.fields], problem: firm.problem, wish: firm.wish, commitment: firm.commitment,
    indicator_process_defect: { numerator: String(Math.round(produced * rate(firm.kpi.q))), denominator: String(produced), ...months, scope: `${firm.product} 전 품목`, source: '생산일보, 불량 집계표' },
    indicator_delivery: { numerator: String(Math.round(due * rate(firm.kpi.d))), denominator: String(due), ...months, scope: '전 거래처', source: '출하 대장' },
    grant_wanted: String(firm.grantWon), grant_consulting: '0', grant_equipment: String(isSmart ? firm.grantWon - equipment : equipment), grant_smart_factory: String(isSmart ? equipment : firm.grantWon - equipment), author: 'self',
    check_factory: 'yes', check_sme: 'yes', check_closed: 'no', check_tax_arrears: 'no', check_defaulter: 'no', check_cancelled: 'no', check_restricted: 'no', check_duplicate: 'no',
    consent_collection: 'on', consent_provision: 'on', consent_company: 'on', pledge_integrity: 'on', statement_truth: 'on',
    ...(chance(firm.slug, 'message') > 0.6 ? { message_to_officer: '현장 방문은 오전이 좋습니다. 오후 두 시부터는 출하 작업으로 생산팀장이 자리를 비웁니다.' } : {}),
  };
}

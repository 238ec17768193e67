import { addDays, addMonths, earlierDate } from '#app/domain/calendar/civil-date.ts';
import { acceptAgreement, sendAgreementCode } from '#app/services/grants/accept-agreement.ts';
import { enterBankAccount, verifyBankAccount } from '#app/services/grants/bank-account.ts';
import { listBanks } from '#app/services/grants/banks.ts';
import { countersignAgreement } from '#app/services/grants/countersign-agreement.ts';
import { approveGrant, refuseGrant, reserveGrant } from '#app/services/grants/decide-grant.ts';
import { declineAgreement, offerAgreement, withdrawOffer } from '#app/services/grants/offer-agreement.ts';
import { askAboutGrant, assignGrantReview, recommendGrant } from '#app/services/grants/review-grant.ts';
import { saveAgreementDraft, type BudgetLineInput } from '#app/services/grants/save-agreement-draft.ts';
import { codeOf } from '#app/services/grants/sign-code.ts';
import { findAgreement, findAgreementVersion } from '#db/queries/agreements.ts';
import { findNewestBankAccount } from '#db/queries/bank-accounts.ts';
import { findSignCodeId } from '#db/queries/demo-cases.ts';
import { findPlan, listTasks } from '#db/queries/plans.ts';
import { asWorker, withActor } from '#db/transaction.ts';
import { pick } from '../demo-firms.ts';
import type { Step } from '../walk.ts';
import { central } from './select.ts';

export const review: Step = { name: 'review the grant', gap: 3, run: async (scene) => void (await assignGrantReview(await central(scene), { applicationId: await scene.caseId() })) };

export const recommend: Step = {
  name: 'recommend the grant',
  gap: 4,
  run: async (scene) =>
    void (await recommendGrant(await central(scene), {
      applicationId: await scene.caseId(), amountWon: scene.firm.grantWon, reason: '과제별 산출 근거가 견적과 일치하고, 지원 한도 안에서 불량과 납기 개선에 직접 쓰이는 비용으로 판단됩니다.',
      duplicateSupport: { result: 'clean', note: '' },
    })),
};

export const approve: Step = {
  name: 'approve the grant',
  gap: 3,
  run: async (scene) => void (await approveGrant(await scene.as('senior'), { applicationId: await scene.caseId(), amountWon: scene.firm.grantWon, reason: '', conditions: [], withPlan: true })),
};

/** Months from the start to the end of an agreement. */
export interface AgreementTerm {
  readonly months: number;
  /** Shares of the payments in per cent; empty takes those of the programme year. */
  readonly split?: readonly number[];
}

/** The officer writes the agreement with its budget. */
export function draftAgreement(term: AgreementTerm): Step {
  return {
    name: 'draft the agreement',
    gap: 2,
    run: async (scene) => {
      const officer = await central(scene);
      const applicationId = await scene.caseId();
      const tasks = await withActor(officer, async (tx) => {
        const plan = await findPlan(tx, applicationId);
        return plan ? listTasks(tx, plan.id) : [];
      });
      const lines: BudgetLineInput[] = tasks.map((task) => ({
        category: task.budgetCategory ?? 'equipment', title: task.title.slice(0, 60), basis: '견적 2개사 비교, 부가가치세 제외', proof: '세금계산서, 이체확인증', amountWon: task.amountWon, ownShareWon: task.ownShareWon, planTaskId: task.id,
      }));
      const { yearEndsOn } = datesOf(scene.clock.month(-2));
      const startsOn = scene.on;
      const endsOn = earlierDate(addDays(addMonths(startsOn, term.months), -1), yearEndsOn);
      const split = term.split ?? [];
      const parts = split.map((percent) => Math.round((scene.firm.grantWon * percent) / 100 / 10_000) * 10_000);
      const rest = scene.firm.grantWon - parts.slice(0, -1).reduce((sum, part) => sum + part, 0);
      await saveAgreementDraft(officer, { applicationId, startsOn, endsOn, lines, trancheWon: parts.length === 0 ? [] : [...parts.slice(0, -1), rest] });
    },
  };
}

const datesOf = (firstAfter: string) => ({ yearEndsOn: addDays(firstAfter, -1) });

export const offerTheAgreement: Step = { name: 'offer the agreement', gap: 1, run: async (scene) => void (await offerAgreement(await central(scene), { applicationId: await scene.caseId() })) };

/** The representative enters the account and signs with the code from the mail. */
export const signTheAgreement: Step = {
  name: 'sign the agreement',
  gap: 3,
  run: async (scene) => {
    const firm = await scene.as('firm');
    const applicationId = await scene.caseId();
    const bank = pick(listBanks(), scene.firm.slug, 'bank');
    await enterBankAccount(firm, { applicationId, bankCode: bank.code, holder: scene.firm.name, number: `${scene.firm.businessNumber}${scene.firm.employees + 10}` });
    await sendAgreementCode(firm, { applicationId });
    const signing = await asWorker(async (tx) => {
      const versionId = (await findAgreement(tx, { applicationId }))?.currentVersionId ?? null;
      const version = versionId ? await findAgreementVersion(tx, versionId) : null;
      return { codeId: versionId ? await findSignCodeId(tx, versionId) : null, hash: version?.documentHash ?? '' };
    }, 'demo');
    await acceptAgreement(firm, { applicationId, documentHash: signing.hash, code: codeOf(signing.codeId ?? ''), ip: null });
  },
};

export const verifyAccount: Step = {
  name: 'verify the account',
  gap: 1,
  run: async (scene) => {
    const officer = await central(scene);
    const parts = await scene.parts();
    const account = await withActor(officer, (tx) => findNewestBankAccount(tx, parts.firmId));
    await verifyBankAccount(officer, { applicationId: parts.applicationId, accountId: account?.id ?? '', verified: true, reason: '' });
  },
};

/** Another senior officer signs for the headquarters; the agreement enters force. */
export const countersignTheAgreement: Step = { name: 'countersign the agreement', gap: 2, run: async (scene) => void (await countersignAgreement(await scene.as('senior2'), { applicationId: await scene.caseId(), ip: null })) };

export const ask: Step = {
  name: 'ask about the grant',
  gap: 3,
  run: async (scene) =>
    void (await askAboutGrant(await central(scene), { applicationId: await scene.caseId(), question: '설비 보완 과제의 금액이 작년 견적을 기준으로 되어 있습니다. 최근 견적과 차이가 있는지, 자부담을 늘릴 수 있는지 답변해 주시기 바랍니다.' })),
};

/** The senior officer grants four fifths of what was recommended. */
export const approvePartly: Step = {
  name: 'approve part of the grant',
  gap: 3,
  run: async (scene) =>
    void (await approveGrant(await scene.as('senior'), {
      applicationId: await scene.caseId(), amountWon: Math.round((scene.firm.grantWon * 0.8) / 1_000_000) * 1_000_000, reason: '다른 과제에서 함께 쓸 수 있는 측정 장비의 비용을 제외하고 결정합니다.', conditions: [], withPlan: true,
    })),
};

export const approveOnConditions: Step = {
  name: 'approve the grant on conditions',
  gap: 3,
  run: async (scene) =>
    void (await approveGrant(await scene.as('senior'), {
      applicationId: await scene.caseId(), amountWon: scene.firm.grantWon, reason: '', withPlan: true,
      conditions: [
        { text: '설비 공급계약서 사본을 제출할 것', owner: 'firm', dueOn: addDays(scene.on, 30) },
        { text: '자부담금을 전용 계좌에 입금한 증빙을 제출할 것', owner: 'firm', dueOn: addDays(scene.on, 45) },
      ],
    })),
};

export const refuse: Step = {
  name: 'refuse the grant',
  gap: 3,
  run: async (scene) => void (await refuseGrant(await scene.as('senior'), { applicationId: await scene.caseId(), code: 'cost_not_reasonable', reason: '신청한 설비의 가격이 비교 견적보다 크게 높고, 보완을 요청한 산출 근거가 제출되지 않아 지원하지 않기로 결정합니다.' })),
};

export const keepInReserve: Step = { name: 'put the grant on reserve', gap: 3, run: async (scene) => void (await reserveGrant(await scene.as('senior'), { applicationId: await scene.caseId() })) };

export const declineTheOffer: Step = {
  name: 'decline the agreement',
  gap: 4,
  run: async (scene) => void (await declineAgreement(await scene.as('firm'), { applicationId: await scene.caseId(), reason: '원재료 값이 올라 자부담금을 마련하기 어려워졌습니다. 올해는 자체 개선부터 진행하겠습니다.' })),
};

export const takeOfferBack: Step = {
  name: 'withdraw the offer',
  gap: 4,
  run: async (scene) => void (await withdrawOffer(await scene.as('senior'), { applicationId: await scene.caseId(), reason: '협약 대상 공장의 소유자가 바뀐 사실이 확인되어, 당사자의 의견을 들은 뒤 협약 제안을 거두어들입니다.' })),
};

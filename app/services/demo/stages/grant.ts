import { addDays, addMonths, earlierDate } from '#app/domain/calendar/civil-date.ts';
import { acceptAgreement, sendAgreementCode } from '#app/services/grants/accept-agreement.ts';
import { enterBankAccount, verifyBankAccount } from '#app/services/grants/bank-account.ts';
import { listBanks } from '#app/services/grants/banks.ts';
import { countersignAgreement } from '#app/services/grants/countersign-agreement.ts';
import { approveGrant } from '#app/services/grants/decide-grant.ts';
import { offerAgreement } from '#app/services/grants/offer-agreement.ts';
import { assignGrantReview, recommendGrant } from '#app/services/grants/review-grant.ts';
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

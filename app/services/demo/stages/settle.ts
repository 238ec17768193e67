import { addDays, earlierDate } from '#app/domain/calendar/civil-date.ts';
import { shortenMembership } from '#app/services/firms/shorten-membership.ts';
import { startMembership } from '#app/services/firms/start-membership.ts';
import { closeSettlement, recordRefund } from '#app/services/grants/close-settlement.ts';
import { acceptSettlementResult, objectToSettlement } from '#app/services/grants/decide-settlement.ts';
import { demandRecovery, recordRecoveryPayment } from '#app/services/grants/recovery-collect.ts';
import { decideRecovery, givePriorNotice, giveRecoveryOpinion } from '#app/services/grants/recovery-decide.ts';
import { investigate, suspectMisuse } from '#app/services/grants/recovery-open.ts';
import { draftSettlement, judgeLines, querySettlement, startSettlementReview } from '#app/services/grants/review-settlement.ts';
import { addSettlementLine, submitSettlement, unspentWon } from '#app/services/grants/submit-settlement.ts';
import { terminateAgreement } from '#app/services/grants/terminate-agreement.ts';
import { listBudgetLines } from '#db/queries/agreement-parts.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { findSettlement, listSettlementLines } from '#db/queries/settlements.ts';
import { asWorker } from '#db/transaction.ts';
import { receivePdf } from '../demo-files.ts';
import { pick } from '../demo-firms.ts';
import type { Scene, Step } from '../walk.ts';
import { central } from './select.ts';

const SELLERS = ['다올계측(주)', '새솔툴링', '한결자동화(주)', '미르산업기계', '온담엔지니어링(주)'];

async function moneyOf(scene: Scene) {
  const applicationId = await scene.caseId();
  return asWorker(async (tx) => {
    const agreement = await findAgreement(tx, { applicationId });
    const settlement = await findSettlement(tx, applicationId);
    return {
      applicationId, agreement, budget: agreement?.currentVersionId ? await listBudgetLines(tx, agreement.currentVersionId) : [], settlement, lines: settlement ? await listSettlementLines(tx, settlement.id) : [],
    };
  }, 'demo');
}

/** The firm enters its invoices, `share` of what was agreed, and the representative sends the settlement. */
export function sendSettlement(share = 1, interestWon = 0): Step {
  return {
    name: 'send the settlement',
    gap: 6,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const { applicationId, agreement, budget, lines: before } = await moneyOf(scene);
      const round = (won: number) => Math.round((won * share) / 10_000) * 10_000;
      for (const [index, line] of budget.entries()) {
        if (before.some((entry) => entry.budgetLineId === line.id)) continue;
        const ownShareWon = round(line.ownShareWon);
        await addSettlementLine(
          firm,
          {
            applicationId, budgetLineId: line.id, title: line.title, supplierName: pick(SELLERS, scene.firm.slug, line.id), invoiceNumber: `${scene.on.replaceAll('-', '')}-${scene.firm.businessNumber.slice(5)}-S${index}`,
            proofOn: earlierDate(scene.on, agreement?.endsOn ?? scene.on), amountWon: round(line.amountWon) + ownShareWon, ownShareWon,
          },
          [await receivePdf(`세금계산서_${index + 1}.pdf`, `Invoice S${index} ${scene.firm.nameEn}`)],
        );
      }
      const { lines } = await moneyOf(scene);
      await submitSettlement(firm, { applicationId, interestWon, unspentWon: unspentWon(agreement?.paidWon ?? 0, lines) });
    },
  };
}

/** The officer judges every line; `cut` refuses part of the last one. */
export function judge(cut = false): Step {
  return {
    name: 'judge the settlement',
    gap: 4,
    run: async (scene) => {
      const officer = await central(scene);
      const { applicationId, settlement, lines } = await moneyOf(scene);
      if (settlement?.state !== 'accountant_review') await startSettlementReview(officer, { applicationId });
      await judgeLines(officer, {
        applicationId,
        lines: lines.map((line, index) => (cut && index === lines.length - 1 ? { lineId: line.id, allowedWon: Math.round((line.amountWon * 0.8) / 10_000) * 10_000, code: 'not_in_plan' as const, query: '' } : { lineId: line.id, allowedWon: line.amountWon, code: null, query: '' })),
      });
    },
  };
}

export const draftResult: Step = { name: 'draft the result', gap: 3, run: async (scene) => void (await draftSettlement(await central(scene), { applicationId: await scene.caseId() })) };

export const acceptResult: Step = { name: 'accept the result', gap: 3, run: async (scene) => acceptSettlementResult(await scene.as('firm'), { applicationId: await scene.caseId() }) };

/** The firm returns what is owed, in whole. */
export const refund: Step = {
  name: 'refund',
  gap: 5,
  run: async (scene) => {
    const { applicationId, settlement } = await moneyOf(scene);
    await recordRefund(await scene.as('finance'), { applicationId, amountWon: (settlement?.refundWon ?? 0) - (settlement?.refundedWon ?? 0), receivedOn: scene.on, reference: `RF${scene.on.replaceAll('-', '')}${scene.firm.businessNumber.slice(5)}` });
  },
};

export const close: Step = { name: 'close the settlement', gap: 2, run: async (scene) => closeSettlement(await scene.as('finance'), { applicationId: await scene.caseId() }) };

export const joinFollowUp: Step = { name: 'take up the follow-up', gap: 2, run: async (scene) => startMembership(await scene.as('firm'), { applicationId: await scene.caseId() }) };

/** An officer brings the end of the follow-up forward because the firm asked for it; `daysAhead` from that day. */
export function shortenFollowUp(daysAhead: number): Step {
  return {
    name: 'bring the end of the follow-up forward',
    gap: 3,
    run: async (scene) => shortenMembership(await scene.as('officer'), { applicationId: await scene.caseId(), endsOn: addDays(scene.on, daysAhead), reason: '기업이 공장을 옮기게 되어 사후관리를 앞당겨 마치기를 요청하였습니다.' }),
  };
}

/** The firm returns the whole grant after an early end: nothing was spent. */
export const sendEmptySettlement: Step = {
  name: 'send a settlement without costs',
  gap: 6,
  run: async (scene) => {
    const { applicationId, agreement } = await moneyOf(scene);
    await submitSettlement(await scene.as('firm'), { applicationId, interestWon: 0, unspentWon: agreement?.paidWon ?? 0 });
  },
};

export const startReview: Step = { name: 'take up the settlement', gap: 3, run: async (scene) => startSettlementReview(await central(scene), { applicationId: await scene.caseId() }) };

export const askAboutLine: Step = {
  name: 'ask about a line',
  gap: 4,
  run: async (scene) => {
    const officer = await central(scene);
    const { applicationId, settlement, lines } = await moneyOf(scene);
    if (settlement?.state !== 'accountant_review') await startSettlementReview(officer, { applicationId });
    await judgeLines(officer, { applicationId, lines: lines.map((line, index) => (index === 0 ? { lineId: line.id, allowedWon: null, code: null, query: '세금계산서의 수량과 검수 조서의 수량이 다릅니다. 남은 수량이 언제 들어왔는지 알려 주십시오.' } : { lineId: line.id, allowedWon: line.amountWon, code: null, query: '' })) });
    await querySettlement(officer, { applicationId, reason: '증빙을 확인할 항목이 있습니다.' });
  },
};

export const objectToResult: Step = {
  name: 'object to the result',
  gap: 3,
  run: async (scene) => {
    const { applicationId, lines } = await moneyOf(scene);
    const refused = lines.find((line) => (line.allowedWon ?? line.amountWon) < line.amountWon);
    await objectToSettlement(await scene.as('firm'), { applicationId, text: '정산 결과에 대하여 아래와 같이 의견을 드립니다.', lines: [{ lineId: refused?.id ?? '', text: '해당 비용은 계획 변경을 알린 뒤 담당자의 확인을 받아 집행하였습니다. 확인 메일을 함께 제출합니다.' }] });
  },
};

export const endOnRequest: Step = {
  name: 'end at the request of the firm',
  gap: 6,
  run: async (scene) =>
    terminateAgreement(await scene.as('senior'), { applicationId: await scene.caseId(), code: 'firm_request', heard: true, findings: '공장 이전으로 과제를 이어 갈 수 없어 기업이 협약 해지를 요청하였으며, 지급한 금액은 모두 돌아와 남은 의무가 없습니다.' }),
};

/** A suspicion that money was misused and what follows, up to the named state. */
export function pursue(last: 'suspected' | 'investigation' | 'prior_notice' | 'opinion' | 'decided_recover' | 'decided_warn' | 'dismissed'): readonly Step[] {
  const suspect: Step = {
    name: 'suspect misuse',
    gap: 3,
    run: async (scene) => suspectMisuse(await central(scene), { applicationId: await scene.caseId(), source: 'report', facts: '같은 설비의 세금계산서가 다른 지원사업의 정산에도 제출되었다는 제보가 있어 확인이 필요합니다.' }),
  };
  const look: Step = { name: 'look into it', gap: 3, run: async (scene) => investigate(await scene.as('senior2'), { applicationId: await scene.caseId() }) };
  const notice: Step = {
    name: 'notice of a part',
    gap: 5,
    run: async (scene) => {
      const { applicationId, agreement } = await moneyOf(scene);
      await givePriorNotice(await scene.as('senior2'), { applicationId, principalWon: Math.round((agreement?.paidWon ?? 0) * 0.2), surchargeTimes: 0, reason: '다른 사업의 정산에 함께 제출된 항목의 금액을 환수할 예정임을 알립니다. 의견이 있으면 기한 안에 제출해 주시기 바랍니다.' });
    },
  };
  const answer: Step = { name: 'answer the notice', gap: 4, run: async (scene) => giveRecoveryOpinion(await scene.as('firm'), { applicationId: await scene.caseId(), opinion: '담당자가 바뀌면서 같은 증빙을 잘못 올린 것으로, 비용은 한 번만 집행하였습니다. 거래 명세와 이체 내역을 함께 제출합니다.' }) };
  const decide = (decision: 'decide_recover' | 'decide_warn' | 'dismiss', reason: string): Step => ({
    name: `decide: ${decision}`,
    gap: 4,
    run: async (scene) => decideRecovery(await scene.as('senior'), { applicationId: await scene.caseId(), decision, lawBasis: '협약 제14조(환수) 및 운영지침 제32조', reason }),
  });
  const steps: Readonly<Record<typeof last, readonly Step[]>> = {
    suspected: [suspect],
    investigation: [suspect, look],
    prior_notice: [suspect, look, notice],
    opinion: [suspect, look, notice, answer],
    decided_recover: [suspect, look, notice, answer, decide('decide_recover', '제출한 자료로도 이중 청구가 확인되어 해당 금액의 환수를 결정합니다.')],
    decided_warn: [suspect, look, notice, answer, decide('decide_warn', '고의가 없고 금전 손해가 생기지 않았으므로 환수하지 않고 경고합니다.')],
    dismissed: [suspect, look, decide('dismiss', '두 증빙은 서로 다른 설비의 것으로 확인되어 종결합니다.')],
  };
  return steps[last];
}

/** The agreement ends for cause and what was paid is demanded back. */
export const endForCause: readonly Step[] = [
  {
    name: 'terminate',
    gap: 12,
    run: async (scene) =>
      terminateAgreement(await scene.as('senior'), {
        applicationId: await scene.caseId(), code: 'no_progress', heard: true,
        findings: '중간점검에서 탈락한 뒤 세 차례 안내에도 보완 계획을 내지 않았고, 현장 확인 결과 협약한 설비 보완과 표준화 과제가 시작되지 않았습니다. 사전 통지 뒤 제출한 의견에서도 다시 추진할 뜻이 없음을 밝혔습니다.',
      }),
  },
  {
    name: 'suspect',
    gap: 4,
    run: async (scene) => suspectMisuse(await central(scene), { applicationId: await scene.caseId(), source: 'settlement', facts: '선금으로 지급한 금액 가운데 협약한 설비를 구입한 증빙이 제출되지 않았습니다.' }),
  },
  { name: 'investigate', gap: 3, run: async (scene) => investigate(await scene.as('senior2'), { applicationId: await scene.caseId() }) },
  {
    name: 'prior notice',
    gap: 6,
    run: async (scene) => {
      const { applicationId, agreement } = await moneyOf(scene);
      await givePriorNotice(await scene.as('senior2'), { applicationId, principalWon: agreement?.paidWon ?? 0, surchargeTimes: 0, reason: '집행 증빙이 없는 선금 전액을 환수할 예정임을 알립니다. 의견이 있으면 기한 안에 제출해 주시기 바랍니다.' });
    },
  },
  { name: 'opinion on the notice', gap: 4, run: async (scene) => giveRecoveryOpinion(await scene.as('firm'), { applicationId: await scene.caseId(), opinion: '주 거래처의 부도로 자금 사정이 나빠져 과제를 시작하지 못했습니다. 환수에는 따르겠으며 나누어 낼 수 있도록 헤아려 주시기 바랍니다.' }) },
  {
    name: 'decide the recovery',
    gap: 5,
    run: async (scene) =>
      decideRecovery(await scene.as('senior'), { applicationId: await scene.caseId(), decision: 'decide_recover', lawBasis: '협약 제14조(환수) 및 운영지침 제32조', reason: '의견을 검토하였으나 협약한 과제가 시작되지 않았으므로 지급한 선금 전액의 환수를 결정합니다.' }),
  },
  { name: 'demand', gap: 2, run: async (scene) => void (await demandRecovery(await scene.as('finance'), { applicationId: await scene.caseId() })) },
  {
    name: 'first payment of the demand',
    gap: 9,
    run: async (scene) => void (await recordRecoveryPayment(await scene.as('finance'), { applicationId: await scene.caseId(), amountWon: 5_000_000, receivedOn: scene.on, reference: `RC${scene.on.replaceAll('-', '')}${scene.firm.businessNumber.slice(5)}` })),
  },
];

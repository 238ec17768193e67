import { earlierDate } from '#app/domain/calendar/civil-date.ts';
import { approvePayment } from '#app/services/grants/approve-payment.ts';
import { confirmPayment, failPayment, reconcilePayment } from '#app/services/grants/confirm-payment.ts';
import { orderPayment, sendBatch } from '#app/services/grants/order-payment.ts';
import { recoverPayment, reversePayment } from '#app/services/grants/reverse-payment.ts';
import { saveClaim, type ClaimLineInput, type ClaimPurpose, type ClaimUpload } from '#app/services/grants/save-claim.ts';
import { submitClaim } from '#app/services/grants/submit-claim.ts';
import { queryClaim, recommendPayment, verifyClaim } from '#app/services/grants/verify-claim.ts';
import { listBudgetLines } from '#db/queries/agreement-parts.ts';
import { findAgreement } from '#db/queries/agreements.ts';
import { listClaimLines, sumClaimedByBudgetLine } from '#db/queries/claim-lines.ts';
import { listTranches, type TrancheRow } from '#db/queries/tranches.ts';
import { asWorker } from '#db/transaction.ts';
import { receivePdf } from '../demo-files.ts';
import { chance, pick } from '../demo-firms.ts';
import type { Scene, Step } from '../walk.ts';
import { central } from './select.ts';

/** Invented sellers; their numbers are of the series that no tax office gives out. */
const SUPPLIERS = [
  ['다올계측(주)', '9998190012'], ['새솔툴링', '9998190026'], ['한결자동화(주)', '9998190031'], ['미르산업기계', '9998190045'], ['온담엔지니어링(주)', '9998190050'],
] as const;

/** The payment with this number, and what its agreement leaves to claim. */
async function paymentOf(scene: Scene, number: number): Promise<{ tranche: TrancheRow; applicationId: string }> {
  const applicationId = await scene.caseId();
  const tranche = await asWorker(async (tx) => {
    const agreement = await findAgreement(tx, { applicationId });
    return agreement ? (await listTranches(tx, agreement.id)).find((entry) => entry.number === number) : undefined;
  }, 'demo');
  if (!tranche) throw new RangeError(`${scene.firm.name} has no payment ${number}`);
  return { tranche, applicationId };
}

/** The firm claims a payment in full, with its proofs, and the representative signs. */
export function claim(number: number): Step {
  return {
    name: `claim ${number}`,
    gap: 4,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const { tranche, applicationId } = await paymentOf(scene, number);
      const { budget, claimed, endsOn } = await asWorker(async (tx) => {
        const agreement = await findAgreement(tx, { applicationId });
        return {
          budget: agreement?.currentVersionId ? await listBudgetLines(tx, agreement.currentVersionId) : [], claimed: agreement ? await sumClaimedByBudgetLine(tx, agreement.id, tranche.id) : new Map<string, number>(), endsOn: agreement?.endsOn ?? scene.on,
        };
      }, 'demo');
      let rest = tranche.plannedWon;
      const lines: ClaimLineInput[] = [];
      for (const [index, line] of budget.entries()) {
        const amountWon = Math.min(rest, line.amountWon - (claimed.get(line.id) ?? 0));
        if (amountWon <= 0) continue;
        rest -= amountWon;
        const [supplierName, supplierNumber] = pick(SUPPLIERS, scene.firm.slug, line.id);
        lines.push({
          id: null, budgetLineId: line.id, title: line.title, note: tranche.kind === 'advance' ? '견적 2개사 가운데 낮은 금액' : '검수 완료', supplierName, supplierNumber, proofKind: tranche.kind === 'advance' ? 'quotation' : 'tax_invoice',
          proofOn: earlierDate(scene.on, endsOn), invoiceNumber: tranche.kind === 'advance' ? '' : `${scene.on.replaceAll('-', '')}-${scene.firm.businessNumber.slice(5)}-${number}${index}`, amountWon,
        });
      }
      const purposes: readonly ClaimPurpose[] = tranche.kind === 'advance' ? ['quotation'] : ['invoice', 'transfer'];
      const uploads: ClaimUpload[] = [];
      for (const index of lines.keys()) {
        for (const purpose of purposes) uploads.push({ index, purpose, received: await receivePdf(`${PROOF[purpose]}_${index + 1}.pdf`, `${purpose} ${number}-${index + 1} ${scene.firm.nameEn}`) });
      }
      await saveClaim(firm, { trancheId: tranche.id, lines, note: '협약한 예산에 따라 요청합니다.', uploads });
      await submitClaim(firm, { trancheId: tranche.id, answer: '' });
    },
  };
}

const PROOF: Readonly<Record<ClaimPurpose, string>> = { quotation: '견적서', invoice: '세금계산서', transfer: '이체확인증' };

/** The officer asks about one line. */
export function query(number: number): Step {
  return {
    name: `query ${number}`,
    gap: 3,
    run: async (scene) => {
      const { tranche } = await paymentOf(scene, number);
      const lines = await asWorker((tx) => listClaimLines(tx, tranche.id), 'demo');
      await queryClaim(await central(scene), { trancheId: tranche.id, reason: '', queries: [{ lineId: lines[0]?.id ?? '', text: '견적서의 품목명이 예산 항목과 다릅니다. 같은 설비인지 설명해 주십시오.' }] });
    },
  };
}

export function verify(number: number): Step {
  return {
    name: `verify ${number}`,
    gap: 3,
    run: async (scene) => {
      const { tranche } = await paymentOf(scene, number);
      const lines = await asWorker((tx) => listClaimLines(tx, tranche.id), 'demo');
      await verifyClaim(await central(scene), { trancheId: tranche.id, verdicts: lines.map((line) => ({ lineId: line.id, allowedWon: line.amountWon, code: null })) });
    },
  };
}

export function approvePay(number: number): Step {
  return {
    name: `approve ${number}`,
    gap: 2,
    run: async (scene) => {
      const { tranche } = await paymentOf(scene, number);
      if (tranche.state === 'verified') await recommendPayment(await central(scene), { trancheId: tranche.id });
      await approvePayment(await scene.as('senior'), { trancheId: tranche.id });
    },
  };
}

export function pay(number: number): Step {
  return {
    name: `pay ${number}`,
    gap: 2,
    run: async (scene) => {
      const { tranche } = await paymentOf(scene, number);
      const finance = await scene.as('finance');
      if (tranche.state === 'level2') await orderPayment(finance, { trancheId: tranche.id });
      if (tranche.state === 'level2' || tranche.state === 'queued') await sendBatch(finance, { trancheIds: [tranche.id] });
      if (tranche.state !== 'paid') await confirmPayment(finance, { trancheId: tranche.id, bankReference: referenceOf(scene, tranche), paidOn: scene.on });
      await reconcilePayment(finance, { trancheId: tranche.id });
    },
  };
}

function referenceOf(scene: Scene, tranche: TrancheRow): string {
  return `BK${scene.on.replaceAll('-', '')}${scene.firm.businessNumber.slice(5)}${tranche.number}${Math.floor(chance(tranche.id) * 90) + 10}`;
}

/** A payment from the claim to the bank. */
export function wholePayment(number: number): readonly Step[] {
  return [claim(number), verify(number), approvePay(number), pay(number)];
}

/** The officer proposes a verified payment to the senior officers. */
export function proposePay(number: number): Step {
  return { name: `propose ${number}`, gap: 2, run: async (scene) => void (await recommendPayment(await central(scene), { trancheId: (await paymentOf(scene, number)).tranche.id })) };
}

/** Finance takes an approved payment so far and no further. */
export function payUntil(number: number, last: 'queued' | 'sent' | 'failed' | 'paid'): Step {
  return {
    name: `pay ${number}: ${last}`,
    gap: 2,
    run: async (scene) => {
      const { tranche } = await paymentOf(scene, number);
      const finance = await scene.as('finance');
      if (tranche.state === 'level2') await orderPayment(finance, { trancheId: tranche.id });
      if (last === 'queued') return;
      if (tranche.state === 'level2' || tranche.state === 'queued') await sendBatch(finance, { trancheIds: [tranche.id] });
      if (last === 'failed') await failPayment(finance, { trancheId: tranche.id, reason: '은행 회신: 예금주 사정으로 입금이 제한된 계좌' });
      if (last === 'paid') await confirmPayment(finance, { trancheId: tranche.id, bankReference: referenceOf(scene, tranche), paidOn: scene.on });
    },
  };
}

/** A payment that should not have been made is taken back in the books by two offices. */
export function takeBack(number: number): Step {
  return {
    name: `take back ${number}`,
    gap: 3,
    run: async (scene) => {
      const { tranche } = await paymentOf(scene, number);
      const reason = '이체 전에 접수된 계좌 변경이 반영되지 않아, 기업이 쓰지 않는 예전 계좌로 입금되었습니다.';
      const waits = tranche.queries.some((remark) => remark.kind === 'reversal');
      if (!waits) await reversePayment(await scene.as('finance'), { trancheId: tranche.id, reason });
      await reversePayment(await scene.as('senior2'), { trancheId: tranche.id, reason });
    },
  };
}

/** The bank returned the money that was taken back. */
export function recoverPay(number: number): Step {
  return { name: `recover ${number}`, gap: 4, run: async (scene) => void (await recoverPayment(await scene.as('finance'), { trancheId: (await paymentOf(scene, number)).tranche.id })) };
}

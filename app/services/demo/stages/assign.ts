import { agreeToConsultant, objectToConsultant } from '#app/services/assignments/answer-consultant.ts';
import { acceptOffer, declineOffer } from '#app/services/assignments/answer-offer.ts';
import { proposeAssignment, waiveConflict } from '#app/services/assignments/propose-assignment.ts';
import type { Step } from '../walk.ts';
import { central } from './select.ts';

/** A consultant is proposed, checked and offered; `to` names another one than the case gets in the end. Who works for a customer of the firm waits for a senior officer when `waive` is false. */
export function offer(to?: string, { waive = true } = {}): Step {
  return {
    name: 'offer',
    gap: 3,
    run: async (scene) => {
      const applicationId = await scene.caseId();
      const consultantId = (await scene.as(to ?? 'consultant')).actor.consultantId ?? '';
      const result = await proposeAssignment(await central(scene), { applicationId, consultantId });
      if (waive && result.state === 'conflict_found') await waiveConflict(await scene.as('senior'), { applicationId, assignmentId: result.assignmentId, reason: '이해관계가 경미하여 서면 확인을 받고 배정합니다.' });
    },
  };
}

export const accept: Step = {
  name: 'accept the offer',
  gap: 2,
  run: async (scene) => acceptOffer(await scene.as('consultant'), { assignmentId: (await scene.parts()).assignment?.id ?? '', noConflict: true }),
};

/** The firm reads who the consultant is and agrees. */
export const agreeToIt: Step = {
  name: 'agree to the consultant',
  gap: 1,
  run: async (scene) => {
    await agreeToConsultant(await scene.as('firm'), { assignmentId: (await scene.parts()).assignment?.id ?? '' });
  },
};

export const objectToIt: Step = {
  name: 'object to the consultant',
  gap: 1,
  run: async (scene) => objectToConsultant(await scene.as('firm'), { assignmentId: (await scene.parts()).assignment?.id ?? '', reason: '작년까지 경쟁사의 생산기술을 맡으신 분으로, 공정 조건과 거래처 자료를 함께 보기 어렵습니다. 다른 분을 부탁드립니다.' }),
};

export function decline(by: string): Step {
  return {
    name: 'decline the offer',
    gap: 2,
    run: async (scene) => declineOffer(await scene.as(by), { assignmentId: (await scene.parts()).assignment?.id ?? '', code: 'schedule', reason: '이번 달부터 맡은 기업의 중간점검이 겹쳐 약속한 방문 횟수를 지키기 어렵습니다.' }),
  };
}

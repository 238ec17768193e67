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

export function decline(by: string): Step {
  return {
    name: 'decline the offer',
    gap: 2,
    run: async (scene) => declineOffer(await scene.as(by), { assignmentId: (await scene.parts()).assignment?.id ?? '', code: 'schedule', reason: '이번 달부터 맡은 기업의 중간점검이 겹쳐 약속한 방문 횟수를 지키기 어렵습니다.' }),
  };
}

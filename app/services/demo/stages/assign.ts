import { agreeToConsultant, objectToConsultant } from '#app/services/assignments/answer-consultant.ts';
import { acceptOffer, declineOffer } from '#app/services/assignments/answer-offer.ts';
import { startReplacement } from '#app/services/assignments/start-replacement.ts';
import { writeHandoverNote } from '#app/services/assignments/write-handover-note.ts';
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

/** The officer replaces the consultant by another one, who is offered the case. */
export function replaceBy(to: string): Step {
  return {
    name: 'replace the consultant',
    gap: 4,
    run: async (scene) => {
      const consultantId = (await scene.as(to)).actor.consultantId ?? '';
      await startReplacement(await central(scene), { applicationId: await scene.caseId(), consultantId, reason: '건강상의 이유로 하반기 방문을 이어 가기 어렵다고 알려 와 교체합니다.' });
    },
  };
}

/** The former consultant writes down what the next one needs to know. */
export const passOn: Step = {
  name: 'write the hand-over note',
  gap: 1,
  run: async (scene) => {
    const { line, cause } = scene.theme;
    const handing = await scene.handing();
    await writeHandoverNote(await scene.as('consultant'), {
      applicationId: await scene.caseId(),
      assignmentId: handing,
      note: `${line}의 ${cause} 문제를 먼저 다루고 있습니다. 현장 반장이 기록을 잘 남기니 첫 방문 때 함께 보십시오. 대표자와는 매달 첫 주에 결과를 나누기로 약속했습니다.`,
    });
  },
};

/** The successor accepts the offer. */
export function acceptAs(to: string): Step {
  return { name: 'accept as the successor', gap: 1, run: async (scene) => acceptOffer(await scene.as(to), { assignmentId: (await scene.parts()).assignment?.id ?? '', noConflict: true }) };
}

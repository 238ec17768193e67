import { addMonths } from '#app/domain/calendar/civil-date.ts';
import { closeFirm, restrictFirm } from '#app/services/firms/restrict-firm.ts';
import type { Step } from '../walk.ts';

/** The firm stopped its project without a good reason; a senior officer restricts it for three years. */
export const restrict: Step = {
  name: 'restrict the firm',
  gap: 1,
  run: async (scene) => {
    const senior = await scene.as('senior');
    const firmId = (await scene.as('firm')).actor.firmId ?? '';
    await restrictFirm(senior, { firmId, untilOn: addMonths(scene.on, 36), reason: '정당한 사유 없이 과제를 중단하여 협약이 해지되었으므로 운영지침에 따라 3년 동안 참여를 제한합니다.' });
  },
};

/** The firm gives its business up; nothing is owed and its registration is closed. */
export const giveUpBusiness: Step = {
  name: 'close the registration',
  gap: 10,
  run: async (scene) => {
    const officer = await scene.as('officer@demo.example');
    const firmId = (await scene.as('firm')).actor.firmId ?? '';
    await closeFirm(officer, { firmId, reason: '공장 이전 계획이 무산되어 폐업을 신고하였고, 남은 의무가 없어 기업이 등록을 닫아 달라고 요청하였습니다.' });
  },
};

import { fileAppeal, withdrawAppeal } from '#app/services/applications/file-appeal.ts';
import { admitAppeal, callHearing, checkAdmissibility, decideAppeal } from '#app/services/applications/handle-appeal.ts';
import { implementAppeal } from '#app/services/applications/implement-appeal.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { fromSeoul, toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { AppealedMachine, AppealVerdict } from '#app/domain/applications/appeal-rules.ts';
import { markAllNoticesRead } from '#app/services/notices/mark-notice-read.ts';
import { listAppealsOfCase } from '#db/queries/appeals.ts';
import { asWorker } from '#db/transaction.ts';
import type { Scene, Step } from '../walk.ts';

async function appealId(scene: Scene): Promise<string> {
  const applicationId = await scene.caseId();
  const [newest] = await asWorker((tx) => listAppealsOfCase(tx, applicationId), 'demo');
  if (!newest) throw new RangeError('no appeal was filed yet');
  return newest.id;
}

/** An officer of the Central Headquarters who has nothing to do with the case. */
async function otherOfficer(scene: Scene) {
  const own = await scene.as('officer');
  const second = await scene.as('officer2@demo.example');
  return own.actor.userId === second.actor.userId ? scene.as('officer@demo.example') : second;
}

/** The representative opens the letter and appeals. */
export function appeal(machine: AppealedMachine, summary: string, grounds: string, hearingWanted = false): Step {
  return {
    name: 'appeal',
    gap: 2,
    run: async (scene) => {
      const firm = await scene.as('firm');
      await markAllNoticesRead(firm);
      await fileAppeal(firm, { applicationId: await scene.caseId(), machine, summary, grounds, hearingWanted });
    },
  };
}

export const withdrawTheAppeal: Step = {
  name: 'withdraw the appeal',
  gap: 1,
  run: async (scene) => withdrawAppeal(await scene.as('firm'), { appealId: await appealId(scene), reason: '붙일 자료를 더 갖추어 다시 신청하겠습니다.' }),
};

/** An officer who is new to the case finds the appeal admissible. */
export const admit: Step = {
  name: 'admit the appeal',
  gap: 1,
  run: async (scene) => {
    const officer = await otherOfficer(scene);
    const id = await appealId(scene);
    await checkAdmissibility(officer, { appealId: id });
    await admitAppeal(officer, { appealId: id });
  },
};

/** The reviewer calls the firm to a hearing on the afternoon of a working day in two weeks. */
export const callToHearing: Step = {
  name: 'call a hearing',
  gap: 1,
  run: async (scene) => callHearing(await scene.as('senior2'), { appealId: await appealId(scene), at: fromSeoul(deadlineAfterWorkingDays(toSeoulDate(scene.clock.now), 10, toHolidaySet([])).dueOn, '14:00'), place: '중앙추진본부 3층 회의실' }),
};

export function decideTheAppeal(verdict: AppealVerdict, reason: string): Step {
  return { name: 'decide the appeal', gap: 2, run: async (scene) => decideAppeal(await scene.as('senior2'), { appealId: await appealId(scene), verdict, reason, minutes: '' }) };
}

export const applyTheResult: Step = {
  name: 'apply the result of the appeal',
  gap: 1,
  run: async (scene) => implementAppeal(await otherOfficer(scene), { appealId: await appealId(scene) }),
};

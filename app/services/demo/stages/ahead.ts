import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { fromSeoul } from '#app/domain/calendar/seoul.ts';
import { addWorkingDays } from '#app/domain/calendar/working-days.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { agreeVisit } from '#app/services/visits/answer-plan.ts';
import { cancelVisit } from '#app/services/visits/cancel-visit.ts';
import { checkIn } from '#app/services/visits/check-in.ts';
import { planVisit } from '#app/services/visits/plan-visit.ts';
import { reportNoShow } from '#app/services/visits/report-no-show.ts';
import { findNewestVisit } from '#db/queries/demo-cases.ts';
import { listManDays } from '#db/queries/visit-changes.ts';
import holidays from '#db/seeds/holidays.json' with { type: 'json' };
import { asWorker } from '#db/transaction.ts';
import { receivePng } from '../demo-files.ts';
import type { Player, Scene, Step } from '../walk.ts';

const free = toHolidaySet(holidays.map((holiday) => holiday.on));

interface Slot {
  readonly visitOn: string;
  readonly startTime: string;
  readonly endTime: string;
}

async function propose(scene: Scene, ctx: Context, work: number, slot: Slot): Promise<string> {
  const applicationId = await scene.caseId();
  const [assignment] = await asWorker((tx) => listManDays(tx, { applicationId, activeOnly: true }), 'demo');
  if (!assignment) throw new RangeError(`${scene.firm.name} has no consultant`);
  const { visitId } = await planVisit(ctx, { assignmentId: assignment.id, ...slot, placeKind: 'firm', placeText: null, kind: 'coaching', purpose: `${scene.theme.line} 개선 지도: ${scene.theme.works[work % scene.theme.works.length] ?? scene.theme.cause}`.slice(0, 300), taskIds: [] });
  return visitId;
}

/** Half a day so many working days after the day on which the demonstration is loaded. */
function ahead(scene: Scene, workingDays: number): Slot {
  return { visitOn: addWorkingDays(scene.clock.today, workingDays, free), startTime: '13:30', endTime: '17:00' };
}

async function newest(scene: Scene): Promise<{ visitId: string; version: number }> {
  const id = await scene.caseId();
  const found = await asWorker((tx) => findNewestVisit(tx, id), 'demo');
  if (!found) throw new RangeError(`${scene.firm.name} has no visit`);
  return { visitId: found.id, version: found.version };
}

const later = (ctx: Context, at: Date): Context => ({ ...ctx, now: at });

/** One side proposes a visit of the coming days, and the other has not answered yet. */
export function proposeVisit(by: 'firm' | 'consultant', workingDays: number, work: number): Step {
  return { name: `propose a visit ${workingDays} days ahead`, gap: 0, run: async (scene) => void (await propose(scene, await scene.as(by), work, ahead(scene, workingDays))) };
}

/** The consultant proposes a visit of the coming days and the firm agrees. */
export function agreeOnVisit(workingDays: number, work: number): Step {
  return {
    name: `agree on a visit ${workingDays} days ahead`,
    gap: 0,
    run: async (scene) => {
      const visitId = await propose(scene, await scene.as('consultant'), work, ahead(scene, workingDays));
      await agreeVisit(later(await scene.as('firm'), new Date(scene.at.getTime() + 60_000)), { visitId, version: 1 });
    },
  };
}

/** A visit of the coming days is agreed on and called off again by the firm. */
export function callOff(workingDays: number, work: number): Step {
  return {
    name: 'call a visit off',
    gap: 0,
    run: async (scene) => {
      await agreeOnVisit(workingDays, work).run(scene);
      const found = await newest(scene);
      await cancelVisit(later(await scene.as('firm'), new Date(scene.at.getTime() + 120_000)), { ...found, code: 'firm_busy', reason: '거래처 정기 심사가 같은 날로 정해져 라인을 볼 수 없게 되었습니다. 심사 다음 주에 다시 날짜를 잡겠습니다.' });
    },
  };
}

/** A visit of the day: proposed and agreed to before its half day begins. The step stands at the end of the half day. */
async function meet(scene: Scene, work: number): Promise<{ visitId: string; version: number; startsAt: Date }> {
  const isMorning = scene.at.getUTCHours() + 9 < 15;
  const slot = isMorning ? { visitOn: scene.on, startTime: '09:00', endTime: '12:00' } : { visitOn: scene.on, startTime: '13:00', endTime: '17:00' };
  const startsAt = fromSeoul(slot.visitOn, slot.startTime);
  const before = (player: Player, minutes: number) => scene.as(player).then((ctx) => later(ctx, new Date(startsAt.getTime() - minutes * 60_000)));
  const visitId = await propose(scene, await before('consultant', 25), work, slot);
  await agreeVisit(await before('firm', 15), { visitId, version: 1 });
  return { visitId, version: 2, startsAt };
}

/** The consultant arrives and has not written the log yet. */
export function arrive(work: number): Step {
  return {
    name: 'arrive',
    gap: 5,
    visit: 'half',
    run: async (scene) => {
      const { visitId, version, startsAt } = await meet(scene, work);
      await checkIn(later(await scene.as('consultant'), new Date(startsAt.getTime() + 4 * 60_000)), { visitId, version });
    },
  };
}

/** The firm is not there when the consultant comes. */
export function standAtTheGate(work: number): Step {
  return {
    name: 'find nobody',
    gap: 5,
    visit: 'half',
    run: async (scene) => {
      const { visitId, version, startsAt } = await meet(scene, work);
      const photo = await receivePng('정문_사진.png', 7);
      await reportNoShow(later(await scene.as('consultant'), new Date(startsAt.getTime() + 42 * 60_000)), { visitId, version, note: '약속한 시각에 도착하였으나 정문이 닫혀 있었고, 담당자와 대표자에게 네 차례 전화하였으나 받지 않았습니다. 40분을 기다린 뒤 돌아왔습니다.' }, [photo]);
    },
  };
}

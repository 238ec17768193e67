import { createHash } from 'node:crypto';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { confirmVisit } from '#app/services/visits/confirm-visit.ts';
import { disputeVisit } from '#app/services/visits/dispute-visit.ts';
import { logVisit } from '#app/services/visits/log-visit.ts';
import { acceptVisit, upholdDispute } from '#app/services/visits/rule-visit.ts';
import { findNewestVisit, listDemoTasks } from '#db/queries/demo-cases.ts';
import { asWorker } from '#db/transaction.ts';
import { chance } from '../demo-firms.ts';
import { receivePng } from '../demo-files.ts';
import { emailOf } from '../demo-firms.ts';
import type { Scene, Step } from '../walk.ts';

interface VisitPlan {
  readonly kind: 'diagnosis' | 'coaching' | 'equipment' | 'closing' | 'follow_up';
  /** Number of the work in the theme that the visit dealt with. */
  readonly work: number;
  readonly photo?: boolean;
  /** A whole day instead of half of one. */
  readonly long?: boolean;
  /** Progress of the plan's tasks after the visit, in per cent. */
  readonly progress?: number;
  /** The visit took place in an evening so many days ago and is only written down now. */
  readonly daysLate?: number;
}

const PROMISES = ['다음 방문까지 불량 기록을 유형별로 매일 작성', '작업표준서 초안을 현장 반장과 함께 검토', '공구와 측정구 이름표 부착을 끝내기', '준비교체 시간을 품목별로 세 번씩 재기', '생산 계획 변경 건수를 주별로 집계'];
const NEXT = ['다음 방문에서 결과를 확인하고 기준을 확정하기로 했습니다.', '표준안을 한 주 동안 시험한 뒤 고칠 점을 함께 정리하기로 했습니다.', '남은 두 공정으로 넓히기 위한 일정을 정하기로 했습니다.'];

/** A visit of the consultant, logged on its day in the half day that the schedule reserved. */
export function visit(plan: VisitPlan): Step {
  return {
    name: `visit ${plan.work + 1}`,
    gap: 9,
    ...(plan.daysLate ? {} : { visit: plan.long ? ('day' as const) : ('half' as const) }),
    run: async (scene) => {
      const { firm, theme } = scene;
      const work = theme.works[plan.work % theme.works.length] ?? theme.cause;
      const hours = hoursOf(plan, scene.at.getUTCHours() + 9 < 15);
      const applicationId = await scene.caseId();
      const tasks = plan.progress === undefined ? [] : await asWorker((tx) => listDemoTasks(tx, applicationId), 'demo');
      const withHead = chance(firm.slug, plan.work, 'head') > 0.5;
      const touched = tasks.slice(0, 2 + (plan.work % 2));
      await logVisit(
        await scene.as('consultant'),
        {
          applicationId, visitOn: plan.daysLate ? addDays(scene.on, -plan.daysLate) : scene.on, ...hours, placeKind: 'firm', placeText: null, manDays: plan.long ? 1 : 0.5,
          kind: plan.kind, purpose: purposeOf(plan, theme.line), attendees: [`${firm.contact} (${firm.position})`, ...(withHead ? [`${firm.representative} (대표)`] : [])].join('\n'), ceoPresent: withHead, findings: `${work}. ${theme.machine} 가운데 대표 설비를 골라 결과를 비교했고, 작업자 의견을 들어 방법을 고쳤습니다.`,
          promises: [PROMISES[plan.work % PROMISES.length], PROMISES[(plan.work + 2) % PROMISES.length]].join('\n'), nextSteps: NEXT[plan.work % NEXT.length] ?? null, nextVisitOn: null,
          tasks: touched.map((task) => ({ id: task.id, touched: true, progress: Math.min(100, Math.max(task.progressPercent, (plan.progress ?? 0) + Math.floor(chance(task.id) * 8))) })),
          deviceId: deviceOf(scene, plan.work), lateReason: plan.daysLate ? '출장지에서 일지를 적어 두었으나 사무실로 돌아온 뒤에 입력합니다.' : null,
        },
        plan.photo ? [await receivePng(`현장사진_${plan.work + 1}.png`, Math.floor(chance(firm.slug, plan.work) * 1000))] : [],
      );
    },
  };
}

function hoursOf(plan: VisitPlan, isMorning: boolean): { startTime: string; endTime: string } {
  if (plan.daysLate) return { startTime: '17:30', endTime: '20:30' };
  return { startTime: isMorning || plan.long ? '09:00' : '13:00', endTime: isMorning ? '12:00' : '17:00' };
}

function purposeOf(plan: VisitPlan, line: string): string {
  switch (plan.kind) {
    case 'diagnosis':
      return `${line} 현장 진단`;
    case 'closing':
      return `${line} 개선 결과 확인과 마무리`;
    case 'equipment':
      return `${line} 설비 개선 확인`;
    default:
      return `${line} 개선 지도`;
  }
}

/** The same log told twice is one visit: its id follows from the case. */
function deviceOf(scene: Scene, work: number): string {
  const hash = createHash('sha256').update(`${scene.firm.businessNumber}:${work}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

async function newest(scene: Scene): Promise<{ id: string; version: number }> {
  const id = await scene.caseId();
  const found = await asWorker((tx) => findNewestVisit(tx, id), 'demo');
  if (!found) throw new RangeError(`${emailOf(scene.firm)} was not visited`);
  return found;
}

/** The firm confirms the newest visit. */
export const countersign: Step = {
  name: 'confirm the visit',
  gap: 1,
  run: async (scene) => {
    const found = await newest(scene);
    await confirmVisit(await scene.as('firm'), { visitId: found.id, version: found.version, satisfaction: chance(scene.firm.slug, found.version, scene.on) > 0.35 ? 5 : 4, note: chance(scene.firm.slug, scene.on) > 0.7 ? '현장 작업자가 이해하기 쉽게 설명해 주셨습니다.' : null });
  },
};

/** An officer accepts the newest visit. */
export const acceptLog: Step = {
  name: 'accept the visit',
  gap: 2,
  run: async (scene) => {
    const found = await newest(scene);
    await acceptVisit(await scene.as('officer@demo.example'), { visitId: found.id, version: found.version });
  },
};

/** The firm disputes the newest visit. */
export const disputeLog: Step = {
  name: 'dispute the visit',
  gap: 1,
  run: async (scene) => {
    const found = await newest(scene);
    await disputeVisit(await scene.as('firm'), { visitId: found.id, version: found.version, items: ['time'], reason: '방문 시간은 오후 3시부터였으나 일지에는 1시부터로 적혀 있습니다. 확인하여 고쳐 주시기 바랍니다.' });
  },
};

/** An officer finds that the disputed visit does not count. */
export const annulLog: Step = {
  name: 'annul the visit',
  gap: 3,
  run: async (scene) => {
    const found = await newest(scene);
    await upholdDispute(await scene.as('officer@demo.example'), { visitId: found.id, version: found.version, reason: '출입 기록에 방문이 없고 양쪽 모두 전화 상담이었다고 확인하여, 방문으로 인정하지 않습니다.' });
  },
};

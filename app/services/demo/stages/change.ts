import { addDays } from '#app/domain/calendar/civil-date.ts';
import type { ChangeKind } from '#app/domain/grants/change-kinds.ts';
import { approveChange } from '#app/services/grants/approve-change.ts';
import { getChangeView } from '#app/services/grants/get-change-view.ts';
import { denyChange, queryChange, recommendChange, withdrawChange } from '#app/services/grants/review-change.ts';
import { addChangeProof, saveChange } from '#app/services/grants/save-change.ts';
import { codeOf } from '#app/services/grants/sign-code.ts';
import { sendChangeCode, signChange } from '#app/services/grants/sign-change.ts';
import { startChange } from '#app/services/grants/start-change.ts';
import { listChangesOfCase, type ChangeRow } from '#db/queries/change-requests.ts';
import { findSignCodeId } from '#db/queries/demo-cases.ts';
import { asWorker } from '#db/transaction.ts';
import { receivePdf } from '../demo-files.ts';
import type { Scene, Step } from '../walk.ts';
import { central } from './select.ts';

interface Wanted {
  readonly kind: ChangeKind;
  readonly reason: string;
  /** Fields of the kind, from the case as it is. */
  readonly fields?: (scene: Scene) => Readonly<Record<string, string>>;
  /** The budget line, by its place. */
  readonly line?: number;
  readonly proof?: { readonly name: string; readonly text: string };
}

/** A reason, and what the firm asks for with it; every story is invented. */
export const WISHES = {
  equipment: {
    kind: 'equipment', line: 0, reason: '처음 견적을 받은 업체가 해당 기종의 생산을 중단하여 같은 사양의 다른 업체 장비로 바꾸려고 합니다. 금액과 설치 시기는 그대로입니다.',
    fields: () => ({ basis: '새 공급업체 견적 2개사 비교, 같은 사양, 부가가치세 제외' }), proof: { name: '단종안내공문.pdf', text: 'Notice of discontinued equipment' },
  },
  site: {
    kind: 'site', reason: '가공동을 넓히면서 사무동을 같은 단지의 다른 건물로 옮겼습니다.',
    fields: (scene) => ({ postalCode: scene.firm.postalCode, address: scene.firm.address, addressDetail: '나동 2층' }), proof: { name: '사업자등록증_주소변경.pdf', text: 'Business registration, new address' },
  },
  extension: {
    kind: 'extension', reason: '수입 부품의 통관이 늦어져 설비 설치가 두 달 미뤄졌고, 설치한 뒤의 성과를 석 달 동안 재려면 협약기간이 더 필요합니다.', proof: { name: '통관지연확인서.pdf', text: 'Confirmation of a customs delay' },
  },
  training: {
    kind: 'other', reason: '교육을 맡은 기관이 집합 과정을 열지 않게 되어 같은 내용의 온라인 과정으로 바꾸려고 합니다.',
    fields: () => ({ text: '현장 반장 6명의 집합 교육 두 차례를 같은 시간의 온라인 과정과 현장 실습 한 차례로 바꿉니다.' }), proof: { name: '교육과정안내.pdf', text: 'Announcement of the training course' },
  },
  consultant: {
    kind: 'consultant', reason: '담당 컨설턴트의 일정과 우리 회사의 야간 작업 시간이 맞지 않아 방문이 자주 미뤄지고 있습니다.',
    fields: () => ({ text: '야간 작업 시간에 방문할 수 있는 컨설턴트로 바꾸어 주시기 바랍니다.' }), proof: { name: '방문일정협의기록.pdf', text: 'Record of postponed visits' },
  },
  contact: { kind: 'contact', reason: '대표 전화가 바뀌었습니다.', fields: () => ({ phone: '02-555-0148' }) },
} as const satisfies Record<string, Wanted>;

async function newest(scene: Scene, kind: ChangeKind): Promise<ChangeRow> {
  const applicationId = await scene.caseId();
  const found = (await asWorker((tx) => listChangesOfCase(tx, applicationId), 'demo')).find((change) => change.kind === kind);
  if (!found) throw new RangeError(`${scene.firm.name} asked for no change of ${kind}`);
  return found;
}

/** The firm writes a request without signing it. */
export function draftChange(wanted: Wanted): Step {
  return {
    name: `draft a change of ${wanted.kind}`,
    gap: 4,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const { id } = await startChange(firm, { applicationId: await scene.caseId(), kind: wanted.kind });
      const now = await getChangeView(firm, id);
      const fields = wanted.kind === 'extension' ? { endsOn: addDays(now.form?.endsOn ?? scene.on, 45) } : (wanted.fields?.(scene) ?? {});
      await saveChange(firm, { id, wish: { fields, ...(wanted.line === undefined ? {} : { subjectId: String(wanted.line) }) }, causeOn: addDays(scene.on, -3), reason: wanted.reason, account: null });
      if (wanted.proof) await addChangeProof(firm, { id, received: await receivePdf(wanted.proof.name, `${wanted.proof.text} - ${scene.firm.nameEn}`) });
    },
  };
}

/** The representative signs the request with the code from the mail. */
function signIt(kind: ChangeKind): Step {
  return {
    name: `sign the change of ${kind}`,
    gap: 1,
    run: async (scene) => {
      const firm = await scene.as('firm');
      const { id } = await newest(scene, kind);
      await sendChangeCode(firm, { id });
      const codeId = await asWorker((tx) => findSignCodeId(tx, id), 'demo');
      const { signing } = await getChangeView(firm, id);
      await signChange(firm, { id, hash: signing?.hash ?? '', code: codeOf(codeId ?? ''), answer: '' });
    },
  };
}

/** The firm asks for a change; contact details are applied with the signature. */
export const askForChange = (wanted: Wanted): readonly Step[] => [draftChange(wanted), signIt(wanted.kind)];

/** An officer recommends the change. */
export const recommendTheChange = (kind: ChangeKind): Step => ({
  name: `recommend the change of ${kind}`,
  gap: 3,
  run: async (scene) => {
    const { id, version } = await newest(scene, kind);
    await recommendChange(await central(scene), { id, version, opinion: '사유와 증빙이 확인되며, 사업비와 성과지표의 목표에 영향이 없으므로 승인을 건의합니다.' });
  },
});

/** A senior officer approves it, and it is applied at once. */
export const approveTheChange = (kind: ChangeKind): Step => ({
  name: `approve the change of ${kind}`,
  gap: 2,
  run: async (scene) => {
    const { id, version } = await newest(scene, kind);
    await approveChange(await scene.as('senior'), { id, version });
  },
});

/** A senior officer denies it. */
export const denyTheChange = (kind: ChangeKind): Step => ({
  name: `deny the change of ${kind}`,
  gap: 4,
  run: async (scene) => {
    const { id, version } = await newest(scene, kind);
    await denyChange(await scene.as('senior'), { id, version, code: 'no_ground', reason: '방문 일정은 컨설턴트와 조정할 수 있는 것으로 확인되어 교체할 사유로 보기 어렵습니다. 야간 방문을 두 차례 먼저 진행해 주시기 바랍니다.' });
  },
});

/** An officer asks about it; without an answer it lapses on the day after. */
export const askAboutChange = (kind: ChangeKind): Step => ({
  name: `ask about the change of ${kind}`,
  gap: 3,
  run: async (scene) => {
    const { id, version } = await newest(scene, kind);
    await queryChange(await central(scene), { id, version, question: '바꾸려는 내용이 과제의 성과지표에 주는 영향과, 바꾼 뒤의 일정을 날짜로 적어 주십시오.', dueOn: addDays(scene.on, 7) });
  },
});

/** The firm takes it back. */
export const withdrawTheChange = (kind: ChangeKind): Step => ({
  name: `withdraw the change of ${kind}`,
  gap: 2,
  run: async (scene) => withdrawChange(await scene.as('firm'), { id: (await newest(scene, kind)).id }).then(() => undefined),
});

import { ELIGIBILITY_CHECKLIST } from '#app/domain/applications/eligibility-checklist.ts';
import { text, type Text } from '#app/domain/workflow/machine.ts';

/** A coded reason with its words, the same in every view and letter. */
export interface ReasonCode {
  code: string;
  label: Text;
}

/** Reasons for not selecting an application after the evaluation. */
export const REJECTION_CODES: readonly ReasonCode[] = [
  { code: 'R01', label: text('평가 점수가 기준 점수에 미치지 못함', 'The score is below the pass mark') },
  { code: 'R02', label: text('순위가 선정 규모 밖임', 'The rank is outside the available places') },
  { code: 'R03', label: text('과제 내용이 사업 목적과 맞지 않음', 'The project does not fit the purpose of the programme') },
  { code: 'R04', label: text('현장에서 확인한 내용이 신청 내용과 다름', 'What was seen on site differs from the form') },
  { code: 'R05', label: text('추진 여건이 갖추어지지 않음', 'The conditions to carry it out are missing') },
];

/** Reasons for rejecting an application in the eligibility review: the points of the checklist. */
export const INELIGIBILITY_CODES: readonly ReasonCode[] = ELIGIBILITY_CHECKLIST.map(({ code, label }) => ({ code, label }));

/** A reason of either list, or null. */
export function findReasonCode(code: string | null): ReasonCode | null {
  return [...REJECTION_CODES, ...INELIGIBILITY_CODES].find((entry) => entry.code === code) ?? null;
}

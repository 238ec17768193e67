import { text, type Text } from '#app/domain/workflow/machine.ts';

/** The twelve steps a firm sees, in order. */
export const CASE_STEPS = [
  'register',
  'apply',
  'screen',
  'match',
  'diagnose',
  'plan',
  'decide',
  'contract',
  'execute',
  'complete',
  'verify',
  'settle',
] as const;

/** One of the twelve steps. */
export type CaseStep = (typeof CASE_STEPS)[number];

/** A step, or one of the two stages after the last step. */
export type CaseStageName = CaseStep | 'alumni' | 'ended';

/** Names of the stages. */
export const CASE_STAGE_LABELS: Readonly<Record<CaseStageName, Text>> = {
  register: text('회원등록', 'Registration'),
  apply: text('신청', 'Application'),
  screen: text('심사', 'Review'),
  match: text('컨설턴트 배정', 'Consultant assignment'),
  diagnose: text('진단', 'Diagnosis'),
  plan: text('실행계획', 'Action plan'),
  decide: text('지원결정', 'Grant decision'),
  contract: text('협약', 'Agreement'),
  execute: text('수행', 'Execution'),
  complete: text('완료평가', 'Completion'),
  verify: text('성과확인', 'Outcome verification'),
  settle: text('정산', 'Settlement'),
  alumni: text('사후관리', 'Follow-up'),
  ended: text('종료', 'Ended'),
};

/** Number of a step, 1 to 12; null for the stages after the last step. */
export function stepNumberOf(stage: CaseStageName): number | null {
  const index = (CASE_STEPS as readonly string[]).indexOf(stage);
  return index === -1 ? null : index + 1;
}

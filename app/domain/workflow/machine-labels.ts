import { text, type MachineName, type Text } from '#app/domain/workflow/machine.ts';

/** What each machine moves, as people call it. */
export const MACHINE_LABELS: Readonly<Record<MachineName, Text>> = {
  firm: text('기업 등록', 'Registration'),
  application: text('신청', 'Application'),
  assignment: text('컨설턴트 배정', 'Consultant assignment'),
  diagnosis: text('진단', 'Diagnosis'),
  kpi_card: text('성과지표', 'KPI'),
  reading: text('성과값', 'KPI reading'),
  plan: text('연간 실행계획', 'Annual action plan'),
  grant_decision: text('지원결정', 'Grant decision'),
  agreement: text('협약', 'Agreement'),
  change_request: text('협약변경', 'Agreement change'),
  tranche: text('지급', 'Payment'),
  visit: text('컨설팅 방문', 'Visit'),
  interim_check: text('중간점검', 'Interim check'),
  completion: text('완료평가', 'Completion'),
  verification: text('성과확인', 'Outcome verification'),
  settlement: text('정산', 'Settlement'),
  recovery: text('환수', 'Clawback'),
  appeal: text('이의신청', 'Appeal'),
  hold: text('보류', 'Hold'),
  membership: text('사후관리', 'Follow-up'),
  follow_up_request: text('사후 요청', 'Follow-up request'),
  wrongdoing_report: text('신고', 'Report of wrongdoing'),
};

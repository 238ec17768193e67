import { text, type Text } from './machine.ts';

/** What the record calls the steps that change no state; steps of a machine are named by the states they lead to. */
export const RECORD_ACTIONS: Readonly<Record<string, Text>> = {
  accept_place: text('예비 순번 수락', 'Reserve place accepted'),
  add_activities: text('실행계획에 과제 추가', 'Tasks added to the plan'),
  add_evaluators: text('평가위원 추가', 'Evaluators added'),
  add_line: text('지출 내역 추가', 'Cost entered'),
  allocate: text('출연금 배정', 'Contribution allocated'),
  attach: text('파일 첨부', 'File attached'),
  call_reserve: text('예비 순번 안내', 'Reserve called'),
  create: text('이체파일 작성', 'Transfer file made'),
  declare_conflict: text('이해관계 있음 신고', 'Conflict of interest declared'),
  declare_no_conflict: text('이해관계 없음 확인', 'No conflict of interest declared'),
  demand_refund: text('반납 요구', 'Refund demanded'),
  disable: text('계정 잠금', 'Account locked'),
  draft: text('초안 작성', 'Draft written'),
  edit: text('내용 수정', 'Edited'),
  enable: text('계정 잠금 해제', 'Account unlocked'),
  enter: text('지급 계좌 등록', 'Bank account entered'),
  firm_sign: text('기업 서명', 'Signed by the firm'),
  free_place: text('선정 자리 반환', 'Place given back'),
  give_opinion: text('컨설턴트 의견 등록', 'Opinion of the consultant'),
  import_lines: text('지출 내역 불러오기', 'Costs imported'),
  judge_lines: text('지출 내역 판정', 'Costs judged'),
  lapse_reserve_call: text('예비 순번 안내 만료', 'Call of the reserve lapsed'),
  look_up_registry: text('사업자등록 조회', 'Registration looked up'),
  pledge: text('출연 약정 기록', 'Contribution pledged'),
  propose_ineligible: text('부적합 의견 상신', 'Ineligibility proposed'),
  propose_reversal: text('정정 기록 상신', 'Reversal proposed'),
  receive: text('출연금 입금 기록', 'Contribution received'),
  record_checks: text('요건 점검 기록', 'Checks recorded'),
  record_refund: text('반납 기록', 'Refund recorded'),
  remark: text('의견 기록', 'Remark recorded'),
  remove: text('삭제', 'Removed'),
  remove_line: text('지출 내역 삭제', 'Cost removed'),
  remove_task: text('과제 삭제', 'Task removed'),
  renew_request: text('신청 금액 변경', 'Requested sum renewed'),
  resend: text('다시 보냄', 'Sent again'),
  save_lines: text('지급신청 항목 저장', 'Lines of a payment request saved'),
  save_version: text('협약서 판 저장', 'Version of the agreement saved'),
  submit_score: text('평가표 제출', 'Score sheet submitted'),
  upload: text('파일 올림', 'File uploaded'),
  verify: text('지급 계좌 확인', 'Bank account verified'),
  withdraw_signature: text('서명 철회', 'Signature withdrawn'),
};

/** Reasons that rules of the portal write into the record as a code; people write theirs in their own words. */
const RECORD_REASONS: Readonly<Record<string, Text>> = {
  declined: text('기업이 협약을 체결하지 않기로 함', 'The firm declined the agreement'),
  lapsed: text('기한 안에 협약을 체결하지 않음', 'The agreement was not concluded in time'),
  offer_withdrawn: text('협약 제안을 거두어들임', 'The offer of the agreement was withdrawn'),
  second_review_above_limit: text('금액이 2차 검토 기준을 넘음', 'The amount is above the limit for a second review'),
  closed: text('사업자등록이 폐업 상태로 조회됨', 'The registry says that the business is closed'),
  mismatch: text('사업자등록 정보가 조회되지 않음', 'The registry does not know the registration'),
  suspended: text('사업자등록이 휴업 상태로 조회됨', 'The registry says that the business is suspended'),
  unknown: text('사업자등록 조회에 답이 없음', 'The registry did not answer'),
  settlement: text('정산에 따라 남은 지급을 취소함', 'The remaining payment was cancelled by the settlement'),
};

/** The text of a coded reason; null for a reason in somebody's own words, and without one. */
export function codedReason(reason: string | null): Text | null {
  return reason !== null && Object.hasOwn(RECORD_REASONS, reason) ? (RECORD_REASONS[reason] ?? null) : null;
}

/** What a change request may be about; the names are those of the column `change_request.kind`. */
export const changeKinds = [
  'extension', 'dates', 'budget_above_limit', 'budget_within_limit', 'own_share', 'amount', 'task_content', 'equipment', 'kpi', 'consultant', 'representative', 'site', 'contact', 'bank_account', 'other',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Which fields a request of a kind asks for. */
export type ChangeForm = 'end' | 'grant_lines' | 'own_lines' | 'item' | 'task' | 'kpi' | 'representative' | 'site' | 'contact' | 'bank' | 'text';

/** What the programme does with a kind. */
export interface ChangeKindSpec {
  readonly label: { readonly ko: string; readonly en: string };
  readonly form: ChangeForm;
  /** The days after the cause and before the end count; contact and account may change at any time. */
  readonly windows: boolean;
  readonly proof: boolean;
  /** Whether applying changes the case by itself; else the new version states it and an officer does the rest. */
  readonly effect: 'automatic' | 'recorded';
}

export const CHANGE_KINDS: Readonly<Record<ChangeKind, ChangeKindSpec>> = {
  extension: { label: { ko: '협약기간 연장', en: 'Extension of the agreement' }, form: 'end', windows: true, proof: true, effect: 'automatic' },
  dates: { label: { ko: '협약기간 단축', en: 'Shorter agreement period' }, form: 'end', windows: true, proof: true, effect: 'automatic' },
  budget_above_limit: { label: { ko: '사업비 항목 간 변경', en: 'Budget shift between lines' }, form: 'grant_lines', windows: true, proof: true, effect: 'automatic' },
  budget_within_limit: { label: { ko: '사업비 항목 간 변경(자율 범위)', en: 'Budget shift within the free limit' }, form: 'grant_lines', windows: true, proof: false, effect: 'automatic' },
  own_share: { label: { ko: '자부담 변경', en: 'Change of the own share' }, form: 'own_lines', windows: true, proof: true, effect: 'automatic' },
  amount: { label: { ko: '지원금 감액', en: 'Smaller grant' }, form: 'grant_lines', windows: true, proof: true, effect: 'automatic' },
  task_content: { label: { ko: '과제 내용·일정 변경', en: 'Change of a task' }, form: 'task', windows: true, proof: true, effect: 'automatic' },
  equipment: { label: { ko: '설비·공급업체 변경', en: 'Change of equipment or supplier' }, form: 'item', windows: true, proof: true, effect: 'automatic' },
  kpi: { label: { ko: '성과지표 목표 상향', en: 'Higher KPI target' }, form: 'kpi', windows: true, proof: true, effect: 'automatic' },
  consultant: { label: { ko: '컨설턴트 교체', en: 'Replacement of the consultant' }, form: 'text', windows: true, proof: true, effect: 'recorded' },
  representative: { label: { ko: '대표자 변경', en: 'Change of representative' }, form: 'representative', windows: true, proof: true, effect: 'automatic' },
  site: { label: { ko: '사업장 주소 변경', en: 'Change of address' }, form: 'site', windows: true, proof: true, effect: 'automatic' },
  contact: { label: { ko: '연락처 변경', en: 'Change of contact details' }, form: 'contact', windows: false, proof: false, effect: 'automatic' },
  bank_account: { label: { ko: '지급 계좌 변경', en: 'Change of bank account' }, form: 'bank', windows: false, proof: true, effect: 'automatic' },
  other: { label: { ko: '기타 변경', en: 'Other change' }, form: 'text', windows: true, proof: true, effect: 'recorded' },
};

/** The kinds a firm chooses from: a small budget shift is found by its amounts, not chosen. */
export const STARTABLE_KINDS = changeKinds.filter((kind): kind is Exclude<ChangeKind, 'budget_within_limit'> => kind !== 'budget_within_limit');
export type StartableKind = (typeof STARTABLE_KINDS)[number];

/** Kinds of which only one may be open at a time: the two sizes of a budget shift are one matter. */
export function rivalsOf(kind: ChangeKind): readonly ChangeKind[] {
  return kind === 'budget_above_limit' || kind === 'budget_within_limit' ? ['budget_above_limit', 'budget_within_limit'] : [kind];
}

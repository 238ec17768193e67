import { paths } from '#app/http/paths.ts';

/** Conditions of the list as they stand in the address. */
export interface CaseSearchState {
  readonly view?: string | undefined;
  readonly state: readonly string[];
  readonly region: readonly string[];
  readonly ksic: readonly string[];
  readonly affiliated?: string | undefined;
  readonly officer?: string | undefined;
  readonly mine?: string | undefined;
  readonly overdue?: string | undefined;
  readonly year?: number | undefined;
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly dir?: string | undefined;
  readonly page?: string | undefined;
}

const ORDER = ['view', 'q', 'state', 'region', 'ksic', 'affiliated', 'officer', 'mine', 'overdue', 'year', 'sort', 'dir', 'page'] as const satisfies readonly (keyof CaseSearchState)[];

/** Address of the list with some conditions changed; a change of conditions begins at the first page again. */
export function caseListTo(search: CaseSearchState, change: Partial<CaseSearchState>): string {
  const next = { ...search, page: undefined, ...change };
  const params = new URLSearchParams();
  for (const name of ORDER) {
    const value = next[name];
    if (value === undefined || value === '') continue;
    for (const entry of Array.isArray(value) ? (value as readonly string[]) : [value]) params.append(name, String(entry));
  }
  const text = params.toString();
  return text ? `${paths.officerApplications()}?${text}` : paths.officerApplications();
}

/** Address of a saved view with nothing else set. */
export function caseViewTo(view: string, more: Partial<CaseSearchState> = {}): string {
  return caseListTo({ state: [], region: [], ksic: [] }, { view, ...more });
}

/** Whether any condition beside the view is set. */
export function hasConditions(search: CaseSearchState): boolean {
  const { state, region, ksic, affiliated, officer, mine, overdue, year, q } = search;
  return state.length + region.length + ksic.length > 0 || [affiliated, officer, mine, overdue, year, q].some((value) => value !== undefined && value !== '');
}

import type { CivilDate } from '#app/domain/calendar/civil-date.ts';
import { CHANGE_KINDS, type ChangeKind } from '#app/domain/grants/change-kinds.ts';
import type { Better } from '#app/domain/outcomes/kpi-definition.ts';

/** The fields a request is about, before or after; amounts in won, `grant.0` is the grant part of the first budget line. */
export type ChangeValues = Readonly<Record<string, string | number | null>>;

/** A budget line as far as changes go, with what payment requests took of it. */
export interface ChangeLine {
  readonly title: string;
  readonly basis: string;
  readonly grantWon: number;
  readonly ownShareWon: number;
  readonly claimedWon: number;
}

/** What a change is measured against: the agreement as it is now. */
export interface ChangeFacts {
  readonly startsOn: CivilDate;
  readonly endsOn: CivilDate;
  readonly extensionCount: number;
  readonly extendedMonths: number;
  readonly amountWon: number;
  readonly advanceCapPercent: number;
  readonly lines: readonly ChangeLine[];
  /** Grant part of each line in the last version that headquarters approved: free shifts are measured from there, not from one another. */
  readonly approvedLineWon: readonly number[];
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly startMonth: string | null; readonly endMonth: string | null }[];
  readonly cards: readonly { readonly id: string; readonly name: { readonly ko: string; readonly en: string }; readonly unit: string; readonly better: Better; readonly target: number | null }[];
  readonly firm: { readonly representativeName: string | null; readonly postalCode: string | null; readonly address: string | null; readonly addressDetail: string | null; readonly phone: string | null; readonly website: string | null };
  readonly bank: { readonly bankName: string; readonly lastDigits: string; readonly holder: string } | null;
  readonly consultantName: string | null;
  readonly tranches: readonly { readonly id: string; readonly number: number; readonly kind: string; readonly state: string; readonly plannedWon: number }[];
}

/** What the firm typed; a field left out or left empty stays as it is. */
export interface ChangeWish {
  readonly subjectId?: string | undefined;
  readonly lines?: readonly (number | null)[] | undefined;
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly bank?: { readonly bankAccountId: string; readonly bankName: string; readonly lastDigits: string; readonly holder: string } | null;
}

/** Fields that may be emptied. */
const EMPTIABLE: readonly string[] = ['addressDetail', 'website'];
const NUMBERS: readonly string[] = ['target'];

/** The present values of the fields of a kind; `subjectId` names the task, KPI card or budget line it is about. */
export function currentValues(kind: ChangeKind, subjectId: string | null, facts: ChangeFacts): ChangeValues {
  switch (CHANGE_KINDS[kind].form) {
    case 'end':
      return { endsOn: facts.endsOn };
    case 'grant_lines':
      return Object.fromEntries(facts.lines.map((line, index) => [`grant.${index}`, line.grantWon]));
    case 'own_lines':
      return Object.fromEntries(facts.lines.map((line, index) => [`own.${index}`, line.ownShareWon]));
    case 'item': {
      const line = subjectId === null ? undefined : facts.lines[Number(subjectId)];
      return { subjectId: line ? subjectId : null, title: line?.title ?? null, basis: line?.basis ?? null };
    }
    case 'task': {
      const task = facts.tasks.find((entry) => entry.id === subjectId);
      return { subjectId: task?.id ?? null, title: task?.title ?? null, startMonth: task?.startMonth ?? null, endMonth: task?.endMonth ?? null };
    }
    case 'kpi': {
      const card = facts.cards.find((entry) => entry.id === subjectId);
      return { subjectId: card?.id ?? null, target: card?.target ?? null };
    }
    case 'representative':
      return { representativeName: facts.firm.representativeName };
    case 'site':
      return { postalCode: facts.firm.postalCode, address: facts.firm.address, addressDetail: facts.firm.addressDetail };
    case 'contact':
      return { phone: facts.firm.phone, website: facts.firm.website };
    case 'bank':
      return { bankAccountId: null, bankName: facts.bank?.bankName ?? null, lastDigits: facts.bank?.lastDigits ?? null, holder: facts.bank?.holder ?? null };
    case 'text':
      return { text: kind === 'consultant' ? facts.consultantName : null };
  }
}

/** The wanted values: only fields of the kind are taken, everything else of the form is ignored. */
export function wantedValues(before: ChangeValues, wish: ChangeWish): ChangeValues {
  return Object.fromEntries(
    Object.entries(before).map(([key, value]) => {
      if (key === 'subjectId') return [key, value];
      if (/^(grant|own)\.\d+$/.test(key)) return [key, wish.lines?.[Number(key.split('.')[1])] ?? value];
      if (Object.hasOwn(before, 'bankAccountId')) return [key, wish.bank ? wish.bank[key as keyof typeof wish.bank] : value];
      const typed = wish.fields[key]?.trim();
      if (typed === undefined) return [key, value];
      if (typed === '') return [key, EMPTIABLE.includes(key) ? null : value];
      return [key, NUMBERS.includes(key) ? Number(typed.replaceAll(',', '')) : typed];
    }),
  );
}

/** One field that a request changes. */
export interface ChangeDelta {
  readonly key: string;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

const HIDDEN: readonly string[] = ['subjectId', 'bankAccountId'];

/** The fields whose value differs, in the order of the form. */
export function deltaOf(before: ChangeValues, after: ChangeValues): ChangeDelta[] {
  return Object.keys(after).flatMap((key) => {
    const [old, wanted] = [before[key] ?? null, after[key] ?? null];
    return HIDDEN.includes(key) || old === wanted ? [] : [{ key, before: old, after: wanted }];
  });
}

/**
 * Whether a request may be moved onto a newer version as it stands: none of the fields it is about was changed meanwhile.
 */
export function canRebase(before: ChangeValues, now: ChangeValues): boolean {
  return Object.keys(before).every((key) => HIDDEN.includes(key) || (before[key] ?? null) === (now[key] ?? null)) && Object.keys(now).every((key) => Object.hasOwn(before, key));
}

/** Sum of the amounts of a kind of line, `grant` or `own`. */
export function sumLines(values: ChangeValues, part: 'grant' | 'own'): number {
  return Object.entries(values).reduce((sum, [key, value]) => (key.startsWith(`${part}.`) ? sum + Number(value) : sum), 0);
}

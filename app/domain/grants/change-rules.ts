import { addDays, addMonths, type CivilDate } from '#app/domain/calendar/civil-date.ts';
import { parsePersonName } from '#app/domain/formats/person-name.ts';
import { isValidPhone } from '#app/domain/formats/phone.ts';
import { isValidPostalCode } from '#app/domain/formats/postal-code.ts';
import type { RuleIssue } from '#app/domain/formats/rule-issue.ts';
import { isFreeBudgetMove, requiredOwnShare } from '#app/domain/grants/budget.ts';
import { reducibleWon } from '#app/domain/grants/change-effects.ts';
import { CHANGE_KINDS, type ChangeKind } from '#app/domain/grants/change-kinds.ts';
import { deltaOf, sumLines, type ChangeFacts, type ChangeValues } from '#app/domain/grants/change-values.ts';
import type { ProgrammeSettings } from '#app/domain/programmes/settings.ts';

type WindowSettings = Pick<ProgrammeSettings, 'changeWithinCauseDays' | 'changeBeforeEndDays'>;
type PeriodSettings = Pick<ProgrammeSettings, 'extensionMaxMonths' | 'extensionMaxCount'>;
export type ChangeSettings = WindowSettings & PeriodSettings & Pick<ProgrammeSettings, 'budgetMoveFreePercent' | 'ownShareMinPercent'>;

function refuse(code: string, subject: string, params: Record<string, string | number> = {}): RuleIssue {
  return { code, messageId: `changes.rule.${code}`, severity: 'error', subject, params };
}

/** The last day on which a change may be asked for after its cause. */
export function lastDayAfterCause(causeOn: CivilDate, settings: Pick<ProgrammeSettings, 'changeWithinCauseDays'>): CivilDate {
  return addDays(causeOn, settings.changeWithinCauseDays);
}

/** The last day on which a change may be asked for before the end of the agreement. */
export function lastDayBeforeEnd(endsOn: CivilDate, settings: Pick<ProgrammeSettings, 'changeBeforeEndDays'>): CivilDate {
  return addDays(endsOn, -settings.changeBeforeEndDays);
}

/** The two windows of a request: days after the cause, days before the end. Account and contact may change at any time. */
export function checkWindows(input: { kind: ChangeKind; causeOn: CivilDate | null; today: CivilDate; endsOn: CivilDate }, settings: WindowSettings): RuleIssue[] {
  const { kind, causeOn, today, endsOn } = input;
  if (today > endsOn) return [refuse('agreement_over', '', { endsOn })];
  if (!causeOn) return CHANGE_KINDS[kind].windows ? [refuse('cause_missing', 'causeOn')] : [];
  if (causeOn > today) return [refuse('cause_in_future', 'causeOn')];
  if (!CHANGE_KINDS[kind].windows) return [];
  const issues: RuleIssue[] = [];
  const untilCause = lastDayAfterCause(causeOn, settings);
  if (today > untilCause) issues.push(refuse('cause_window', 'causeOn', { days: settings.changeWithinCauseDays, until: untilCause }));
  const untilEnd = lastDayBeforeEnd(endsOn, settings);
  if (today > untilEnd) issues.push(refuse('end_window', '', { days: settings.changeBeforeEndDays, until: untilEnd, endsOn }));
  return issues;
}

/** Started months from the end of a period to a later one; an extension by a day counts as one month. */
export function monthsAdded(from: CivilDate, to: CivilDate): number {
  let months = 0;
  while (addMonths(from, months) < to) months += 1;
  return months;
}

/** The latest end an extension may ask for. */
export function latestEnd(facts: Pick<ChangeFacts, 'endsOn' | 'extendedMonths'>, settings: PeriodSettings): CivilDate {
  return addMonths(facts.endsOn, Math.max(0, settings.extensionMaxMonths - facts.extendedMonths));
}

/** A later end: longer than now, not longer than the settings allow, and not once more than they allow. */
export function checkExtension(wanted: CivilDate, facts: Pick<ChangeFacts, 'endsOn' | 'extendedMonths' | 'extensionCount'>, settings: PeriodSettings): RuleIssue[] {
  if (facts.extensionCount >= settings.extensionMaxCount) return [refuse('extension_used', 'endsOn', { count: settings.extensionMaxCount })];
  if (wanted <= facts.endsOn) return [refuse('extension_not_later', 'endsOn', { endsOn: facts.endsOn })];
  const until = latestEnd(facts, settings);
  return wanted > until ? [refuse('extension_too_long', 'endsOn', { months: settings.extensionMaxMonths, until })] : [];
}

/** A KPI target may be raised towards the better side only. */
export function checkTargetRaised(before: number | null, after: number | null, better: 'higher' | 'lower'): RuleIssue[] {
  if (after === null || !Number.isFinite(after) || after < 0) return [refuse('target_missing', 'target')];
  if (before === null || before === after) return [];
  const raised = better === 'higher' ? after > before : after < before;
  return raised ? [] : [refuse('target_lowered', 'target', { target: before })];
}

/** Grant parts of the budget lines: nothing below what was claimed; for a shift the sum stays, for a reduction it falls as far as open payments allow. */
export function checkGrantLines(kind: ChangeKind, after: ChangeValues, facts: Pick<ChangeFacts, 'lines' | 'amountWon' | 'tranches' | 'advanceCapPercent'>): RuleIssue[] {
  const issues = facts.lines.flatMap((line, index) => {
    const won = Number(after[`grant.${index}`] ?? 0);
    if (!Number.isSafeInteger(won) || won < 0) return [refuse('line_amount', `lines[${index}]`)];
    if (won + line.ownShareWon <= 0) return [refuse('line_empty', `lines[${index}]`)];
    return won < line.claimedWon ? [refuse('line_below_claimed', `lines[${index}]`, { least: line.claimedWon })] : [];
  });
  const sum = sumLines(after, 'grant');
  if (kind !== 'amount') return sum === facts.amountWon ? issues : [...issues, refuse('sum_differs', 'lines', { sum, grant: facts.amountWon })];
  if (sum > facts.amountWon) return [...issues, refuse('amount_not_lower', 'lines', { grant: facts.amountWon })];
  const advanceWon = facts.tranches.reduce((total, tranche) => (tranche.kind === 'advance' ? total + tranche.plannedWon : total), 0);
  const least = Math.max(facts.amountWon - reducibleWon(facts.tranches), Math.ceil((advanceWon * 100) / facts.advanceCapPercent));
  return sum < least ? [...issues, refuse('amount_too_low', 'lines', { least })] : issues;
}

/** Own shares of the budget lines: together not below the share of the programme year. */
export function checkOwnLines(after: ChangeValues, facts: Pick<ChangeFacts, 'lines' | 'amountWon'>, settings: Pick<ProgrammeSettings, 'ownShareMinPercent'>): RuleIssue[] {
  const issues = facts.lines.flatMap((line, index) => {
    const won = Number(after[`own.${index}`] ?? 0);
    if (!Number.isSafeInteger(won) || won < 0) return [refuse('line_amount', `lines[${index}]`)];
    return won + line.grantWon <= 0 ? [refuse('line_empty', `lines[${index}]`)] : [];
  });
  const sum = sumLines(after, 'own');
  const required = requiredOwnShare(facts.amountWon + sum, settings.ownShareMinPercent);
  return sum < required ? [...issues, refuse('own_share_low', 'lines', { percent: settings.ownShareMinPercent, required })] : issues;
}

/** A task stays within the period of the agreement. */
export function checkTask(after: ChangeValues, facts: Pick<ChangeFacts, 'startsOn' | 'endsOn'>): RuleIssue[] {
  if (after['subjectId'] === null) return [refuse('choose_task', 'subjectId')];
  const [start, end] = [after['startMonth'], after['endMonth']];
  const issues: RuleIssue[] = [];
  if (typeof start === 'string' && (start < facts.startsOn.slice(0, 7) || start > facts.endsOn.slice(0, 7))) issues.push(refuse('task_outside', 'startMonth', { from: facts.startsOn, to: facts.endsOn }));
  if (typeof end === 'string' && end > facts.endsOn.slice(0, 7)) issues.push(refuse('task_outside', 'endMonth', { from: facts.startsOn, to: facts.endsOn }));
  if (typeof start === 'string' && typeof end === 'string' && end < start) issues.push(refuse('task_backwards', 'endMonth'));
  return issues;
}

/** Whether a request is small enough to be notified: contact details, or a shift within the free share of each line. */
export function isSmallChange(kind: ChangeKind, after: ChangeValues, facts: Pick<ChangeFacts, 'approvedLineWon'>, settings: Pick<ProgrammeSettings, 'budgetMoveFreePercent'>): boolean {
  if (kind === 'contact') return true;
  if (kind !== 'budget_above_limit' && kind !== 'budget_within_limit') return false;
  return facts.approvedLineWon.every((won, index) => isFreeBudgetMove(Math.abs(Number(after[`grant.${index}`] ?? 0) - won), won, settings.budgetMoveFreePercent));
}

/** The kind a budget shift has by its amounts; other kinds stay what they are. */
export function sizeOfChange(kind: ChangeKind, after: ChangeValues, facts: Pick<ChangeFacts, 'approvedLineWon'>, settings: Pick<ProgrammeSettings, 'budgetMoveFreePercent'>): ChangeKind {
  if (kind !== 'budget_above_limit' && kind !== 'budget_within_limit') return kind;
  return isSmallChange(kind, after, facts, settings) ? 'budget_within_limit' : 'budget_above_limit';
}

/** What a kind asks of its own fields. */
export function checkFields(kind: ChangeKind, before: ChangeValues, after: ChangeValues, facts: ChangeFacts, today: CivilDate, settings: ChangeSettings): RuleIssue[] {
  switch (CHANGE_KINDS[kind].form) {
    case 'end': {
      const wanted = String(after['endsOn'] ?? '');
      if (kind === 'extension') return checkExtension(wanted, facts, settings);
      return wanted >= facts.endsOn ? [refuse('end_not_earlier', 'endsOn', { endsOn: facts.endsOn })] : wanted <= today ? [refuse('end_in_past', 'endsOn')] : [];
    }
    case 'grant_lines':
      return checkGrantLines(kind, after, facts);
    case 'own_lines':
      return checkOwnLines(after, facts, settings);
    case 'task':
      return checkTask(after, facts);
    case 'item':
      return after['subjectId'] === null ? [refuse('choose_line', 'subjectId')] : [];
    case 'kpi': {
      const card = facts.cards.find((entry) => entry.id === after['subjectId']);
      return card ? checkTargetRaised(card.target, after['target'] as number | null, card.better) : [refuse('choose_kpi', 'subjectId')];
    }
    case 'representative':
      return parsePersonName(String(after['representativeName'] ?? '')) ? [] : [refuse('name_form', 'representativeName')];
    case 'site':
      return isValidPostalCode(String(after['postalCode'] ?? '')) ? [] : [refuse('postal_code', 'postalCode')];
    case 'contact':
      return isValidPhone(String(after['phone'] ?? '')) ? [] : [refuse('phone', 'phone')];
    case 'bank':
      return after['bankAccountId'] === null ? [refuse('bank_missing', 'number')] : [];
    case 'text':
      return [];
  }
}

const WHERE_UNCHANGED: Readonly<Record<string, string>> = { end: 'endsOn', grant_lines: 'lines', own_lines: 'lines', item: 'title', task: 'title', kpi: 'target', representative: 'representativeName', site: 'address', contact: 'phone', bank: 'number', text: 'text' };

/** All rules of a request before it is signed. `subject` of an issue is the form field beside which it is shown. */
export function checkChange(
  request: { kind: ChangeKind; before: ChangeValues; after: ChangeValues; causeOn: CivilDate | null; reason: string; proofs: number; today: CivilDate },
  facts: ChangeFacts,
  settings: ChangeSettings,
): RuleIssue[] {
  const { kind, before, after, causeOn, reason, proofs, today } = request;
  const fields = checkFields(kind, before, after, facts, today, settings);
  return [
    ...checkWindows({ kind, causeOn, today, endsOn: facts.endsOn }, settings),
    ...fields,
    ...(fields.length === 0 && deltaOf(before, after).length === 0 ? [refuse('nothing_changed', WHERE_UNCHANGED[CHANGE_KINDS[kind].form] ?? '')] : []),
    ...(reason.trim().length < 5 ? [refuse('reason_short', 'reason')] : []),
    ...(CHANGE_KINDS[kind].proof && proofs === 0 ? [refuse('proof_missing', 'proof')] : []),
  ];
}

import { percentOfWon, sumWon } from '../money/won.ts';
import type { RuleIssue } from '../formats/rule-issue.ts';
import type { ProgrammeSettings } from '../programmes/settings.ts';

/** What a grant may pay for; source: domain.md 1.2. */
export const budgetCategories = ['consulting', 'equipment', 'smart_factory', 'other'] as const;
export type BudgetCategory = (typeof budgetCategories)[number];

export const proofKinds = ['quotation', 'tax_invoice', 'transfer', 'inspection'] as const;
export type ProofKind = (typeof proofKinds)[number];

/** One budget line, amounts without VAT in won. Grant and own share together are the cost. */
export interface BudgetLine {
  id: string;
  category: BudgetCategory;
  description: string;
  basis: string;
  proofKind: ProofKind;
  grantWon: number;
  ownShareWon: number;
}

export interface BudgetTotals {
  grantWon: number;
  ownShareWon: number;
  totalWon: number;
  byCategory: Record<BudgetCategory, number>;
}

/** Sums of a budget; `byCategory` counts the grant part. */
export function totalBudget(lines: readonly Pick<BudgetLine, 'category' | 'grantWon' | 'ownShareWon'>[]): BudgetTotals {
  const grantWon = sumWon(lines.map((line) => line.grantWon));
  const ownShareWon = sumWon(lines.map((line) => line.ownShareWon));
  const byCategory: Record<BudgetCategory, number> = { consulting: 0, equipment: 0, smart_factory: 0, other: 0 };
  for (const line of lines) byCategory[line.category] = sumWon([byCategory[line.category], line.grantWon]);
  return { grantWon, ownShareWon, totalWon: sumWon([grantWon, ownShareWon]), byCategory };
}

/** True when a grant amount lies within the limits of the programme year. */
export function isGrantWithinLimits(grantWon: number, settings: Pick<ProgrammeSettings, 'grantMinWon' | 'grantMaxWon'>): boolean {
  return Number.isSafeInteger(grantWon) && grantWon >= settings.grantMinWon && grantWon <= settings.grantMaxWon;
}

/** Smallest own share that belongs to a total cost, rounded up to the won. */
export function requiredOwnShare(totalWon: number, ownShareMinPercent: number): number {
  const floor = percentOfWon(totalWon, ownShareMinPercent);
  return floor * 100 < totalWon * ownShareMinPercent ? floor + 1 : floor;
}

/** Checks a budget against the limits of the year and, when given, the approved grant. Issues carry message ids of answers.json. */
export function checkBudget(
  lines: readonly BudgetLine[],
  settings: Pick<ProgrammeSettings, 'grantMinWon' | 'grantMaxWon' | 'ownShareMinPercent'>,
  approvedWon?: number,
): RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (lines.length === 0) return [{ code: 'budget_empty', messageId: 'answers.budget.empty', severity: 'error', params: {} }];
  for (const line of lines) {
    if (line.grantWon < 0 || line.ownShareWon < 0 || line.grantWon + line.ownShareWon <= 0) {
      issues.push({ code: 'line_amount', messageId: 'answers.budget.line_amount', severity: 'error', subject: line.id, params: {} });
    }
    if (line.basis.trim() === '') {
      issues.push({ code: 'line_basis', messageId: 'answers.budget.line_basis', severity: 'error', subject: line.id, params: {} });
    }
  }
  const totals = totalBudget(lines);
  if (totals.grantWon < settings.grantMinWon) {
    issues.push({ code: 'grant_below_min', messageId: 'answers.budget.grant_below_min', severity: 'error', params: { min: settings.grantMinWon, grant: totals.grantWon } });
  }
  const ceiling = Math.min(settings.grantMaxWon, approvedWon ?? settings.grantMaxWon);
  if (totals.grantWon > ceiling) {
    const messageId = approvedWon !== undefined && approvedWon < settings.grantMaxWon ? 'answers.budget.above_approved' : 'answers.budget.grant_above_max';
    issues.push({ code: 'grant_above_max', messageId, severity: 'error', params: { max: ceiling, grant: totals.grantWon } });
  }
  const required = requiredOwnShare(totals.totalWon, settings.ownShareMinPercent);
  if (totals.ownShareWon < required) {
    issues.push({ code: 'own_share_below_min', messageId: 'answers.budget.own_share_below_min', severity: 'error', params: { percent: settings.ownShareMinPercent, required } });
  }
  return issues;
}

/** True when a move of money between two lines stays small enough to be notified instead of approved. */
export function isFreeBudgetMove(moveWon: number, lineWon: number, freePercent: number): boolean {
  return moveWon >= 0 && moveWon <= percentOfWon(lineWon, freePercent);
}

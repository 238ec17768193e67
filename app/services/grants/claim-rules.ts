import { encodeMessage } from '#app/domain/errors.ts';
import { checkAdvance } from '#app/domain/grants/advance.ts';
import { checkClaim, proofKey } from '#app/domain/grants/payment-rules.ts';
import type { TrancheKind } from '#app/domain/grants/tranche-plan.ts';

export interface CheckedLine {
  readonly id: string;
  readonly budgetLineId: string | null;
  readonly amountWon: number;
  readonly proofOn: string;
  readonly invoiceNumber: string | null;
  readonly supplierNumber: string | null;
  readonly purposes: readonly string[];
}

export interface ClaimFacts {
  readonly kind: TrancheKind;
  readonly plannedWon: number;
  readonly grantWon: number;
  readonly advanceCapPercent: number;
  /** Advances of the same grant in other tranches. */
  readonly alreadyAdvancedWon: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly today: string;
  /** Grant per budget line, and what other requests claimed of it. */
  readonly budget: ReadonlyMap<string, { readonly amountWon: number; readonly claimedWon: number }>;
  readonly usedProofs: readonly { readonly supplierNumber: string; readonly invoiceNumber: string }[];
}

/**
 * Checks a payment request as a whole. An advance needs a quotation per line and stays below the cap of the agreement; any
 * other request needs invoice and transfer certificate. Returns messages by field name (`lines[0].amountWon`), empty when all is well.
 */
export function checkClaimLines(lines: readonly CheckedLine[], facts: ClaimFacts): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  const add = (name: string, message: string) => (fields[name] = [...(fields[name] ?? []), message]);
  if (lines.length === 0) return { '': ['grants.claim.no_line'] };
  const claimWon = lines.reduce((sum, line) => sum + line.amountWon, 0);
  const place = new Map(lines.map((line, index) => [line.id, index]));
  const isAdvance = facts.kind === 'advance';
  const checked = lines.map((line) => ({
    id: line.id,
    amountWon: line.amountWon,
    proofOn: line.proofOn,
    proofNumber: line.invoiceNumber,
    issuerBusinessNumber: line.supplierNumber,
    hasInvoice: line.purposes.includes(isAdvance ? 'quotation' : 'invoice'),
    hasTransfer: isAdvance || line.purposes.includes('transfer'),
  }));
  const usedKeys = new Set(facts.usedProofs.flatMap((proof) => proofKey({ proofNumber: proof.invoiceNumber, issuerBusinessNumber: proof.supplierNumber }) ?? []));
  for (const issue of checkClaim(checked, { claimWon, startsOn: facts.startsOn, endsOn: facts.endsOn, usedKeys, today: facts.today })) {
    const index = issue.subject === undefined ? null : place.get(issue.subject);
    const field = index === null || index === undefined ? '' : `lines[${index}].${FIELD_OF[issue.code] ?? 'amountWon'}`;
    const message = issue.code === 'proof_missing' && isAdvance ? 'grants.claim.quotation_missing' : encodeMessage(issue.messageId, issue.params);
    add(field === '' || issue.code !== 'proof_missing' ? field : `quotation_${index ?? 0}`, message);
  }
  if (isAdvance) {
    const cap = checkAdvance({ grantWon: facts.grantWon, advanceWon: claimWon, capPercent: facts.advanceCapPercent, alreadyAdvancedWon: facts.alreadyAdvancedWon });
    if (!cap.allowed) add('', encodeMessage('answers.claim.advance_above_cap', { max: cap.maxWon }));
    else if (claimWon > facts.plannedWon) add('', encodeMessage('grants.claim.above_planned', { max: facts.plannedWon }));
  } else if (claimWon > facts.plannedWon) add('', encodeMessage('grants.claim.above_planned', { max: facts.plannedWon }));
  const perBudget = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const budget = line.budgetLineId ? facts.budget.get(line.budgetLineId) : undefined;
    if (!line.budgetLineId || !budget) {
      add(`lines[${index}].budgetLineId`, 'errors.field.choose');
      continue;
    }
    const sum = (perBudget.get(line.budgetLineId) ?? budget.claimedWon) + line.amountWon;
    perBudget.set(line.budgetLineId, sum);
    if (sum > budget.amountWon) add(`lines[${index}].amountWon`, encodeMessage('grants.claim.above_budget_line', { max: Math.max(0, budget.amountWon - budget.claimedWon) }));
  }
  return fields;
}

const FIELD_OF: Readonly<Record<string, string>> = { proof_outside_period: 'proofOn', proof_in_future: 'proofOn', proof_used: 'invoiceNumber', line_amount: 'amountWon' };

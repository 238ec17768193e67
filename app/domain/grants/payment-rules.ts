import type { CivilDate } from '../calendar/civil-date.ts';
import { fromSeoul, toSeoulDate } from '../calendar/seoul.ts';
import type { RuleIssue } from '../formats/rule-issue.ts';
import type { ProgrammeSettings } from '../programmes/settings.ts';

/** The instant after which no payment of the calendar year can be requested any more (30 November 18:00 by default). */
export function paymentCutoffAt(year: number, settings: Pick<ProgrammeSettings, 'paymentCutoff'>): Date {
  return fromSeoul(`${year}-${settings.paymentCutoff.on}`, settings.paymentCutoff.time);
}

/** True when payment requests of the current calendar year are closed; they open again on 1 January. */
export function isPaymentClosed(now: Date, settings: Pick<ProgrammeSettings, 'paymentCutoff'>): boolean {
  return now.getTime() > paymentCutoffAt(Number(toSeoulDate(now).slice(0, 4)), settings).getTime();
}

export interface ClaimLine {
  id: string;
  amountWon: number;
  proofOn: CivilDate | null;
  proofNumber: string | null;
  issuerBusinessNumber: string | null;
  hasInvoice: boolean;
  hasTransfer: boolean;
}

/** Key by which a proof is recognised when it is claimed twice; null when number or issuer is missing. */
export function proofKey(line: Pick<ClaimLine, 'proofNumber' | 'issuerBusinessNumber'>): string | null {
  const number = line.proofNumber?.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '') ?? '';
  return number === '' || !line.issuerBusinessNumber ? null : `${line.issuerBusinessNumber}:${number}`;
}

/** Checks the lines of a claim: proofs inside the agreement, lines that sum, nothing claimed twice. `usedKeys` are proofs of other claims. */
export function checkClaim(
  lines: readonly ClaimLine[],
  input: { claimWon: number; startsOn: CivilDate; endsOn: CivilDate; usedKeys?: ReadonlySet<string>; today: CivilDate },
): RuleIssue[] {
  const issues: RuleIssue[] = [];
  const add = (code: string, subject?: string, params: RuleIssue['params'] = {}) =>
    issues.push({ code, messageId: `answers.claim.${code}`, severity: 'error', params, ...(subject === undefined ? {} : { subject }) });
  const sum = lines.reduce((total, line) => total + line.amountWon, 0);
  if (sum !== input.claimWon) add('sum_differs', undefined, { sum, claim: input.claimWon });
  const seen = new Set(input.usedKeys ?? []);
  for (const line of lines) {
    if (line.amountWon <= 0) add('line_amount', line.id);
    if (!line.hasInvoice || !line.hasTransfer) add('proof_missing', line.id);
    if (line.proofOn !== null && (line.proofOn < input.startsOn || line.proofOn > input.endsOn)) {
      add('proof_outside_period', line.id, { on: line.proofOn, from: input.startsOn, to: input.endsOn });
    }
    if (line.proofOn !== null && line.proofOn > input.today) add('proof_in_future', line.id, { on: line.proofOn });
    const key = proofKey(line);
    if (key !== null) {
      if (seen.has(key)) add('proof_used', line.id);
      seen.add(key);
    }
  }
  return issues;
}

import { createHash } from 'node:crypto';
import type { BudgetCategory } from '#app/domain/grants/budget.ts';
import type { PlannedTranche } from '#app/domain/grants/tranche-plan.ts';
import type { Locale } from '#app/i18n/locale.ts';
import { canonicalJson } from '#app/services/assessments/hash-assessment.ts';
import { renderAgreementPdf, type AgreementPdf } from '#app/services/documents/pdf/agreement.tsx';
import { getT } from '#app/i18n/catalogue.ts';
import { createFormat } from '#app/i18n/format.ts';
import { getConfig } from '#app/config/config.ts';

/** Everything an agreement says; stored as the content of its version, and the only source of its document. */
export interface AgreementContent {
  readonly number: string | null;
  readonly receiptNumber: string | null;
  readonly headquarters: { readonly name: string; readonly representative: string; readonly businessNumber: string | null };
  readonly firm: { readonly name: string; readonly representative: string; readonly businessNumber: string; readonly address: string | null };
  readonly grantWon: number;
  readonly ownShareWon: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly budget: readonly { readonly category: BudgetCategory; readonly title: string; readonly basis: string; readonly proof: string; readonly grantWon: number; readonly ownShareWon: number; readonly planTaskId: string | null }[];
  readonly tasks: readonly { readonly title: string; readonly from: string | null; readonly to: string | null; readonly output: string | null }[];
  readonly kpis: readonly { readonly name: { readonly ko: string; readonly en: string }; readonly unit: string; readonly baseline: string | null; readonly target: string | null }[];
  readonly conditions: readonly { readonly text: string; readonly owner: string; readonly dueOn: string }[];
  readonly tranches: readonly PlannedTranche[];
  readonly terms: AgreementPdf['terms'];
  /** What change requests made of the agreement, oldest first; missing in versions that were drafted. */
  readonly changes?: readonly { readonly version: number; readonly on: string; readonly label: { readonly ko: string; readonly en: string }; readonly text: string }[];
}

/** SHA-256 of the content of a version, hex. */
export function hashContent(content: AgreementContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** A signature as it is printed. */
export interface PrintedSignature {
  readonly party: 'firm' | 'officer' | 'parent';
  readonly signerName: string;
  readonly signedAt: Date;
}

/** Draws the document of a version; signatures are printed where they are given. The same input gives the same bytes. */
export function drawAgreement(content: AgreementContent, given: { locale: Locale; issuedAt: Date; hash: string; signatures?: readonly PrintedSignature[] }): Promise<Uint8Array> {
  const t = getT(given.locale);
  const format = createFormat(given.locale);
  const signed = (party: PrintedSignature['party']) => given.signatures?.find((signature) => signature.party === party) ?? null;
  const head = signed('officer');
  const firm = signed('firm');
  return renderAgreementPdf({
    locale: given.locale,
    number: content.number ?? content.receiptNumber ?? '-',
    issuedAt: given.issuedAt,
    hash: given.hash,
    demo: getConfig().demo,
    parties: [
      { role: 'headquarters', name: content.headquarters.name, representative: head?.signerName ?? (content.headquarters.representative === '-' ? t('grants.document.signatory') : content.headquarters.representative), businessNumber: content.headquarters.businessNumber, address: null },
      { role: 'firm', name: content.firm.name, representative: content.firm.representative, businessNumber: content.firm.businessNumber, address: content.firm.address },
    ],
    grantWon: content.grantWon,
    ownShareWon: content.ownShareWon,
    period: { from: content.startsOn, to: content.endsOn },
    budget: content.budget.map((line) => ({ name: `${t(`grants.category.${line.category}`)} · ${line.title}`, grantWon: line.grantWon, ownShareWon: line.ownShareWon })),
    tasks: content.tasks.map((task) => ({ title: task.title, period: task.from ? (task.to && task.to !== task.from ? `${task.from} ~ ${task.to}` : task.from) : '-', output: task.output ?? '-' })),
    kpis: content.kpis.map((kpi) => ({ name: format.text(kpi.name), unit: kpi.unit, baseline: kpi.baseline ?? '-', target: kpi.target ?? '-' })),
    conditions: [
      ...content.conditions.map((condition) => t('grants.document.condition', { text: condition.text, dueOn: format.date(condition.dueOn) })),
      ...(content.changes ?? []).map((change) => t('grants.document.change', { version: change.version, on: format.date(change.on), kind: format.text(change.label), text: change.text })),
      ...content.tranches.map((tranche) => t('grants.document.tranche', { number: tranche.sequence, kind: t(`grants.tranche_kind.${tranche.kind}`), amount: format.wonPlain(tranche.amountWon), gate: t(`grants.gate.${tranche.gate}`) })),
    ],
    terms: content.terms,
    signatures: [
      { role: 'headquarters', party: content.headquarters.name, name: head?.signerName ?? content.headquarters.representative, signedAt: head?.signedAt ?? null },
      { role: 'firm', party: content.firm.name, name: firm?.signerName ?? content.firm.representative, signedAt: firm?.signedAt ?? null },
    ],
  });
}

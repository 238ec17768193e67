import type { Context } from '#app/domain/accounts/context.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { sumLines, type ChangeValues } from '#app/domain/grants/change-values.ts';
import { LEAST_TRANCHE_WON, spreadReduction } from '#app/domain/grants/change-effects.ts';
import { userIdOf } from '#app/services/applications/open-case.ts';
import { addDocument } from '#app/services/documents/store-document.ts';
import { insertBudgetLines, findAgreementParty, listAgreedKpis, listAgreedTasks, listBudgetLines, nextVersionNumber, type BudgetLineRow } from '#db/queries/agreement-parts.ts';
import { insertAgreementVersion, listChangeSignatures } from '#db/queries/agreement-versions.ts';
import { patchAgreement } from '#db/queries/agreements.ts';
import type { ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { drawAgreement, hashContent, type AgreementContent } from './agreement-content.ts';
import type { ChangeCase } from './change-case.ts';
import { storePdf } from './save-agreement-draft.ts';

/** Changes are written into the document with at most so many characters of the reason. */
const REASON_SHOWN = 300;

/**
 * Writes the next version of an agreement after a change, from the case as it is now: content, budget lines and document with
 * the signature under the request and that of the approval. The earlier versions stay as they are.
 */
export async function writeChangedVersion(tx: ActorTx, ctx: Context, { change, agreement, head, current, facts }: ChangeCase): Promise<{ id: string; number: number; hash: string }> {
  const before = current.content as AgreementContent;
  const number = await nextVersionNumber(tx, agreement.id);
  const party = await findAgreementParty(tx, head.firmId);
  const lines = (await listBudgetLines(tx, current.id)).map((line, index) => changedLine(line, index, change.after));
  const grantWon = lines.reduce((sum, line) => sum + line.amountWon, 0);
  const content: AgreementContent = {
    ...before,
    number: agreement.number,
    firm: party ? { ...before.firm, representative: party.representative ?? before.firm.representative, address: party.address } : before.firm,
    grantWon,
    ownShareWon: lines.reduce((sum, line) => sum + line.ownShareWon, 0),
    endsOn: String(change.after['endsOn'] ?? before.endsOn),
    budget: lines.map((line) => ({ category: line.category, title: line.title, basis: line.basis, proof: line.proof, grantWon: line.amountWon, ownShareWon: line.ownShareWon, planTaskId: line.planTaskId })),
    tasks: (await listAgreedTasks(tx, head.id)).map((task) => ({ title: task.title, from: task.startMonth, to: task.endMonth, output: task.expectedEffect })),
    kpis: (await listAgreedKpis(tx, head.id)).map(({ name, unit, baseline, target }) => ({ name, unit, baseline, target })),
    tranches: trancheContent(before, change.kind === 'amount' ? (spreadReduction(facts.tranches, sumLines(change.before, 'grant') - grantWon) ?? []) : []),
    changes: [...(before.changes ?? []), { version: number, on: toSeoulDate(ctx.now), label: CHANGE_KINDS[change.kind].label, text: textOf(change.kind, change.after, change.reason) }],
  };
  const hash = hashContent(content);
  const id = uuidv7(ctx.now);
  const signatures = await listChangeSignatures(tx, change.id);
  const file = await storePdf(await drawAgreement(content, { locale: 'ko', issuedAt: ctx.now, hash, signatures }), `agreement-${agreement.number ?? agreement.id}-v${number}.pdf`);
  const documentId = await addDocument(tx, ctx, file, { kind: 'agreement', firmId: head.firmId, applicationId: head.id, use: { subjectType: 'agreement_version', subjectId: id, purpose: 'original' } });
  const owner = { agreementId: agreement.id, applicationId: head.id, firmId: head.firmId };
  await insertAgreementVersion(tx, { ...owner, id, number, content, amountWon: grantWon, documentId, hash, effectiveOn: toSeoulDate(ctx.now), createdBy: userIdOf(ctx), changeRequestId: change.id, at: ctx.now });
  await insertBudgetLines(tx, { ...owner, versionId: id }, lines);
  await patchAgreement(tx, agreement.id, { currentVersionId: id });
  return { id, number, hash };
}

function changedLine(line: BudgetLineRow, index: number, after: ChangeValues): BudgetLineRow {
  const isItem = String(after['subjectId'] ?? '') === String(index) && typeof after['basis'] === 'string';
  return {
    ...line,
    amountWon: Number(after[`grant.${index}`] ?? line.amountWon),
    ownShareWon: Number(after[`own.${index}`] ?? line.ownShareWon),
    ...(isItem ? { title: String(after['title'] ?? line.title), basis: String(after['basis']) } : {}),
  };
}

function trancheContent(before: AgreementContent, effects: readonly { number: number; afterWon: number }[]): AgreementContent['tranches'] {
  const total = effects.reduce((sum, effect) => sum + effect.afterWon, 0);
  return before.tranches.map((tranche) => {
    const effect = effects.find((entry) => entry.number === tranche.sequence);
    return effect ? { ...tranche, amountWon: effect.afterWon, percent: Math.round((effect.afterWon / Math.max(total, LEAST_TRANCHE_WON)) * 10_000) / 100 } : tranche;
  });
}

function textOf(kind: ChangeCase['change']['kind'], after: ChangeValues, reason: string): string {
  if (kind === 'bank_account') return `${String(after['bankName'])} ****${String(after['lastDigits'])}`;
  if (CHANGE_KINDS[kind].form === 'text') return `${String(after['text'] ?? '')} (${reason.slice(0, REASON_SHOWN)})`;
  return reason.slice(0, REASON_SHOWN);
}

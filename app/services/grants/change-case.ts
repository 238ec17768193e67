import { createHash } from 'node:crypto';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { ChangeRequestSubject } from '#app/domain/grants/agreement-policy.ts';
import { currentValues, type ChangeFacts, type ChangeValues } from '#app/domain/grants/change-values.ts';
import { canonicalJson } from '#app/services/assessments/hash-assessment.ts';
import { listAgreedTasks, listBudgetLines } from '#db/queries/agreement-parts.ts';
import { findAgreementVersion, type AgreementVersionRow } from '#db/queries/agreements.ts';
import { findBankAccount, findNewestBankAccount } from '#db/queries/bank-accounts.ts';
import { findCasePeople } from '#db/queries/case-people.ts';
import { findChangeableFirm, listApprovedLineWon } from '#db/queries/change-lists.ts';
import { findChange, type ChangeRow } from '#db/queries/change-requests.ts';
import { sumClaimedByBudgetLine } from '#db/queries/claim-lines.ts';
import { listDocumentsOfSubject } from '#db/queries/documents.ts';
import { listCards } from '#db/queries/kpi-cards.ts';
import { listTranches } from '#db/queries/tranches.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import type { ActorTx } from '#db/transaction.ts';
import { getAgreementCase, subjectOf } from './grant-case.ts';

export type AgreementCase = Awaited<ReturnType<typeof getAgreementCase>>;

/** An agreement as a change meets it: its present version and everything a change may touch. */
export interface ChangeBase extends AgreementCase {
  readonly current: AgreementVersionRow;
  readonly facts: ChangeFacts;
}

export type ChangeCase = ChangeBase & { readonly change: ChangeRow; readonly asChange: ChangeRequestSubject };

const NO_TRANCHE = '00000000-0000-0000-0000-000000000000';

/** The agreement of a case with what changes are measured against. Throws not_found before there is a version. */
export async function openChangeBase(tx: ActorTx, ctx: Context, applicationId: string): Promise<ChangeBase> {
  const opened = await getAgreementCase(tx, ctx, applicationId);
  const { agreement, head } = opened;
  const current = agreement.currentVersionId ? await findAgreementVersion(tx, agreement.currentVersionId) : null;
  const firm = await findChangeableFirm(tx, head.firmId);
  if (!current || !firm) throw new AppError('not_found');
  const claimed = await sumClaimedByBudgetLine(tx, agreement.id, NO_TRANCHE);
  const bank = agreement.bankAccountId ? await findBankAccount(tx, agreement.bankAccountId) : await findNewestBankAccount(tx, head.firmId);
  const facts: ChangeFacts = {
    startsOn: agreement.startsOn,
    endsOn: agreement.endsOn,
    extensionCount: agreement.extensionCount,
    extendedMonths: agreement.extendedMonths,
    amountWon: agreement.amountWon,
    advanceCapPercent: agreement.advanceCapPercent,
    lines: (await listBudgetLines(tx, current.id)).map((line) => ({ title: line.title, basis: line.basis, grantWon: line.amountWon, ownShareWon: line.ownShareWon, claimedWon: claimed.get(line.id) ?? 0 })),
    approvedLineWon: await listApprovedLineWon(tx, agreement.id),
    tasks: (await listAgreedTasks(tx, applicationId)).map(({ id, title, startMonth, endMonth }) => ({ id, title, startMonth, endMonth })),
    cards: (await listCards(tx, applicationId)).flatMap((card) => (card.state === 'frozen' ? [{ id: card.id, name: card.definition.name, unit: card.definition.unit, better: card.definition.better, target: card.targetValue }] : [])),
    firm,
    bank: bank ? { bankName: bank.bankName, lastDigits: bank.lastDigits, holder: bank.holder } : null,
    consultantName: (await findCasePeople(tx, applicationId, ctx.now)).consultantName,
    tranches: (await listTranches(tx, agreement.id)).map(({ id, number, kind, state, plannedWon }) => ({ id, number, kind, state, plannedWon })),
  };
  return { ...opened, current, facts };
}

/** A change request with its agreement. Throws not_found. */
export async function getChangeCase(tx: ActorTx, ctx: Context, id: string, lock = false): Promise<ChangeCase> {
  const change = await findChange(tx, id, lock);
  if (!change) throw new AppError('not_found');
  // Claims of the agreement wait, so that what they draw on does not move under them.
  if (lock) await lockAggregate(tx, 'agreement', change.agreementId);
  const base = await openChangeBase(tx, ctx, change.applicationId);
  if (base.agreement.id !== change.agreementId) throw new AppError('not_found');
  return { ...base, change, asChange: { ...subjectOf(base.head), state: change.state, recommendedBy: change.recommendedBy, bankCheckedBy: change.bankCheckedBy } };
}

/** The item (task, KPI card, budget line) a request is about. */
export function itemOf(values: ChangeValues): string | null {
  const id = values['subjectId'];
  return id === null || id === undefined ? null : String(id);
}

/** The present values of the fields a request is about. */
export function presentValues(opened: ChangeCase): ChangeValues {
  return currentValues(opened.change.kind, itemOf(opened.change.after), opened.facts);
}

/** Files that prove a request, oldest first. */
export async function listProofs(tx: ActorTx, changeId: string) {
  return (await listDocumentsOfSubject(tx, 'change_request', changeId)).map(({ id, fileName, byteSize, sha256 }) => ({ id, fileName, byteSize, sha256 }));
}

/** SHA-256 of what the representative signs: the request with both states, its reason and its files; hex. */
export function hashChange(change: ChangeRow, proofs: readonly { id: string; sha256: string }[]): string {
  const { id, kind, baseVersion, before, after, reason, causeOn } = change;
  return createHash('sha256').update(canonicalJson({ id, kind, baseVersion, before, after, reason, causeOn, proofs: proofs.map((proof) => [proof.id, proof.sha256]) })).digest('hex');
}

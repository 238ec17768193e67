import { Readable } from 'node:stream';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError, encodeMessage } from '#app/domain/errors.ts';
import { checkAdvance } from '#app/domain/grants/advance.ts';
import { checkBudget, totalBudget, type BudgetCategory } from '#app/domain/grants/budget.ts';
import { planTranches, type PlannedTranche } from '#app/domain/grants/tranche-plan.ts';
import type { ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import { hasDuty } from '#app/domain/workflow/decision.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { receiveFile } from '#app/services/documents/receive-file.ts';
import { acceptFile, addDocument, keepFile, type StoredFile } from '#app/services/documents/store-document.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findAgreementParty, findHeadquarters, insertBudgetLines, listAgreedKpis, listAgreedTasks, nextVersionNumber } from '#db/queries/agreement-parts.ts';
import { insertAgreementVersion } from '#db/queries/agreement-versions.ts';
import { patchAgreement } from '#db/queries/agreements.ts';
import { findYearMoney } from '#db/queries/grants.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { drawAgreement, hashContent, type AgreementContent } from './agreement-content.ts';
import { getAgreementCase } from './grant-case.ts';

export interface BudgetLineInput {
  readonly category: BudgetCategory;
  readonly title: string;
  readonly basis: string;
  readonly proof: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
  readonly planTaskId: string | null;
}

export interface AgreementDraftInput {
  readonly applicationId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly lines: readonly BudgetLineInput[];
  /** Amounts of the payments in order; empty takes the split of the programme year. */
  readonly trancheWon: readonly number[];
}

/**
 * Writes a version of the agreement that is being drafted: content, budget lines and its document. Saving again makes
 * the next version; nothing written is changed. Throws invalid_input with the message beside each wrong field.
 */
export async function saveAgreementDraft(ctx: Context, input: AgreementDraftInput): Promise<{ versionId: string; documentId: string; hash: string }> {
  const prepared = await withActor(ctx, async (tx) => {
    const opened = await getAgreementCase(tx, ctx, input.applicationId);
    assertAllowed(hasDuty(ctx.actor, ['officer']));
    if (opened.agreement.state !== 'drafting') throw new AppError('transition_not_allowed');
    const year = await findYearMoney(tx, opened.head.programmeYearId);
    const party = await findAgreementParty(tx, opened.head.firmId);
    if (!year || !party) throw new AppError('not_found');
    const tranches = planOf(input, opened.agreement.amountWon, opened.settings);
    const fields = problemsOf(input, opened.agreement.amountWon, tranches, opened.settings, year);
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
    const content = contentOf(input, {
      receiptNumber: opened.head.receiptNumber,
      headquarters: await findHeadquarters(tx),
      party,
      grantWon: opened.agreement.amountWon,
      tranches,
      conditions: opened.agreement.conditions,
      tasks: await listAgreedTasks(tx, input.applicationId),
      kpis: await listAgreedKpis(tx, input.applicationId),
      settings: opened.settings,
    });
    return { content, firmName: opened.head.firmName };
  });
  const hash = hashContent(prepared.content);
  const file = await storePdf(await drawAgreement(prepared.content, { locale: 'ko', issuedAt: ctx.now, hash }), `agreement-${prepared.content.receiptNumber ?? input.applicationId}.pdf`);
  return withActor(
    ctx,
    async (tx) => {
      const { head, agreement } = await getAgreementCase(tx, ctx, input.applicationId);
      if (agreement.state !== 'drafting') throw new AppError('transition_not_allowed');
      const versionId = uuidv7(ctx.now);
      const documentId = await addDocument(tx, ctx, file, { kind: 'agreement', firmId: head.firmId, applicationId: head.id, use: { subjectType: 'agreement_version', subjectId: versionId, purpose: 'original' } });
      const number = await nextVersionNumber(tx, agreement.id);
      const owner = { agreementId: agreement.id, applicationId: head.id, firmId: head.firmId };
      await insertAgreementVersion(tx, { ...owner, id: versionId, number, content: prepared.content, amountWon: agreement.amountWon, documentId, hash, effectiveOn: input.startsOn, createdBy: userIdOf(ctx), at: ctx.now });
      await insertBudgetLines(tx, { ...owner, versionId }, input.lines);
      await patchAgreement(tx, agreement.id, { currentVersionId: versionId, ownShareWon: prepared.content.ownShareWon, startsOn: input.startsOn, endsOn: input.endsOn, preparedBy: userIdOf(ctx) });
      await recordEvent(tx, ctx, { machine: 'agreement', subjectType: 'agreement', subjectId: agreement.id, applicationId: head.id, firmId: head.firmId, action: 'save_version', payload: { versionId, number, hash, documentHash: file.sha256 } });
      return { versionId, documentId, hash };
    },
    { operation: 'agreements.save_draft', content: input },
  );
}

/** Puts a document that the portal itself drew into the store; its row is written by the caller. */
export async function storePdf(bytes: Uint8Array, fileName: string): Promise<StoredFile> {
  return keepFile(acceptFile(await receiveFile(Readable.from([Buffer.from(bytes)]), fileName)));
}

function planOf(input: AgreementDraftInput, grantWon: number, settings: ProgrammeSettings): PlannedTranche[] {
  if (input.trancheWon.length === 0) return planTranches(grantWon, settings.trancheSplit);
  // The shape (which payment opens when) comes from the number of parts; the amounts are the officer's.
  const shape = planTranches(grantWon, input.trancheWon.map(() => 1));
  return shape.map((tranche, index) => {
    const amountWon = input.trancheWon[index] ?? 0;
    return { ...tranche, amountWon, percent: Math.round((amountWon / grantWon) * 10_000) / 100 };
  });
}

function problemsOf(input: AgreementDraftInput, grantWon: number, tranches: readonly PlannedTranche[], settings: ProgrammeSettings, year: { startsOn: string; endsOn: string }): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  const add = (name: string, message: string) => (fields[name] = [...(fields[name] ?? []), message]);
  if (input.startsOn < year.startsOn || input.startsOn > year.endsOn) add('startsOn', encodeMessage('grants.agreement.outside_year', { from: year.startsOn, to: year.endsOn }));
  if (input.endsOn > year.endsOn || input.endsOn <= input.startsOn) add('endsOn', encodeMessage('grants.agreement.outside_year', { from: input.startsOn, to: year.endsOn }));
  const lines = input.lines.map((line, index) => ({ id: String(index), category: line.category, description: line.title, basis: line.basis, proofKind: 'quotation' as const, grantWon: line.amountWon, ownShareWon: line.ownShareWon }));
  for (const issue of checkBudget(lines, settings, grantWon)) {
    if (issue.severity !== 'error') continue;
    add(issue.subject === undefined ? 'lines' : `lines[${issue.subject}].${issue.code === 'line_basis' ? 'basis' : 'amountWon'}`, encodeMessage(issue.messageId, issue.params));
  }
  const sum = totalBudget(lines).grantWon;
  if (sum < grantWon && !fields['lines']) add('lines', encodeMessage('grants.agreement.sum_differs', { sum, grant: grantWon }));
  for (const [index, line] of input.lines.entries()) {
    if (line.title.trim().length < 2) add(`lines[${index}].title`, 'errors.field.required');
    if (line.proof.trim().length < 1) add(`lines[${index}].proof`, 'errors.field.required');
  }
  const planned = tranches.reduce((total, tranche) => total + tranche.amountWon, 0);
  if (planned !== grantWon) add('tranches', encodeMessage('grants.agreement.tranches_differ', { sum: planned, grant: grantWon }));
  if (tranches.some((tranche) => tranche.amountWon <= 0)) add('tranches', 'answers.claim.line_amount');
  const advance = tranches.find((tranche) => tranche.kind === 'advance');
  const cap = advance ? checkAdvance({ grantWon, advanceWon: advance.amountWon, capPercent: settings.advanceCapPercent }) : null;
  if (cap && !cap.allowed) add('trancheWon[0]', encodeMessage('answers.claim.advance_above_cap', { max: cap.maxWon }));
  return fields;
}

interface Facts {
  readonly receiptNumber: string | null;
  readonly headquarters: Awaited<ReturnType<typeof findHeadquarters>>;
  readonly party: NonNullable<Awaited<ReturnType<typeof findAgreementParty>>>;
  readonly grantWon: number;
  readonly tranches: readonly PlannedTranche[];
  readonly conditions: AgreementContent['conditions'];
  readonly tasks: Awaited<ReturnType<typeof listAgreedTasks>>;
  readonly kpis: Awaited<ReturnType<typeof listAgreedKpis>>;
  readonly settings: ProgrammeSettings;
}

function contentOf(input: AgreementDraftInput, facts: Facts): AgreementContent {
  const { settings } = facts;
  return {
    number: null,
    receiptNumber: facts.receiptNumber,
    headquarters: { name: facts.headquarters?.name ?? '-', representative: facts.headquarters?.representative ?? '-', businessNumber: facts.headquarters?.businessNumber ?? null },
    firm: { name: facts.party.name, representative: facts.party.representative ?? '-', businessNumber: facts.party.businessNumber, address: facts.party.address },
    grantWon: facts.grantWon,
    ownShareWon: input.lines.reduce((sum, line) => sum + line.ownShareWon, 0),
    startsOn: input.startsOn,
    endsOn: input.endsOn,
    budget: input.lines.map((line) => ({ category: line.category, title: line.title.trim(), basis: line.basis.trim(), proof: line.proof.trim(), grantWon: line.amountWon, ownShareWon: line.ownShareWon, planTaskId: line.planTaskId })),
    tasks: facts.tasks.map((task) => ({ title: task.title, from: task.startMonth, to: task.endMonth, output: task.expectedEffect })),
    kpis: facts.kpis.map(({ name, unit, baseline, target }) => ({ name, unit, baseline, target })),
    conditions: facts.conditions.map(({ text, owner, dueOn }) => ({ text, owner, dueOn })),
    tranches: facts.tranches,
    terms: {
      advancePercent: settings.advanceCapPercent,
      changeDays: settings.changeBeforeEndDays,
      causeDays: settings.changeWithinCauseDays,
      settlementDays: settings.settlementDueDays,
      retentionYears: settings.retentionYears,
      appealDays: settings.appealDays,
    },
  };
}

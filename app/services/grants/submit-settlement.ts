import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError, type FieldErrors } from '#app/domain/errors.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { canMoveSettlement, canPrepareSettlement } from '#app/domain/grants/settlement-policy.ts';
import type { Settlement } from '#app/domain/grants/settlement-record.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { storeDocument } from '#app/services/documents/store-document.ts';
import { matchLines } from '#app/services/grants/match-lines.ts';
import { agreementOf, openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { systemContext } from '#app/services/notices/system-context.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { deleteSettlementLine, findSettlement, insertClaimedLine, insertSettlementLine, listClaimedLines, listSettlementLines, patchSettlement, patchSettlementLine } from '#db/queries/settlements.ts';
import { listCaseBudget } from '#db/queries/outcome-case.ts';
import { asWorker, withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

export interface LineInput {
  readonly applicationId: string;
  readonly budgetLineId: string | null;
  readonly title: string;
  readonly supplierName: string;
  readonly invoiceNumber: string;
  readonly proofOn: string;
  readonly amountWon: number;
  readonly ownShareWon: number;
}

/** The settlement of an opened case. Throws AppError not_found when there is none. */
export async function getSettlement(tx: ActorTx, applicationId: string): Promise<Settlement> {
  const settlement = await findSettlement(tx, applicationId);
  if (!settlement) throw new AppError('not_found');
  return settlement;
}

async function openForEntry(tx: ActorTx, ctx: Context, applicationId: string): Promise<OpenOutcomeCase & { settlement: Settlement }> {
  const open = await openOutcomeCase(tx, ctx, applicationId);
  const settlement = await getSettlement(tx, applicationId);
  assertAllowed(canPrepareSettlement(ctx.actor, { ...open.subject, state: settlement.state }));
  if (settlement.state !== 'opened') throw new AppError('not_your_turn');
  return { ...open, settlement };
}

/**
 * Adds one invoice with its files (invoice and transfer slip). Amounts without VAT in won.
 * Throws AppError invalid_input (day outside the agreement, own share above the amount, unknown budget line), file_refused, not_your_turn.
 */
export async function addSettlementLine(ctx: Context, input: LineInput, files: readonly Received[] = []): Promise<void> {
  const { firmId } = ctx.actor;
  await withActor(ctx, async (tx) => {
    const { head } = await openForEntry(tx, ctx, input.applicationId);
    await checkLine(tx, head.agreement, input);
  });
  const documentIds: string[] = [];
  for (const received of files) {
    documentIds.push((await storeDocument(ctx, received, { kind: 'settlement_proof', firmId, applicationId: input.applicationId }, { field: 'files' })).documentId);
  }
  await withActor(
    ctx,
    async (tx) => {
      const { head, settlement } = await openForEntry(tx, ctx, input.applicationId);
      await checkLine(tx, head.agreement, input);
      const id = uuidv7(ctx.now);
      await insertSettlementLine(tx, { ...input, id, settlementId: settlement.id, applicationId: head.id, firmId: head.firmId, documentIds });
      await recordEvent(tx, ctx, { subjectType: 'settlement', subjectId: settlement.id, applicationId: head.id, firmId: head.firmId, action: 'add_line', payload: { lineId: id, amountWon: input.amountWon } });
    },
    { operation: 'grants.add-settlement-line', content: input },
  );
}

async function checkLine(tx: ActorTx, agreement: OpenOutcomeCase['head']['agreement'], input: LineInput): Promise<void> {
  const fields: FieldErrors = {};
  if (!agreement) throw new AppError('transition_not_allowed');
  if (input.proofOn < agreement.startsOn || input.proofOn > agreement.endsOn) fields['proofOn'] = ['settlements.line.outside_period'];
  if (input.amountWon <= 0) fields['amountWon'] = ['errors.field.required'];
  if (input.ownShareWon > input.amountWon) fields['ownShareWon'] = ['settlements.line.own_above'];
  if (input.budgetLineId && !(await listCaseBudget(tx, agreement.id)).some((line) => line.id === input.budgetLineId)) fields['budgetLineId'] = ['errors.field.choose'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
}

/** Removes a line before the settlement is sent. Throws AppError not_found, not_your_turn. */
export async function removeSettlementLine(ctx: Context, input: { applicationId: string; lineId: string }): Promise<void> {
  await withActor(ctx, async (tx) => {
    const { head, settlement } = await openForEntry(tx, ctx, input.applicationId);
    if (!(await deleteSettlementLine(tx, settlement.id, input.lineId))) throw new AppError('not_found');
    await recordEvent(tx, ctx, { subjectType: 'settlement', subjectId: settlement.id, applicationId: head.id, firmId: head.firmId, action: 'remove_line', payload: { lineId: input.lineId } });
  });
}

/** Brings the lines of the firm's payment requests into the settlement, each once. Returns how many came. */
export async function importClaimedLines(ctx: Context, input: { applicationId: string }): Promise<{ added: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const { head, settlement } = await openForEntry(tx, ctx, input.applicationId);
      const lines = await listClaimedLines(tx, agreementOf(head).id, settlement.id);
      for (const line of lines) await insertClaimedLine(tx, settlement, line, uuidv7(ctx.now));
      if (lines.length > 0) await recordEvent(tx, ctx, { subjectType: 'settlement', subjectId: settlement.id, applicationId: head.id, firmId: head.firmId, action: 'import_lines', payload: { count: lines.length } });
      return { added: lines.length };
    },
    { operation: 'grants.import-settlement-lines', content: input },
  );
}

/** What of the paid grant was not spent, in won: paid minus the grant's part of the cost. */
export function unspentWon(paidWon: number, lines: readonly { amountWon: number; ownShareWon: number }[]): number {
  return Math.max(0, paidWon - lines.reduce((sum, line) => sum + line.amountWon - line.ownShareWon, 0));
}

/**
 * Sends the settlement, signed by the representative: every line with invoice number, day and file, the interest the grant earned, and the
 * unspent rest confirmed. Then the lines are matched. Throws AppError invalid_input with the gaps, not_your_turn, transition_not_allowed.
 */
export async function submitSettlement(ctx: Context, input: { applicationId: string; interestWon: number; unspentWon: number }): Promise<void> {
  const id = await withActor(
    ctx,
    async (tx) => {
      const { head, rules, subject } = await openOutcomeCase(tx, ctx, input.applicationId);
      const settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'submit'));
      const agreement = agreementOf(head);
      const lines = await listSettlementLines(tx, settlement.id);
      const fields: FieldErrors = {};
      const weak = lines.filter((line) => !line.invoiceNumber || !line.proofOn || line.files.length === 0).length;
      if (weak > 0) fields['lines'] = [`settlements.line.proof_missing`];
      if (lines.length === 0 && agreement.paidWon - agreement.returnedWon > 0 && input.unspentWon !== agreement.paidWon) fields['lines'] = ['settlements.line.none'];
      const rest = unspentWon(agreement.paidWon, lines);
      if (input.unspentWon !== rest) fields['unspentWon'] = ['settlements.submit.unspent_differs'];
      if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
      const spent = lines.reduce((sum, line) => sum + line.amountWon, 0);
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'submit', applicationId: head.id, firmId: head.firmId, payload: { lines: lines.length, spentWon: spent, unspentWon: rest, interestWon: input.interestWon } });
      await patchSettlement(tx, settlement.id, {
        spent_won: spent, own_share_won: lines.reduce((sum, line) => sum + line.ownShareWon, 0), interest_won: input.interestWon, submitted_by: userIdOf(ctx), submitted_at: ctx.now,
      });
      const dueOn = deadlineAfterWorkingDays(toSeoulDate(ctx.now), rules.settings.promises.settlementReview, rules.holidays).dueOn;
      await tellCase(tx, ctx, head, { kind: 'settlement_submitted', to: ['officers'], values: { dueOn }, paths: { officer: paths.officerSettlement(head.id) }, subjectType: 'settlement', subjectId: settlement.id });
      return settlement.id;
    },
    { operation: 'grants.submit-settlement', content: input },
  );
  // The scores are not the firm's to write: the matching is a step of the system, and the review starts it again if it did not happen.
  await asWorker((tx) => matchSettlement(tx, systemContext(ctx.now, ctx.requestId), { applicationId: input.applicationId, settlementId: id }), ctx.requestId);
}

/** Scores the lines of a sent settlement and hands it to the review; does nothing in another state. For use inside another use-case. */
export async function matchSettlement(tx: ActorTx, ctx: Context, ids: { applicationId: string; settlementId: string }): Promise<void> {
  const { head } = await openOutcomeCase(tx, ctx, ids.applicationId);
  const settlement = await getSettlement(tx, ids.applicationId);
  if (settlement.state !== 'submitted') return;
  const agreement = agreementOf(head);
  const lines = await listSettlementLines(tx, settlement.id);
  const scores = matchLines(lines.map((line) => ({ ...line, fileCount: line.files.length })), agreement);
  for (const [id, score] of scores) await patchSettlementLine(tx, settlement.id, id, { match_score: score });
  await moveState(tx, asSystem(ctx), settlementMachine, { id: settlement.id, transition: 'match', applicationId: head.id, firmId: head.firmId, payload: { scores: [...scores.values()] } });
}

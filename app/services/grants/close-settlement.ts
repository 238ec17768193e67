import { createHash, randomBytes } from 'node:crypto';
import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { addMonths } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { findFileKind } from '#app/domain/documents/file-kind.ts';
import { AppError } from '#app/domain/errors.ts';
import { interestLines, refundLines } from '#app/domain/grants/ledger.ts';
import { recoveryMachine } from '#app/domain/grants/recovery-machine.ts';
import { settlementMachine } from '#app/domain/grants/settlement-machine.ts';
import { canMoveSettlement } from '#app/domain/grants/settlement-policy.ts';
import type { Settlement } from '#app/domain/grants/settlement-record.ts';
import { paths } from '#app/http/paths.ts';
import { getT } from '#app/i18n/catalogue.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { renderSettlementPdf } from '#app/services/documents/pdf/settlement.tsx';
import { addDocument, keepFile } from '#app/services/documents/store-document.ts';
import { incomingFolder } from '#app/services/documents/storage.ts';
import { openMembership } from '#app/services/firms/start-membership.ts';
import { postTransfer } from '#app/services/grants/post-transfer.ts';
import { completeAgreement } from '#app/services/grants/complete-agreement.ts';
import { bookFinalResult, bookSettled, fundsOf, linesFromPaid } from '#app/services/grants/settlement-postings.ts';
import { getSettlement } from '#app/services/grants/submit-settlement.ts';
import { agreementOf, openOutcomeCase, tellCase, type OpenOutcomeCase } from '#app/services/outcomes/outcome-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listCaseBudget } from '#db/queries/outcome-case.ts';
import { findRecovery, patchRecovery } from '#db/queries/recoveries.ts';
import { takeBudget } from '#db/queries/grants.ts';
import { addReturned, listFirmPools, sumFirmBalances } from '#db/queries/settlement-ledger.ts';
import { listSettlementLines, patchSettlement } from '#db/queries/settlements.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * Records money the firm gave back: the grant's part returns to the programme year, interest comes from outside. Finance only.
 * Throws AppError invalid_input above what is still owed, not_your_turn, not_allowed, transition_not_allowed.
 */
export async function recordRefund(ctx: Context, input: { applicationId: string; amountWon: number; receivedOn: string; reference: string }): Promise<{ restWon: number }> {
  return withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head } = open;
      if (ctx.actor.duty !== 'finance_officer') throw new AppError('not_allowed');
      const settlement = await getSettlement(tx, head.id);
      if (settlement.state !== 'refund_due') throw new AppError('transition_not_allowed');
      const owed = settlement.refundWon - settlement.refundedWon;
      if (input.amountWon <= 0 || input.amountWon > owed) throw new AppError('invalid_input', { fields: { amountWon: ['settlements.refund.above_owed'] } });
      if (input.receivedOn > toSeoulDate(ctx.now)) throw new AppError('invalid_input', { fields: { receivedOn: ['settlements.refund.future'] } });
      const recovery = await findRecovery(tx, head.id);
      if (recovery && recovery.settlementId !== settlement.id && !['paid', 'dismissed', 'decided_warn'].includes(recovery.state)) throw new AppError('conflict', { fields: { '': ['errors.conflict.recovery_settles'] } });
      const grantOwed = settlement.refundWon - settlement.interestWon;
      const principal = Math.min(input.amountWon, Math.max(0, grantOwed - settlement.refundedWon));
      const interest = input.amountWon - principal;
      const [firstPool = null] = await listFirmPools(tx, fundsOf(open));
      const pool = { programmeYearId: head.programmeYearId, organisationId: firstPool };
      await postTransfer(tx, ctx, {
        kind: 'return', key: `settlement:${settlement.id}:refund:${settlement.refundedWon}`, programmeYearId: head.programmeYearId, agreementId: agreementOf(head).id, memo: input.reference.trim(),
        lines: [...(principal > 0 ? await linesFromPaid(tx, open, principal, refundLines) : []), ...(interest > 0 ? interestLines(pool, interest) : [])],
      });
      if (principal > 0) {
        if (!(await addReturned(tx, agreementOf(head).id, principal))) throw new AppError('limit_exceeded');
        if (!(await takeBudget(tx, head.programmeYearId, -principal))) throw new AppError('conflict');
      }
      await patchSettlement(tx, settlement.id, { refunded_won: settlement.refundedWon + input.amountWon });
      await recordEvent(tx, ctx, {
        subjectType: 'settlement', subjectId: settlement.id, applicationId: head.id, firmId: head.firmId, action: 'record_refund',
        payload: { amountWon: input.amountWon, principalWon: principal, interestWon: interest, receivedOn: input.receivedOn, reference: input.reference.trim() },
      });
      const restWon = owed - input.amountWon;
      if (recovery && recovery.settlementId === settlement.id && (recovery.state === 'demanded' || recovery.state === 'instalments' || recovery.state === 'overdue')) {
        await patchRecovery(tx, recovery.id, { paid_won: recovery.paidWon + input.amountWon, ...(restWon === 0 ? { closed_at: ctx.now } : {}) });
        if (restWon === 0) await moveState(tx, ctx, recoveryMachine, { id: recovery.id, transition: 'record_paid', applicationId: head.id, firmId: head.firmId, payload: { amountWon: input.amountWon } });
      }
      await tellCase(tx, ctx, head, { kind: 'refund_received', to: ['firm', 'officers'], values: { amount: input.amountWon }, paths: { firm: paths.firmSettlement(), officer: paths.officerSettlement(head.id) }, subjectType: 'settlement', subjectId: settlement.id });
      return { restWon };
    },
    { operation: 'grants.record-refund', content: input },
  );
}

/** Whether the ledger of a case is even: nothing committed, nothing with the firm, nothing demanded. */
export async function isLedgerEven(tx: ActorTx, open: Pick<OpenOutcomeCase, 'head'>): Promise<boolean> {
  return (await sumFirmBalances(tx, { ...fundsOf(open), kinds: ['firm_grant', 'firm_paid', 'clawback'] })) === 0;
}

/**
 * Closes a final settlement whose ledger is zero, stores the certificate, and offers the follow-up. Finance only.
 * Throws AppError incomplete while money is open (a refund, a last payment, a recovery), not_your_turn, not_allowed.
 */
export async function closeSettlement(ctx: Context, input: { applicationId: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const open = await openOutcomeCase(tx, ctx, input.applicationId);
      const { head, subject } = open;
      let settlement = await getSettlement(tx, head.id);
      assertAllowed(canMoveSettlement(ctx.actor, { ...subject, state: settlement.state }, 'close'));
      if (settlement.state === 'final' && settlement.finalAt === null) {
        await patchSettlement(tx, settlement.id, { final_at: ctx.now });
        await bookFinalResult(tx, ctx, open);
        settlement = await getSettlement(tx, head.id);
      }
      await bookSettled(tx, ctx, open, settlement);
      if (settlement.refundedWon < settlement.refundWon || !(await isLedgerEven(tx, open))) throw new AppError('incomplete', { fields: { '': ['settlements.close.money_open'] } });
      await moveState(tx, ctx, settlementMachine, { id: settlement.id, transition: 'close', applicationId: head.id, firmId: head.firmId });
      const certificate = await drawCertificate(tx, ctx, open, settlement);
      await patchSettlement(tx, settlement.id, { closed_at: ctx.now, certificate_document_id: certificate });
      if (head.agreement?.state === 'in_force' || head.agreement?.state === 'completed') await openMembership(tx, ctx, open);
      await completeAgreement(tx, asSystem(ctx), open);
      await tellCase(tx, ctx, head, {
        kind: 'settlement_closed', to: ['firm', 'officers', 'consultant', 'parent'], values: { dueOn: addMonths(toSeoulDate(ctx.now), open.rules.settings.retentionYears * 12) }, paths: { firm: paths.firmSettlement() },
        subjectType: 'settlement', subjectId: settlement.id,
      });
    },
    { operation: 'grants.close-settlement', content: input },
  );
}

async function drawCertificate(tx: ActorTx, ctx: Context, open: OpenOutcomeCase, settlement: Settlement): Promise<string> {
  const { head } = open;
  const agreement = agreementOf(head);
  const locale = 'ko';
  const t = getT(locale);
  const lines = await listSettlementLines(tx, settlement.id);
  const budget = await listCaseBudget(tx, agreement.id);
  const names = budget.length > 0 ? budget : [];
  const rows = names.map((line) => {
    const mine = lines.filter((entry) => entry.budgetLineId === line.id);
    const reasons = [...new Set(mine.flatMap((entry) => (entry.code ? [t(`settlements.code.${entry.code}`)] : [])))];
    return {
      name: line.title, agreedWon: line.amountWon + line.ownShareWon, spentWon: mine.reduce((sum, entry) => sum + entry.amountWon, 0),
      allowedWon: mine.reduce((sum, entry) => sum + (entry.allowedWon ?? 0), 0), reason: reasons.length > 0 ? reasons.join(', ') : null,
    };
  });
  const other = lines.filter((entry) => !names.some((line) => line.id === entry.budgetLineId));
  if (other.length > 0) {
    rows.push({
      name: t('settlements.line.other'), agreedWon: 0, spentWon: other.reduce((sum, entry) => sum + entry.amountWon, 0), allowedWon: other.reduce((sum, entry) => sum + (entry.allowedWon ?? 0), 0), reason: null,
    });
  }
  const pdf = await renderSettlementPdf({
    locale,
    number: head.receiptNumber ?? head.id,
    issuedAt: ctx.now,
    hash: null,
    firmName: head.firmName,
    businessNumber: head.businessNumber,
    agreementNumber: agreement.number ?? '',
    period: { from: agreement.startsOn, to: agreement.endsOn },
    settledOn: toSeoulDate(ctx.now),
    lines: rows,
    grant: { agreedWon: agreement.amountWon, paidWon: agreement.paidWon, allowedWon: settlement.allowedWon ?? 0, interestWon: settlement.interestWon, returnedWon: settlement.refundedWon, balanceWon: 0 },
    ownShare: { agreedWon: agreement.ownShareWon, paidWon: settlement.ownShareWon ?? 0 },
    signer: { organisation: t('settlements.certificate.organisation'), title: t('settlements.certificate.signer'), name: ctx.actor.name },
  });
  const bytes = Buffer.from(pdf);
  const fileName = `settlement-${head.receiptNumber ?? head.id}.pdf`;
  const kind = findFileKind(fileName);
  if (!kind) throw new Error('PDF is not a kind of file.');
  await mkdir(incomingFolder(), { recursive: true });
  const path = join(incomingFolder(), randomBytes(16).toString('hex'));
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
  const stored = await keepFile({ path, fileName, kind, byteSize: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
  return addDocument(tx, ctx, stored, { kind: 'settlement_certificate', firmId: head.firmId, applicationId: head.id, use: { subjectType: 'settlement', subjectId: settlement.id, purpose: 'certificate' } });
}

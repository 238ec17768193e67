import type { Context } from '#app/domain/accounts/context.ts';
import { addMonths } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { firmMachine } from '#app/domain/firms/firm-machine.ts';
import { canMoveFirm } from '#app/domain/firms/firm-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { hasOpenAgreement } from '#db/queries/firm-register.ts';
import { setFirmVerified } from '#db/queries/firms.ts';
import { withActor } from '#db/transaction.ts';
import { openFirm, tellFirm } from './firm-subject.ts';

/** A paper about the registration counts for so many months after its issue. */
const DOCUMENT_MONTHS = 3;

export interface DocumentProof {
  readonly firmId: string;
  /** What was seen: which paper, where it was checked. */
  readonly note: string;
  /** Day on which the paper was issued. */
  readonly issuedOn: string;
}

/**
 * Confirms a registration by a paper that an officer has seen, because the registry did not. Throws AppError not_found,
 * not_allowed, transition_not_allowed, or invalid_input beside `issuedOn` for a paper older than three months or of a
 * day to come.
 */
export async function verifyFirmByDocument(ctx: Context, input: DocumentProof): Promise<void> {
  const today = toSeoulDate(ctx.now);
  if (input.issuedOn > today) throw new AppError('invalid_input', { fields: { issuedOn: ['firms.office.issued_later'] } });
  if (addMonths(input.issuedOn, DOCUMENT_MONTHS) < today) throw new AppError('invalid_input', { fields: { issuedOn: ['firms.office.issued_too_early'] } });
  await withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openFirm(tx, input.firmId);
      assertAllowed(canMoveFirm(ctx.actor, subject, 'verify_by_document'));
      await moveState(tx, ctx, firmMachine, { id: firm.id, transition: 'verify_by_document', reason: input.note.trim(), firmId: firm.id, payload: { issuedOn: input.issuedOn } });
      await setFirmVerified(tx, firm.id, ctx.now);
      await tellFirm(tx, ctx, firm, 'firm_verified', {}, false);
    },
    { operation: 'firms.verify', content: input },
  );
}

/** Refuses a registration that could not be confirmed; its number is free again. Throws AppError not_found, not_your_turn, reason_required, or invalid_input while an agreement runs. */
export async function refuseFirm(ctx: Context, input: { firmId: string; reason: string }): Promise<void> {
  await withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openFirm(tx, input.firmId);
      assertAllowed(canMoveFirm(ctx.actor, subject, 'refuse'));
      // A firm that was in use is flagged in the night too: its agreement ends by a decision of its own.
      if (await hasOpenAgreement(tx, firm.id)) throw new AppError('invalid_input', { fields: { '': ['firms.office.agreement_open'] } });
      await moveState(tx, ctx, firmMachine, { id: firm.id, transition: 'refuse', reason: input.reason, firmId: firm.id });
      await tellFirm(tx, ctx, firm, 'firm_refused', { reason: input.reason.trim() }, true);
    },
    { operation: 'firms.refuse', content: input },
  );
}

/** The representative of a firm that an officer confirmed declares the authority to act for it. Throws AppError not_allowed, transition_not_allowed. */
export async function proveAuthority(ctx: Context): Promise<void> {
  const { firmId } = ctx.actor;
  if (!firmId) throw new AppError('not_allowed');
  await withActor(
    ctx,
    async (tx) => {
      const { firm, subject } = await openFirm(tx, firmId);
      assertAllowed(canMoveFirm(ctx.actor, subject, 'prove_authority'));
      await moveState(tx, ctx, firmMachine, { id: firm.id, transition: 'prove_authority', firmId });
    },
    { operation: 'firms.prove-authority', content: {} },
  );
}

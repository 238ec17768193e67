import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canEditChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { rivalsOf } from '#app/domain/grants/change-kinds.ts';
import { sizeOfChange } from '#app/domain/grants/change-rules.ts';
import { currentValues, wantedValues, type ChangeValues, type ChangeWish } from '#app/domain/grants/change-values.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import type { Received } from '#app/services/documents/receive-file.ts';
import { storeDocument } from '#app/services/documents/store-document.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findNewestBankAccount, insertBankAccount } from '#db/queries/bank-accounts.ts';
import { hasOpenChange, patchChange } from '#db/queries/change-requests.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { readAccount } from './bank-account.ts';
import { getChangeCase, itemOf, type ChangeCase } from './change-case.ts';

export interface ChangeInput {
  readonly id: string;
  readonly wish: Omit<ChangeWish, 'bank'>;
  readonly causeOn: string | null;
  readonly reason: string;
  /** A new account as typed; null leaves the proposed one. */
  readonly account: { readonly bankCode: string; readonly holder: string; readonly number: string } | null;
}

/**
 * Saves what the firm wrote, while the request is a draft or was queried. It is measured against the current version of the
 * agreement, so that a request which fell behind is brought up to it. Only fields of the kind are taken. Throws invalid_input.
 */
export async function saveChange(ctx: Context, input: ChangeInput): Promise<null> {
  return withActor(ctx, async (tx) => {
    const opened = await getChangeCase(tx, ctx, input.id, true);
    const { change, facts, current, agreement, settings } = opened;
    assertAllowed(canEditChangeRequest(ctx.actor, opened.asChange));
    const item = input.wish.subjectId ?? itemOf(change.after);
    const before = currentValues(change.kind, item, facts);
    const after = wantedValues(before, { ...input.wish, fields: ownFields(input.wish, change.after, item), bank: await bankFor(tx, ctx, opened, input) });
    const kind = sizeOfChange(change.kind, after, facts, settings);
    if (kind !== change.kind && (await hasOpenChange(tx, agreement.id, rivalsOf(kind), change.id))) throw new AppError('conflict', { fields: { '': ['changes.refused.kind_open'] } });
    await patchChange(tx, change.id, { kind, before, after, baseVersion: current.number, reason: input.reason.trim(), causeOn: input.causeOn });
    await recordEvent(tx, ctx, { machine: 'change_request', subjectType: 'change_request', subjectId: change.id, applicationId: change.applicationId, firmId: change.firmId, action: 'save', payload: { kind, baseVersion: current.number } });
    return null;
  });
}

/** When another item is chosen, fields that still hold the words of the earlier one are not meant for it. */
function ownFields(wish: ChangeInput['wish'], saved: ChangeValues, item: string | null): ChangeWish['fields'] {
  if (itemOf(saved) === item) return wish.fields;
  return Object.fromEntries(Object.entries(wish.fields).filter(([key, typed]) => String(saved[key] ?? '') !== typed?.trim()));
}

async function bankFor(tx: ActorTx, ctx: Context, { change, head }: ChangeCase, input: ChangeInput): Promise<NonNullable<ChangeWish['bank']> | null> {
  if (change.kind !== 'bank_account') return null;
  if (!input.account) {
    const { bankAccountId, bankName, lastDigits, holder } = change.after;
    return bankAccountId ? { bankAccountId: String(bankAccountId), bankName: String(bankName), lastDigits: String(lastDigits), holder: String(holder) } : null;
  }
  const { row } = readAccount(input.account);
  const id = uuidv7(ctx.now);
  const replaced = await findNewestBankAccount(tx, head.firmId);
  await insertBankAccount(tx, { ...row, id, firmId: head.firmId, documentId: null, enteredBy: userIdOf(ctx), enteredAt: ctx.now, replacesId: replaced?.id ?? null, isProposed: true });
  await recordEvent(tx, ctx, { subjectType: 'bank_account', subjectId: id, action: 'propose', applicationId: head.id, firmId: head.firmId, payload: { bankCode: row.bankCode, lastDigits: row.lastDigits, changeRequestId: change.id } });
  return { bankAccountId: id, bankName: row.bankName, lastDigits: row.lastDigits, holder: row.holder };
}

/** Adds one file as proof, while the firm has the turn. Throws file_refused. */
export async function addChangeProof(ctx: Context, input: { id: string; received: Received }): Promise<{ documentId: string }> {
  const change = await withActor(ctx, async (tx) => {
    const opened = await getChangeCase(tx, ctx, input.id);
    assertAllowed(canEditChangeRequest(ctx.actor, opened.asChange));
    return opened.change;
  });
  return storeDocument(ctx, input.received, { kind: 'change_request', firmId: change.firmId, applicationId: change.applicationId, use: { subjectType: 'change_request', subjectId: change.id, purpose: 'proof' } }, { field: 'proof' });
}

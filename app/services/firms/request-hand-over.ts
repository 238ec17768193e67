import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canRequestHandOver } from '#app/domain/firms/hand-over-policy.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed, userIdOf } from '#app/services/applications/open-case.ts';
import { dropReceived, type Received } from '#app/services/documents/receive-file.ts';
import { removeFile } from '#app/services/documents/storage.ts';
import { acceptFile, addDocument, fileOperation, keepFile } from '#app/services/documents/store-document.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { listMemberRows } from '#db/queries/firm-members.ts';
import { listOfficerRecipients } from '#db/queries/recipients.ts';
import { findLastHandOver, insertHandOver, type HandOverRow } from '#db/queries/representative-changes.ts';
import { withActor } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { openMemberFirm } from './member-firm.ts';

export interface HandOverAsking {
  readonly newName: string;
  readonly newEmail: string;
  readonly reason: string;
}

/**
 * Asks for another representative, with the paper that proves the change (register extract, licence). Nothing changes
 * until an officer has checked it. Throws not_allowed, file_refused beside `file`, conflict while a request is open or
 * for the representative's own address.
 */
export async function requestHandOver(ctx: Context, input: HandOverAsking, received: Received): Promise<{ changeId: string }> {
  const file = acceptFile(received, 'file');
  const stored = await keepFile(file);
  let wrote = false;
  try {
    const result = await withActor(
      ctx,
      async (tx) => {
        const { firm, subject } = await openMemberFirm(tx, ctx);
        assertAllowed(canRequestHandOver(ctx.actor, subject));
        const old = (await listMemberRows(tx, firm.id)).find(({ duty }) => duty === 'representative');
        if (old?.email === input.newEmail) throw new AppError('conflict', { fields: { newEmail: ['members.hand_over.same_person'] } });
        const id = uuidv7(ctx.now);
        const documentId = await addDocument(tx, ctx, stored, { kind: 'representative_change', firmId: firm.id, applicationId: null, use: { subjectType: 'representative_change', subjectId: id, purpose: 'proof' } }, 'file');
        await insertHandOver(tx, { id, firmId: firm.id, oldUserId: old?.userId ?? null, ...input, documentId, requestedBy: userIdOf(ctx), at: ctx.now });
        await recordEvent(tx, ctx, { subjectType: 'representative_change', subjectId: id, firmId: firm.id, action: 'request', to: 'requested', reason: input.reason });
        const shared = { values: { firmName: firm.name, personName: input.newName, reason: input.reason }, subjectType: 'representative_change', subjectId: id, firmId: firm.id };
        await notify(tx, ctx, { ...shared, kind: 'hand_over_asked', recipients: await listOfficerRecipients(tx, ['officer']), path: paths.officerHandOvers() });
        // Whoever loses the duty learns of it before an officer decides.
        if (old && old.userId !== ctx.actor.userId) await notify(tx, ctx, { ...shared, kind: 'hand_over_notice', recipients: [{ userId: old.userId, email: old.email, name: old.name, locale: ctx.actor.locale }], path: paths.firmHandOver() });
        wrote = true;
        return { changeId: id };
      },
      fileOperation('firms.request-hand-over', stored, input),
    );
    if (!wrote) await removeFile(stored.storageKey);
    return result;
  } catch (error) {
    await removeFile(stored.storageKey);
    await dropReceived(received);
    if ((error as { constraint?: string }).constraint === 'representative_change_open') throw new AppError('conflict', { fields: { '': ['members.hand_over.open_already'] } });
    throw error;
  }
}

export interface HandOverPage {
  readonly firmName: string;
  readonly representativeName: string | null;
  readonly canRequest: boolean;
  /** The last request; an open one leaves no room for another. */
  readonly last: Pick<HandOverRow, 'newName' | 'newEmail' | 'status' | 'reason' | 'requestedAt' | 'decidedAt' | 'documentId'> | null;
}

/** What the firm sees of its change of representative. Throws not_allowed, not_found. */
export async function getHandOverPage(ctx: Context): Promise<HandOverPage> {
  return withActor(ctx, async (tx) => {
    const { firm, subject } = await openMemberFirm(tx, ctx);
    const representative = (await listMemberRows(tx, firm.id)).find(({ duty }) => duty === 'representative');
    const last = await findLastHandOver(tx, firm.id);
    const isOpen = last?.status === 'requested' || last?.status === 'document_checked';
    return {
      firmName: firm.name,
      representativeName: representative?.name ?? null,
      canRequest: !isOpen && canRequestHandOver(ctx.actor, subject).allowed,
      last: last ? { newName: last.newName, newEmail: last.newEmail, status: last.status, reason: last.reason, requestedAt: last.requestedAt, decidedAt: last.decidedAt, documentId: last.documentId } : null,
    };
  });
}

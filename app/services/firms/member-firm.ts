import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import type { FirmSubject } from '#app/domain/firms/firm-policy.ts';
import { firmIdOf } from '#app/services/applications/firm-draft.ts';
import { findFirmHead, type FirmHead } from '#db/queries/firm-members.ts';
import type { ActorTx } from '#db/transaction.ts';

/** The firm whose people the actor looks after. Throws not_allowed for people of no firm, not_found for an unknown one. */
export async function openMemberFirm(tx: ActorTx, ctx: Context): Promise<{ firm: FirmHead; subject: FirmSubject }> {
  const firm = await findFirmHead(tx, firmIdOf(ctx));
  if (!firm) throw new AppError('not_found');
  return { firm, subject: { firmId: firm.id, state: firm.state } };
}

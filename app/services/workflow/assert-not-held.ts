import { AppError } from '#app/domain/errors.ts';
import type { HoldScope } from '#app/domain/workflow/hold-machine.ts';
import { listHeldScopes } from '#db/queries/holds.ts';
import type { ActorTx } from '#db/transaction.ts';

/** Throws AppError held while this scope (or everything) of the firm or the case is on hold. */
export async function assertNotHeld(tx: ActorTx, subject: { firmId: string; applicationId?: string | null }, scope: HoldScope): Promise<void> {
  const held = await listHeldScopes(tx, subject);
  if (held.includes(scope) || held.includes('all')) throw new AppError('held');
}

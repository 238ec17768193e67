import { AppError } from '#app/domain/errors.ts';
import type { HoldScope } from '#app/domain/workflow/hold-machine.ts';
import { isNotHeld } from '#app/domain/workflow/hold-policy.ts';
import { listHeldScopes } from '#db/queries/holds.ts';
import type { ActorTx } from '#db/transaction.ts';

interface HeldSubject {
  readonly firmId: string;
  readonly applicationId?: string | null;
}

/** Throws AppError held, with what is stopped in words, while this scope (or everything) of the firm or the case is on hold. */
export async function assertNotHeld(tx: ActorTx, subject: HeldSubject, scope: HoldScope): Promise<void> {
  if (await isHeld(tx, subject, scope)) throw heldError(scope);
}

/** True while this scope (or everything) of the firm or the case is on hold; for pages that show the reason instead of a button. */
export async function isHeld(tx: ActorTx, subject: HeldSubject, scope: HoldScope): Promise<boolean> {
  return !isNotHeld(await listHeldScopes(tx, subject), scope).allowed;
}

/** The refusal for a scope on hold; its text `errors.held.<scope>` says what is stopped and where the reason stands. */
export function heldError(scope: HoldScope): AppError {
  return new AppError('held', { fields: { '': [`errors.held.${scope}`] } });
}

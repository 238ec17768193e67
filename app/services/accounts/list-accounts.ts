import type { Duty } from '#app/domain/accounts/actor.ts';
import { canListAccounts } from '#app/domain/accounts/account-policy.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { readPlace, writePlace } from '#app/services/workflow/name-place.ts';
import { listAccountRows, type AccountRow } from '#db/queries/account-list.ts';
import { withActor } from '#db/transaction.ts';

const PAGE = 30;

/** A page of accounts by name. `after` is the opaque place the page before gave. Throws not_allowed, invalid_input. */
export async function listAccounts(ctx: Context, input: { search?: string | undefined; duty?: Duty | undefined; after?: string | undefined }): Promise<{ accounts: AccountRow[]; next: string | null }> {
  if (!canListAccounts(ctx.actor).allowed) throw new AppError('not_allowed');
  const rows = await withActor(ctx, (tx) => listAccountRows(tx, { search: input.search?.trim() || null, duty: input.duty ?? null, after: readPlace(input.after), limit: PAGE + 1 }));
  const accounts = rows.slice(0, PAGE);
  const last = accounts.at(-1);
  return { accounts, next: rows.length > PAGE && last ? writePlace(last) : null };
}

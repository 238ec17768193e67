import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { canReadFirmRegister } from '#app/domain/firms/firm-policy.ts';
import { readPlace, writePlace } from '#app/services/workflow/name-place.ts';
import { countFirmViews, listFirmLines, type FirmLine, type FirmView } from '#db/queries/firm-register.ts';
import { withActor } from '#db/transaction.ts';

const PAGE = 30;
const COUNT_CAP = 1_000;

export interface FirmRegister {
  readonly firms: readonly FirmLine[];
  readonly counts: { readonly attention: number; readonly restricted: number };
  readonly next: string | null;
}

/** A page of the register of firms by name. `after` is the opaque place the page before gave. Throws not_allowed, invalid_input. */
export async function listFirms(ctx: Context, input: { view: FirmView; search?: string | undefined; after?: string | undefined }): Promise<FirmRegister> {
  if (!canReadFirmRegister(ctx.actor).allowed) throw new AppError('not_allowed');
  const after = readPlace(input.after);
  return withActor(ctx, async (tx) => {
    const rows = await listFirmLines(tx, { view: input.view, search: input.search?.trim() || null, after, limit: PAGE + 1 });
    const firms = rows.slice(0, PAGE);
    const last = firms.at(-1);
    return { firms, counts: await countFirmViews(tx, COUNT_CAP), next: rows.length > PAGE && last ? writePlace(last) : null };
  });
}

import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { listContributions, listContributors, listMoneyYears } from '#db/queries/contributions.ts';
import { findYearMoney } from '#db/queries/grants.ts';
import { listLedgerFirms, listStatementAccounts, listStatementLines, sumLedgerByKind } from '#db/queries/ledger.ts';
import { withActor } from '#db/transaction.ts';

/** The books of a programme year: budget, balances per kind of account, contributions, firms. */
export async function getLedger(ctx: Context, input: { yearId: string | null }) {
  return withActor(ctx, async (tx) => {
    if (ctx.actor.duty === 'partner_officer') throw new AppError('not_allowed');
    const years = await listMoneyYears(tx);
    const chosen = years.find((year) => year.id === input.yearId) ?? years.find((year) => year.status === 'open' || year.status === 'running') ?? years[0];
    if (!chosen) return null;
    const kinds = await sumLedgerByKind(tx, chosen.id);
    const all = await sumLedgerByKind(tx, null);
    return {
      years,
      year: await findYearMoney(tx, chosen.id),
      kinds,
      sumOfAllWon: all.reduce((sum, kind) => sum + kind.balanceWon, 0),
      contributions: await listContributions(tx, chosen.id),
      firms: await listLedgerFirms(tx, chosen.id),
      contributors: await listContributors(tx),
      mayRecord: ctx.actor.duty === 'officer' || ctx.actor.duty === 'finance_officer',
    };
  });
}

/** Accounts and lines of one contributor or one firm, so that every won of it can be followed. Throws not_found without any account. */
export async function getStatement(ctx: Context, owner: { readonly organisationId: string } | { readonly firmId: string }) {
  return withActor(ctx, async (tx) => {
    if (ctx.actor.duty === 'partner_officer') throw new AppError('not_allowed');
    const accounts = await listStatementAccounts(tx, owner);
    const first = accounts[0];
    if (!first) throw new AppError('not_found');
    return { name: ('firmId' in owner ? first.firmName : first.organisationName) ?? '', accounts, lines: await listStatementLines(tx, owner) };
  });
}

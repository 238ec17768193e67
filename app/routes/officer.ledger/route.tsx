import { z } from 'zod';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getLedger, getStatement } from '#app/services/grants/get-ledger.ts';
import { allocateContribution, pledgeContribution, recordContribution } from '#app/services/partners/record-contribution.ts';
import { LedgerPage, StatementPage } from '#app/ui/grants/ledger-page.tsx';

await loadMessages('kit', 'grants', 'pages');

const won = z.string().transform((text) => text.replace(/[,\s]/g, '')).pipe(z.string().regex(/^\d{1,13}$/, { error: 'errors.field.number' })).transform(Number);
const search = z.object({ year: z.uuid().optional(), organisation: z.uuid().optional(), firm: z.uuid().optional() });
const input = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('pledge'), organisationId: z.uuid({ error: 'errors.field.choose' }), programmeYearId: z.uuid(), pledgedWon: won, use: z.enum(['any', 'own_suppliers']), purpose: z.string().trim().max(200).optional().default(''), signedOn: z.iso.date() }),
  z.object({ intent: z.literal('receive'), contributionId: z.uuid({ error: 'errors.field.choose' }), amountWon: won, reference: z.string().trim().min(1).max(60), allocate: z.literal('on').optional() }),
  z.object({ intent: z.literal('allocate'), contributionId: z.uuid({ error: 'errors.field.choose' }), amountWon: won }),
]);
const duties = ['officer', 'senior_officer', 'finance_officer', 'auditor'] as const;

export const loader = guardedLoader({ duties, search }, async ({ ctx, search: given, t }) => {
  const owner = given.firm ? { firmId: given.firm } : given.organisation ? { organisationId: given.organisation } : null;
  const statement = owner ? await getStatement(ctx, owner) : null;
  const ledger = owner ? null : await getLedger(ctx, { yearId: given.year ?? null });
  return { statement, ledger, title: statement ? t('grants.ledger.statement', { name: statement.name }) : t('grants.ledger.title') };
});

export const action = guardedAction({ duties: ['officer', 'finance_officer'], search, input }, async ({ ctx, input: given }) => {
  const page = `${paths.officerLedger()}#contributions`;
  switch (given.intent) {
    case 'pledge':
      await pledgeContribution(ctx, { organisationId: given.organisationId, programmeYearId: given.programmeYearId, pledgedWon: given.pledgedWon, use: given.use, purpose: given.purpose, signedOn: given.signedOn });
      return redirectWithNotice(page, 'grants.done.pledged');
    case 'receive':
      await recordContribution(ctx, { contributionId: given.contributionId, amountWon: given.amountWon, reference: given.reference, allocate: given.allocate === 'on' });
      return redirectWithNotice(page, 'grants.done.received');
    case 'allocate':
      await allocateContribution(ctx, { contributionId: given.contributionId, amountWon: given.amountWon });
      return redirectWithNotice(page, 'grants.done.allocated');
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function OfficerLedger() {
  const { statement, ledger } = usePageData<typeof loader>();
  const reply = useFormReply();
  return statement ? <StatementPage shown={statement} /> : <LedgerPage shown={ledger} reply={reply} />;
}

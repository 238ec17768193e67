import { z } from 'zod';
import { DUTIES, isDuty } from '#app/domain/accounts/actor.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedAction, guardedLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { listAccounts } from '#app/services/accounts/list-accounts.ts';
import { resetSecondFactor } from '#app/services/accounts/reset-second-factor.ts';
import { setAccountStatus } from '#app/services/accounts/set-account-status.ts';
import { AccountListPage } from '#app/ui/accounts/account-list-page.tsx';

await loadMessages('kit', 'accounts', 'pages');

const search = z.object({ q: z.string().max(100).optional(), duty: z.string().max(30).optional(), after: z.string().max(400).optional() });
const input = z.object({ intent: z.enum(['disable', 'enable', 'reset_factor']), userId: z.uuid(), reason: z.string().trim().min(2).max(500) });

export const loader = guardedLoader({ roles: ['admin'], search }, async ({ ctx, search: { q, duty, after }, t }) => {
  const wanted = duty && isDuty(duty) ? duty : undefined;
  const { accounts, next } = await listAccounts(ctx, { search: q, duty: wanted, after });
  return { title: t('accounts.admin.title'), accounts, next, q: q ?? '', duty: wanted ?? '', duties: DUTIES.filter((known) => known !== 'system' && known !== 'visitor'), ownId: ctx.actor.userId };
});

export const action = guardedAction({ roles: ['admin'], input, stepUp: {} }, async ({ ctx, input: { intent, userId, reason } }) => {
  if (intent === 'reset_factor') {
    await resetSecondFactor(ctx, { userId, reason });
    return redirectWithNotice(paths.admin(), 'accounts.admin.factor_reset_done');
  }
  await setAccountStatus(ctx, { userId, status: intent === 'disable' ? 'disabled' : 'active', reason });
  return redirectWithNotice(paths.admin(), intent === 'disable' ? 'accounts.admin.disabled' : 'accounts.admin.enabled');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Admin() {
  return <AccountListPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

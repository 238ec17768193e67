import { z } from 'zod';
import { hashPassword, passwordProblem } from '#app/http/credentials.ts';
import { AppError } from '#app/domain/errors.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { findResetLink, resetPassword } from '#app/services/accounts/reset-password.ts';
import { NewPasswordPage } from '#app/ui/accounts/reset-pages.tsx';

await loadMessages('kit', 'accounts');

const token = z.string().min(20).max(100);
const input = z.object({ token, password: z.string().min(1).max(400), repeat: z.string().min(1).max(400) });

export const loader = publicLoader({ search: z.object({ token: token.optional() }) }, async ({ search, t, portal }) => ({
  token: search.token ?? '',
  usable: search.token ? (await findResetLink(search.token, portal.requestId)) !== null : false,
  title: t('accounts.reset.new_title'),
}));

export const action = publicAction({ input }, async ({ input: given, ctx, portal }) => {
  const link = await findResetLink(given.token, portal.requestId);
  if (!link) throw new AppError('expired');
  const problem = given.password === given.repeat ? passwordProblem(given.password, [link.email.split('@')[0] ?? '']) : 'accounts.password.differs';
  if (problem) throw new AppError('invalid_input', { fields: { [problem === 'accounts.password.differs' ? 'repeat' : 'password']: [problem] } });
  await resetPassword(ctx, { token: given.token, passwordHash: await hashPassword(given.password) });
  return redirectWithNotice(paths.login(), 'accounts.reset.done');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConfirmReset() {
  return <NewPasswordPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

import { z } from 'zod';
import { AppError } from '#app/domain/errors.ts';
import { parsePersonName } from '#app/domain/formats/person-name.ts';
import { hashPassword, openSession, passwordProblem, verifyPassword } from '#app/http/credentials.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { redirectWithNotice } from '#app/http/notices.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { acceptAsNewPerson, acceptWithAccount, findInvitationPage } from '#app/services/firms/accept-invitation.ts';
import { getRegistrationForm } from '#app/services/firms/get-registration-form.ts';
import { InvitationPage } from '#app/ui/firms/invitation-page.tsx';

await loadMessages('kit', 'members', 'firms', 'accounts', 'pages', 'applications');

const token = z.string().min(20).max(100);
const typed = z.string().min(1).max(400);
const input = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('new_account'),
    token,
    name: z.string().trim().max(60).refine((text) => parsePersonName(text) !== null, { error: 'firms.register.name_invalid' }),
    password: typed,
    repeat: typed,
  }),
  z.object({ intent: z.literal('own_account'), token, password: typed }),
]);

// Opening the link only shows the page: mail programs that preview links must not use it up.
export const loader = publicLoader({ search: z.object({ token: token.optional() }) }, async ({ ctx, search, t }) => {
  const invitation = search.token ? await findInvitationPage(ctx, search.token) : null;
  const consents = invitation?.way === 'new_account' ? (await getRegistrationForm(ctx)).consents : [];
  return { token: search.token ?? '', invitation, consents, title: t('members.invitation.title') };
});

export const action = publicAction({ input }, async ({ input: given, form, ctx, portal, locale, request }) => {
  if (given.intent === 'own_account') {
    await acceptWithAccount(ctx, { token: given.token, password: given.password, verify: verifyPassword });
    return redirectWithNotice(paths.login(), 'members.invitation.sign_in');
  }
  const invitation = await findInvitationPage(ctx, given.token);
  if (!invitation) throw new AppError('expired');
  const { consents } = await getRegistrationForm(ctx);
  const accepted = consents.filter((consent) => form.get(`consent_${consent.code}`) === 'on');
  const fields: Record<string, string[]> = {};
  const problem = passwordProblem(given.password, [invitation.email.split('@')[0] ?? '', given.name, invitation.firmName]);
  if (problem) fields['password'] = [problem];
  else if (given.password !== given.repeat) fields['repeat'] = ['accounts.password.differs'];
  for (const consent of consents) if (consent.isRequired && !accepted.includes(consent)) fields[`consent_${consent.code}`] = ['firms.register.consent_required'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  const { userId } = await acceptAsNewPerson(ctx, {
    token: given.token,
    name: given.name,
    passwordHash: await hashPassword(given.password),
    consentTextIds: accepted.map((consent) => consent.id),
    ip: portal.clientIp,
    locale,
  });
  portal.setCookie(await openSession({ userId, isSecure: portal.isSecure, ip: portal.clientIp || null, userAgent: request.headers.get('user-agent'), previousCookies: request.headers.get('cookie') }));
  return redirectWithNotice(paths.firm(), 'members.invitation.joined');
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Invitation() {
  return <InvitationPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

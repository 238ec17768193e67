import { z } from 'zod';
import { hashPassword, passwordProblem } from '#app/http/credentials.ts';
import { HOME_BY_ROLE } from '#app/domain/accounts/actor.ts';
import { AppError } from '#app/domain/errors.ts';
import { parseBusinessNumber } from '#app/domain/formats/business-number.ts';
import { parsePersonName } from '#app/domain/formats/person-name.ts';
import { isMobilePhone, parsePhone } from '#app/domain/formats/phone.ts';
import { redirect, usePageData, type MetaFunction } from '#app/http/framework.ts';
import { publicAction, publicLoader } from '#app/http/guard.ts';
import { paths } from '#app/http/paths.ts';
import { useFormReply } from '#app/http/replies.ts';
import { shareCard, shareTags } from '#app/http/share-card.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getRegistrationForm } from '#app/services/firms/get-registration-form.ts';
import { registerFirm } from '#app/services/firms/register-firm.ts';
import { RegisterPage } from '#app/ui/firms/register-page.tsx';

await loadMessages('kit', 'firms', 'members', 'accounts', 'applications');

const search = z.object({ seed: z.string().max(40).optional() });
const personName = z.string().trim().refine((text) => parsePersonName(text) !== null, { error: 'firms.register.name_invalid' });
const input = z.object({
  businessNumber: z.string().trim().refine((text) => parseBusinessNumber(text) !== null, { error: 'firms.register.number_invalid' }),
  firmName: z.string().trim().min(1).max(100),
  representativeName: personName,
  regionCode: z.string().regex(/^\d{2}$/),
  contactName: personName,
  mobile: z.string().trim().refine(isMobilePhone, { error: 'firms.register.mobile_invalid' }),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  password: z.string().min(1, { error: 'errors.field.required' }).max(500),
  seed: z.string().max(40).optional(),
});

export const loader = publicLoader({ search }, async ({ signedIn, search: { seed }, ...given }) => {
  if (signedIn) throw redirect(HOME_BY_ROLE[signedIn.actor.role]);
  return { ...(await getRegistrationForm(given.ctx)), seed: seed ?? '', card: shareCard(given, given.t('firms.register.title'), given.t('pages.share.register')) };
});

export const action = publicAction({ input }, async ({ input: given, form, ctx, portal, locale }) => {
  const { regions, consents } = await getRegistrationForm(ctx);
  const fields: Record<string, string[]> = {};
  if (!regions.some((region) => region.code === given.regionCode)) fields['regionCode'] = ['errors.field.choose'];
  const problem = passwordProblem(given.password, [given.email.split('@')[0] ?? '', given.firmName, given.contactName]);
  if (problem) fields['password'] = [problem];
  const accepted = consents.filter((consent) => form.get(`consent_${consent.code}`) === 'on');
  for (const consent of consents) if (consent.isRequired && !accepted.includes(consent)) fields[`consent_${consent.code}`] = ['firms.register.consent_required'];
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  await registerFirm(ctx, {
    email: given.email,
    passwordHash: await hashPassword(given.password),
    contactName: given.contactName,
    mobile: parsePhone(given.mobile) ?? given.mobile,
    businessNumber: parseBusinessNumber(given.businessNumber) ?? given.businessNumber,
    firmName: given.firmName,
    representativeName: given.representativeName,
    regionCode: given.regionCode,
    eligibilityCode: given.seed || null,
    consentTextIds: accepted.map((consent) => consent.id),
    ip: portal.clientIp,
    locale,
  });
  return redirect(paths.verifyEmail(), 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => shareTags(data?.card);

export default function Register() {
  return <RegisterPage {...usePageData<typeof loader>()} reply={useFormReply()} />;
}

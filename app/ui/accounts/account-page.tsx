import type { Duty } from '#app/domain/accounts/actor.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { dutyLabel } from './navigation.ts';

interface AccountPageProps {
  readonly name: string;
  readonly duty: Duty;
  readonly email: string;
  readonly hasFactor: boolean;
  readonly sessions: readonly { readonly createdAt: Date; readonly lastSeenAt: Date; readonly userAgent: string | null; readonly current: boolean }[];
  readonly reply: FormReply | undefined;
}

/** Browser and system out of a user agent, as far as a person recognises them. */
function deviceName(userAgent: string | null): string | null {
  const browser = /(Edg|SamsungBrowser|Whale|Firefox|Chrome|Safari)/.exec(userAgent ?? '')?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(userAgent ?? '')?.[1];
  return browser || system ? [browser === 'Edg' ? 'Edge' : browser, system].filter(Boolean).join(', ') : null;
}

/** Own account: facts, password, signed-in devices. */
export function AccountPage({ name, duty, email, hasFactor, sessions, reply }: AccountPageProps) {
  const { t, format } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.account.title')} />
      <Section title={t('accounts.account.facts')}>
        <DefinitionList
          items={[
            { term: t('accounts.account.name'), value: name },
            { term: t('accounts.email'), value: email },
            { term: t('accounts.account.role'), value: t(dutyLabel(duty)) },
          ]}
        />
      </Section>
      <Section title={t('accounts.account.password')}>
        <PortalForm id="password" intent="password" reply={reply}>
          <TextField name="current" type="password" label={t('accounts.account.current')} autoComplete="current-password" required />
          <TextField name="password" type="password" label={t('accounts.password.new')} hint={t('accounts.password.hint')} autoComplete="new-password" required />
          <TextField name="repeat" type="password" label={t('accounts.password.repeat')} autoComplete="new-password" required />
          <Button type="submit" variant="primary" wide>
            {t('accounts.account.password')}
          </Button>
        </PortalForm>
      </Section>
      <Section title={t('accounts.factor.title')} intro={t('accounts.factor.lede')}>
        <div className="stack">
          <State kind={hasFactor ? 'ok' : 'none'}>{t(hasFactor ? 'accounts.factor.on' : 'accounts.factor.off')}</State>
          <ButtonRow>
            <ButtonLink to={paths.accountSecondFactor(paths.account())}>{t(hasFactor ? 'accounts.factor.manage' : 'accounts.factor.begin_title')}</ButtonLink>
          </ButtonRow>
        </div>
      </Section>
      <Section title={t('accounts.account.notices')} intro={t('accounts.account.notices_intro')}>
        <ButtonRow>
          <ButtonLink to={paths.accountNotices()}>{t('accounts.account.notices_choose')}</ButtonLink>
        </ButtonRow>
      </Section>
      <Section title={t('accounts.account.sessions')} intro={t('accounts.account.sessions_intro')}>
        <StructuredList>
          {sessions.map((session, index) => (
            <StructuredItem
              key={index}
              title={deviceName(session.userAgent) ?? t('accounts.account.unknown_device')}
              state={session.current ? <State kind="ok">{t('accounts.account.this_device')}</State> : undefined}
              sub={
                <>
                  {t('accounts.account.since', { at: format.dateTime(session.createdAt) })} · {t('accounts.account.seen', { at: format.dateTime(session.lastSeenAt) })}
                </>
              }
            />
          ))}
        </StructuredList>
        {sessions.length > 1 ? (
          <PortalForm id="end-others" intent="end-others" reply={reply}>
            <Button type="submit">{t('accounts.account.end_others')}</Button>
          </PortalForm>
        ) : null}
      </Section>
      <Section title={t('accounts.consents.title')} intro={t('accounts.account.consents_intro')}>
        <ButtonRow>
          <ButtonLink to={paths.accountConsents()}>{t('accounts.account.consents_open')}</ButtonLink>
          <ButtonLink to={paths.accountRecords()}>{t('accounts.records.open')}</ButtonLink>
        </ButtonRow>
      </Section>
    </Wrap>
  );
}

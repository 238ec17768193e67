import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { useEnhanced } from '#app/ui/kit/enhanced.ts';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import { SignOutInstead } from './proof-pages.tsx';

type Factor =
  | { readonly state: 'off' }
  | { readonly state: 'waiting'; readonly secret: string; readonly qr: { readonly size: number; readonly path: string } }
  | { readonly state: 'on'; readonly since: Date; readonly codesLeft: number };

interface SecondFactorPageProps {
  readonly factor: Factor;
  /** Recovery codes just made, shown once. */
  readonly codes: readonly string[] | null;
  readonly next: string;
  readonly isRequired: boolean;
  /** The session opens nothing until a second factor is set up. */
  readonly isArriving: boolean;
  readonly reply: FormReply | undefined;
}

/** Second factor of the own account: setting up, recovery codes, removing. */
export function SecondFactorPage({ factor, codes, next, isRequired, isArriving, reply }: SecondFactorPageProps) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      {isArriving ? null : <Breadcrumb items={[{ to: paths.account(), label: t('accounts.account.title') }, { label: t('accounts.factor.title') }]} />}
      <PageTitle title={t('accounts.factor.title')} lede={t('accounts.factor.lede')} />
      {isRequired && factor.state !== 'on' ? <Alert kind="warn" title={t('accounts.factor.required')} /> : null}
      {codes ? <RecoveryCodes codes={codes} next={next} /> : factor.state === 'off' ? <Off reply={reply} /> : factor.state === 'waiting' ? <Waiting secret={factor.secret} qr={factor.qr} reply={reply} /> : <On factor={factor} isRequired={isRequired} reply={reply} />}
      {isArriving && !codes ? <SignOutInstead /> : null}
    </Wrap>
  );
}

function Off({ reply }: { readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Section title={t('accounts.factor.begin_title')} intro={t('accounts.factor.begin_intro')}>
      <PortalForm id="begin" intent="begin" reply={reply}>
        <Button type="submit" variant="primary" wide>
          {t('accounts.factor.begin')}
        </Button>
      </PortalForm>
    </Section>
  );
}

function Waiting({ secret, qr, reply }: { readonly secret: string; readonly qr: { readonly size: number; readonly path: string }; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <>
      <Section title={t('accounts.factor.scan')} intro={t('accounts.factor.scan_intro')}>
        <svg className="qr-code" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t('accounts.factor.qr')} shapeRendering="crispEdges">
          <rect width={qr.size} height={qr.size} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
        <DefinitionList items={[{ term: t('accounts.factor.secret'), value: <code className="typed-code">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>, note: t('accounts.factor.secret_note') }]} />
      </Section>
      <Section title={t('accounts.factor.confirm_title')}>
        <PortalForm id="confirm" intent="confirm" reply={reply}>
          <TextField name="code" label={t('accounts.factor.code')} hint={t('accounts.factor.code_hint')} autoComplete="one-time-code" inputMode="numeric" maxLength={10} width="short" required />
          <Button type="submit" variant="primary" wide>
            {t('accounts.factor.confirm')}
          </Button>
        </PortalForm>
        <div className="gap-above">
          <PortalForm id="begin" intent="begin" reply={reply}>
            <Button type="submit" variant="text">
              {t('accounts.factor.begin_again')}
            </Button>
          </PortalForm>
        </div>
      </Section>
    </>
  );
}

function On({ factor, isRequired, reply }: { readonly factor: Extract<Factor, { state: 'on' }>; readonly isRequired: boolean; readonly reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <>
      <Section title={t('accounts.factor.status')}>
        <DefinitionList
          items={[
            { term: t('accounts.factor.status'), value: <State kind="ok">{t('accounts.factor.on')}</State> },
            { term: t('accounts.factor.since'), value: <TimeText at={factor.since} /> },
            { term: t('accounts.factor.codes'), value: t('accounts.factor.codes_left', { count: factor.codesLeft }), note: factor.codesLeft < 3 ? t('accounts.factor.codes_few') : undefined },
          ]}
        />
      </Section>
      <Section title={t('accounts.factor.codes_title')} intro={t('accounts.factor.codes_intro')}>
        <PortalForm id="codes" intent="codes" reply={reply}>
          <Button type="submit">{t('accounts.factor.codes_new')}</Button>
        </PortalForm>
      </Section>
      <Section title={t('accounts.factor.remove_title')} intro={t(isRequired ? 'accounts.factor.remove_required' : 'accounts.factor.remove_intro')}>
        <PortalForm id="remove" intent="remove" reply={reply}>
          <Button type="submit" variant="danger">
            {t('accounts.factor.remove')}
          </Button>
        </PortalForm>
      </Section>
    </>
  );
}

function RecoveryCodes({ codes, next }: { readonly codes: readonly string[]; readonly next: string }) {
  const { t } = useI18n();
  const enhanced = useEnhanced();
  return (
    <Section title={t('accounts.factor.codes')}>
      <Alert kind="ok" title={t('accounts.factor.keep_title')} focusOnMount>
        <p>{t('accounts.factor.keep')}</p>
      </Alert>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code className="typed-code">{code}</code>
          </li>
        ))}
      </ol>
      <ButtonRow>
        <ButtonLink to={next} variant="primary" reload>
          {t('accounts.factor.go_on')}
        </ButtonLink>
        {enhanced ? (
          <Button icon="print" onClick={() => window.print()}>
            {t('accounts.factor.print')}
          </Button>
        ) : null}
      </ButtonRow>
    </Section>
  );
}

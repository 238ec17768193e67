import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface Summary {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly sentAt: string;
  readonly isText: boolean;
}

/** All mails of the demonstration, newest first. */
export function DemoMailboxPage({ mails, smtp }: { readonly mails: readonly Summary[]; readonly smtp: boolean }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.mail.title')} lede={t('accounts.mail.lede')} />
      {smtp ? <Alert kind="info">{t('accounts.mail.smtp')}</Alert> : null}
      {mails.length === 0 ? (
        <EmptyState title={t('accounts.mail.empty')} />
      ) : (
        <StructuredList label={t('accounts.mail.title')}>
          {mails.map((mail) => (
            <StructuredItem key={mail.id} to={`${paths.demoMail()}/${mail.id}`} title={mail.subject} {...(mail.isText ? { state: <State kind="none">{t('accounts.mail.is_text')}</State> } : {})} sub={<>{mail.to} · <TimeText at={mail.sentAt} /></>} />
          ))}
        </StructuredList>
      )}
    </Wrap>
  );
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly sentAt: string;
  readonly text: string;
  readonly path: string;
  readonly lang: 'ko' | 'en';
}

/** One mail as its reader gets it, in plain text, with its link. */
export function DemoMailPage({ to, subject, sentAt, text, path, lang }: Mail) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={<span lang={lang}>{subject}</span>} meta={<>{t('accounts.mail.to')}: {to} · <TimeText at={sentAt} /></>} />
      <pre className="mail-text" lang={lang}>
        {text}
      </pre>
      <ButtonRow>
        <ButtonLink to={path} variant="primary" reload>
          {t('accounts.mail.open')}
        </ButtonLink>
        <Link to={paths.demoMail()}>{t('accounts.mail.back')}</Link>
      </ButtonRow>
    </Wrap>
  );
}

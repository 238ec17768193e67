import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

/** How the reader stands to one text: what holds now and everything before. */
export interface ShownOwnConsent {
  readonly code: string;
  readonly title: Text;
  readonly kind: 'consent' | 'pledge' | 'statement';
  readonly isRequired: boolean;
  readonly isGiven: boolean;
  readonly canWithdraw: boolean;
  readonly canGive: boolean;
  readonly entries: readonly { readonly version: string; readonly isGiven: boolean; readonly at: Date; readonly textHash: string }[];
}

/** State in a word: given, taken back, not given. */
export function ConsentState({ consent }: { consent: ShownOwnConsent }) {
  const { t } = useI18n();
  if (consent.isGiven) return <State kind="ok">{t(consent.kind === 'consent' ? 'accounts.consents.holds' : 'accounts.consents.confirmed')}</State>;
  return <State kind="stopped">{t(consent.entries.some((entry) => entry.isGiven) ? 'accounts.consents.taken_back' : 'accounts.consents.not_given')}</State>;
}

/** Version, time and hash of every answer to one text. */
export function ConsentEntries({ entries }: { entries: ShownOwnConsent['entries'] }) {
  const { t } = useI18n();
  return (
    <SimpleTable
      fold
      caption={t('accounts.consents.entries')}
      columns={[{ header: t('accounts.consents.at') }, { header: t('accounts.consents.what') }, { header: t('accounts.consents.version') }, { header: t('accounts.consents.hash') }]}
      rows={entries.map((entry, index) => ({
        key: String(index),
        cells: [<TimeText key="at" at={entry.at} />, t(entry.isGiven ? 'accounts.consents.gave' : 'accounts.consents.took_back'), entry.version, <code key="hash" className="mini hash">{entry.textHash}</code>],
      }))}
    />
  );
}

/** Everything the person agreed to, with the way to take it back. */
export function ConsentsPage({ consents }: { consents: readonly ShownOwnConsent[] }) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.account(), label: t('accounts.account.title') }, { label: t('accounts.consents.title') }]} />
      <PageTitle title={t('accounts.consents.title')} lede={t('accounts.consents.lede')} />
      {consents.length === 0 ? (
        <div className="gap-below">
          <EmptyState title={t('accounts.consents.none')}>{t('accounts.consents.none_text')}</EmptyState>
        </div>
      ) : null}
      {consents.map((consent) => (
        <Section key={consent.code} title={format.text(consent.title)} aside={t(consent.kind === 'consent' ? (consent.isRequired ? 'accounts.consents.required' : 'accounts.consents.optional') : 'accounts.consents.statement')}>
          <div className="stack-s">
            <p>
              <ConsentState consent={consent} />{' '}
              <Link to={paths.accountConsent(consent.code)}>
                {t(consent.canWithdraw ? 'accounts.consents.read_or_withdraw' : consent.canGive ? 'accounts.consents.read_or_give' : 'accounts.consents.read', { consent: format.text(consent.title) })}
              </Link>
            </p>
            <Details summary={t('accounts.consents.entries_count', { count: consent.entries.length })}>
              <ConsentEntries entries={consent.entries} />
            </Details>
          </div>
        </Section>
      ))}
      <Section title={t('accounts.records.title')} intro={t('accounts.records.lede')}>
        <ButtonRow>
          <ButtonLink to={paths.accountRecords()}>{t('accounts.records.open')}</ButtonLink>
        </ButtonRow>
      </Section>
    </Wrap>
  );
}

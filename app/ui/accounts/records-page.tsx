import type { ReactNode } from 'react';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { PrintButton } from '#app/ui/kit/print-button.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface RecordsPageProps {
  readonly account: { readonly name: string; readonly email: string; readonly phone: string | null; readonly jobTitle: string | null; readonly locale: string; readonly createdAt: Date; readonly lastSignInAt: Date | null };
  readonly grants: readonly { readonly duty: string; readonly grantedAt: Date; readonly revokedAt: Date | null }[];
  readonly consents: readonly { readonly title: Text; readonly version: string; readonly isGiven: boolean; readonly at: Date }[];
  readonly sessions: readonly { readonly createdAt: Date; readonly lastSeenAt: Date; readonly userAgent: string | null }[];
  readonly signIns: readonly { readonly at: Date; readonly outcome: string; readonly ip: string | null }[];
  readonly notices: readonly { readonly at: Date; readonly subject: string; readonly readAt: Date | null }[];
  readonly files: readonly { readonly at: Date; readonly fileName: string; readonly bytes: number }[];
  readonly deeds: readonly { readonly at: Date; readonly label: Text | null }[];
  readonly counts: Readonly<Record<'consents' | 'signIns' | 'notices' | 'files' | 'deeds', number>>;
  readonly writtenAt: Date;
}

/** Everything the portal keeps about the reader, in words; the newest of each kind, all of them in the file. */
export function RecordsPage(props: RecordsPageProps) {
  const { t, format } = useI18n();
  const { account, counts } = props;
  const at = (value: Date | null) => (value ? <TimeText at={value} /> : '-');
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.account(), label: t('accounts.account.title') }, { label: t('accounts.records.title') }]} />
      <PageTitle title={t('accounts.records.title')} lede={t('accounts.records.page_lede')} meta={<>{t('accounts.records.written')} <TimeText at={props.writtenAt} /></>} />
      <ButtonRow className="gap-below">
        <ButtonLink to={paths.accountRecordsJson()} variant="primary" icon="download" reload>
          {t('accounts.records.download')}
        </ButtonLink>
        <PrintButton>{t('accounts.factor.print')}</PrintButton>
      </ButtonRow>
      <Section title={t('accounts.account.facts')}>
        <DefinitionList
          items={[
            { term: t('accounts.account.name'), value: account.name },
            { term: t('accounts.email'), value: account.email },
            { term: t('accounts.records.phone'), value: account.phone ?? '-' },
            { term: t('accounts.records.job'), value: account.jobTitle ?? '-' },
            { term: t('accounts.records.created'), value: at(account.createdAt) },
            { term: t('accounts.admin.last_sign_in'), value: at(account.lastSignInAt) },
          ]}
        />
      </Section>
      <Part name="grants" heads={['duty', 'from', 'to']} rows={props.grants.map((grant) => [t(`pages.duty.${grant.duty}` as MessageId), at(grant.grantedAt), at(grant.revokedAt)])} />
      <Part name="consents" total={counts.consents} heads={['consent', 'version', 'answer', 'at']} rows={props.consents.map((entry) => [format.text(entry.title), entry.version, t(entry.isGiven ? 'accounts.consents.gave' : 'accounts.consents.took_back'), at(entry.at)])} />
      <Part name="sessions" heads={['device', 'from', 'seen']} rows={props.sessions.map((session) => [session.userAgent ?? '-', at(session.createdAt), at(session.lastSeenAt)])} />
      <Part name="sign_ins" total={counts.signIns} heads={['at', 'outcome', 'address']} rows={props.signIns.map((entry) => [at(entry.at), t(`accounts.records.outcome.${entry.outcome}` as MessageId), entry.ip ?? '-'])} />
      <Part name="notices" total={counts.notices} heads={['subject', 'at', 'read']} rows={props.notices.map((notice) => [notice.subject, at(notice.at), at(notice.readAt)])} />
      <Part name="files" total={counts.files} heads={['file', 'size', 'at']} rows={props.files.map((file) => [file.fileName, format.bytes(file.bytes), at(file.at)])} />
      <Part name="deeds" total={counts.deeds} heads={['at', 'deed']} rows={props.deeds.map((deed) => [at(deed.at), deed.label ? format.text(deed.label) : t('accounts.records.other')])} />
    </Wrap>
  );
}

/** One kind of record as a table; says how many there are when the page shows only the newest. */
function Part({ name, heads, rows, total }: { name: string; heads: readonly string[]; rows: readonly (readonly ReactNode[])[]; total?: number }) {
  const { t } = useI18n();
  const title = t(`accounts.records.part.${name}` as MessageId);
  return (
    <Section title={title} aside={total !== undefined && total > rows.length ? t('accounts.records.newest', { shown: rows.length, total }) : undefined}>
      {rows.length === 0 ? (
        <p className="soft">{t('accounts.records.empty')}</p>
      ) : (
        <SimpleTable fold caption={title} columns={heads.map((head) => ({ header: t(`accounts.records.head.${head}` as MessageId) }))} rows={rows.map((cells, index) => ({ key: String(index), cells }))} />
      )}
    </Section>
  );
}

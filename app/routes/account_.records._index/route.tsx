import { ROLES } from '#app/domain/accounts/actor.ts';
import { usePageData, type MetaFunction } from '#app/http/framework.ts';
import { guardedLoader } from '#app/http/guard.ts';
import { loadMessages } from '#app/i18n/catalogue.ts';
import { getOwnRecords, subjectOfNotice } from '#app/services/accounts/own-records.ts';
import { RecordsPage } from '#app/ui/accounts/records-page.tsx';

await loadMessages('kit', 'accounts', 'pages');

/** Rows of each kind on the page; the file has all of them. */
const SHOWN = 50;

export const loader = guardedLoader({ roles: ROLES, stepUp: {} }, async ({ ctx, locale, t }) => {
  const { account, consents, grants, sessions, signIns, notices, files, deeds } = await getOwnRecords(ctx);
  return {
    account: { ...account, noticePreferences: null },
    grants,
    consents: consents.slice(0, SHOWN),
    sessions,
    signIns: signIns.slice(0, SHOWN),
    notices: notices.slice(0, SHOWN).map((notice) => ({ at: notice.at, readAt: notice.readAt, subject: subjectOfNotice(notice, locale) })),
    files: files.slice(0, SHOWN).map(({ at, fileName, bytes }) => ({ at, fileName, bytes })),
    deeds: deeds.slice(0, SHOWN).map(({ at, label }) => ({ at, label })),
    counts: { consents: consents.length, signIns: signIns.length, notices: notices.length, files: files.length, deeds: deeds.length },
    writtenAt: ctx.now,
    title: t('accounts.records.title'),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Records() {
  return <RecordsPage {...usePageData<typeof loader>()} />;
}

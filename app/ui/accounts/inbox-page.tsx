import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Button, ButtonRow } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

export interface InboxNotice {
  readonly id: string;
  readonly createdAt: Date;
  readonly read: boolean;
  readonly subject: string;
  readonly body: string;
  readonly action: string;
}

/** What the person was told, newest first; opening a notice marks it as read. */
export function InboxPage({ notices, next }: { readonly notices: readonly InboxNotice[]; readonly next: string | null }) {
  const { t } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('accounts.inbox.title')} lede={t('accounts.inbox.lede')} aside={<Link to={paths.accountNotices()}>{t('accounts.account.notices_choose')}</Link>} />
      {notices.length === 0 ? (
        <EmptyState title={t('accounts.inbox.empty')} />
      ) : (
        <>
          {notices.some((notice) => !notice.read) ? (
            <PortalForm id="read-all" intent="read-all">
              <ButtonRow>
                <Button type="submit" variant="text">
                  {t('accounts.inbox.read_all')}
                </Button>
              </ButtonRow>
            </PortalForm>
          ) : null}
          <StructuredList label={t('accounts.inbox.title')}>
            {notices.map((notice) => (
              <StructuredItem
                key={notice.id}
                title={notice.subject}
                state={<State kind={notice.read ? 'none' : 'todo'}>{notice.read ? t('accounts.inbox.is_read') : t('accounts.inbox.is_unread')}</State>}
                sub={
                  <>
                    <TimeText at={notice.createdAt} /> · {notice.body}
                  </>
                }
                side={
                  <PortalForm id={`open-${notice.id}`} intent="open">
                    <input type="hidden" name="id" value={notice.id} />
                    <Button type="submit" size="medium" aria-label={`${notice.subject}: ${notice.action}`}>
                      {notice.action}
                    </Button>
                  </PortalForm>
                }
              />
            ))}
          </StructuredList>
        </>
      )}
      <Pager nextTo={next ? `${paths.inbox()}?after=${encodeURIComponent(next)}` : null} />
    </Wrap>
  );
}

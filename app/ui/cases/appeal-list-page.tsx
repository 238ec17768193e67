import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { AppealState } from '#app/ui/cases/appeal-parts.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';

interface AppealListPageProps {
  readonly view: 'open' | 'closed';
  readonly lines: readonly {
    readonly id: string;
    readonly firmName: string;
    readonly receiptNumber: string | null;
    readonly summary: string | null;
    readonly againstState: string;
    readonly state: string;
    readonly label: { readonly ko: string; readonly en: string };
    readonly filedAt: Date;
    readonly dueOn: string | null;
    readonly reviewerName: string | null;
    readonly clock: { readonly used: number; readonly promise: number | null } | null;
  }[];
}

/** The appeals of the headquarters: the open ones with their clocks, or the closed ones. */
export function AppealListPage({ view, lines }: AppealListPageProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <PageTitle title={t('appeals.list.title')} lede={t('appeals.list.lede')} />
      <Tabs
        label={t('appeals.list.title')}
        items={[
          { to: paths.officerAppeals(), label: t('appeals.list.open'), current: view === 'open' },
          { to: paths.officerAppeals({ view: 'closed' }), label: t('appeals.list.closed'), current: view === 'closed' },
        ]}
      />
      <div className="gap-above">
        {lines.length === 0 ? (
          <EmptyState title={t(view === 'open' ? 'appeals.list.none_open' : 'appeals.list.none_closed')} />
        ) : (
          <SimpleTable
            caption={t('appeals.list.title')}
            fold
            columns={[{ header: t('appeals.list.firm') }, { header: t('appeals.list.against') }, { header: t('appeals.list.state') }, { header: t('appeals.list.filed') }, { header: t('appeals.list.due') }, { header: t('appeals.outcome.reviewer') }]}
            rows={lines.map((line) => ({
              key: line.id,
              cells: [
                <><Link to={paths.officerAppeal(line.id)}>{line.firmName}</Link><small className="num"> {line.receiptNumber}</small></>,
                t(`appeals.against.${line.againstState}` as MessageId),
                <AppealState key="s" state={line.state}>{format.text(line.label)}</AppealState>,
                <TimeText key="f" at={line.filedAt} />,
                line.clock ? <><Clock used={line.clock.used} {...(line.clock.promise === null ? {} : { promise: line.clock.promise })} size="small" />{line.dueOn ? <DateText on={line.dueOn} /> : null}</> : '-',
                line.reviewerName ?? '-',
              ],
            }))}
          />
        )}
      </div>
    </Wrap>
  );
}

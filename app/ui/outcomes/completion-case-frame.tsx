import type { ReactNode } from 'react';
import type { OutcomeCase } from '#app/domain/outcomes/outcome-case.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Tabs } from '#app/ui/kit/tabs.tsx';

export type CasePage = 'outcome' | 'interim' | 'completion' | 'settlement' | 'hold';

/** Frame of the staff pages of a case from the interim check to the settlement: where one is, and the way to the other parts. */
export function CaseFrame({ head, page, title, over, reader = 'officer', children }: { head: OutcomeCase; page: CasePage; title: string; over?: ReactNode; reader?: 'officer' | 'evaluator'; children: ReactNode }) {
  const { t } = useI18n();
  const all: readonly { page: CasePage; to: string }[] = [
    { page: 'outcome', to: paths.officerOutcome(head.id) },
    { page: 'interim', to: paths.officerInterim(head.id) },
    { page: 'completion', to: paths.officerCompletion(head.id) },
    { page: 'settlement', to: paths.officerSettlement(head.id) },
    { page: 'hold', to: paths.officerHold(head.id) },
  ];
  const items = reader === 'evaluator' ? all.filter((item) => item.page === 'interim' || item.page === 'completion') : all;
  return (
    <Wrap>
      <Breadcrumb
        items={
          reader === 'evaluator'
            ? [{ to: paths.evaluatorApplication(head.id), label: head.firmName }, { label: title }]
            : [{ to: paths.officerApplications(), label: t('settlements.nav.applications') }, { to: paths.officerApplication(head.id), label: head.firmName }, { label: title }]
        }
      />
      <PageTitle title={title} over={over} meta={[head.firmName, head.receiptNumber, head.agreement?.number].filter(Boolean).join(', ')} />
      <Tabs label={t('settlements.nav.parts')} items={items.map((item) => ({ to: item.to, label: t(`settlements.nav.${item.page}`), current: item.page === page }))} />
      <div className="gap-above">{children}</div>
    </Wrap>
  );
}

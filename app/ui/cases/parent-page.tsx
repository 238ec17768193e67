import type { Text } from '#app/domain/workflow/machine.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { Badge, State } from '#app/ui/kit/state.tsx';

interface LinkedFirm {
  readonly firmId: string;
  readonly firmName: string;
  readonly regionName: Text | null;
  readonly ksicName: Text | null;
  readonly tier: number;
  readonly receiptNumber: string | null;
  readonly stage: { readonly label: Text; readonly stepNumber: number | null } | null;
  readonly amountWon: number | null;
  readonly paidWon: number | null;
}

interface ParentPageProps {
  readonly firms: readonly LinkedFirm[];
  readonly totals: { readonly count: number; readonly released: number; readonly amountWon: number; readonly paidWon: number };
}

/** The suppliers of a parent company: where each stands, and the totals it released. */
export function ParentPage({ firms, totals }: ParentPageProps) {
  const { t, format } = useI18n();
  const won = (value: number | null) => (value === null ? <State kind="locked">{t('cases.parent.not_released')}</State> : format.wonPlain(value));
  return (
    <Wrap>
      <PageTitle title={t('cases.parent.title')} lede={t('cases.parent.lede')} />
      {firms.length === 0 ? (
        <EmptyState title={t('cases.parent.none')}>{t('cases.parent.none_hint')}</EmptyState>
      ) : (
        <>
          <div className="work-figures three-figures">
          <Stats
            columns={3}
            items={[
              { label: t('cases.parent.count'), value: format.number(totals.count), unit: t('cases.parent.firms'), note: t('cases.parent.count_note', { count: firms.filter((firm) => firm.stage !== null).length }) },
              { label: t('cases.parent.granted'), value: totals.released === 0 ? '-' : format.wonShort(totals.amountWon), note: t('cases.parent.coverage', { released: totals.released, count: totals.count }) },
              { label: t('cases.parent.paid'), value: totals.released === 0 ? '-' : format.wonShort(totals.paidWon), note: t('cases.parent.coverage', { released: totals.released, count: totals.count }) },
            ]}
          />
          </div>
          <Section title={t('cases.parent.list')} aside={t('kit.count', { count: firms.length })} intro={t('cases.parent.privacy')}>
            <SimpleTable
              caption={t('cases.parent.list')}
              fold
              columns={[
                { header: t('cases.list.firm') },
                { header: t('cases.list.state') },
                { header: t('cases.parent.tier') },
                { header: t('cases.list.place') },
                { header: t('cases.parent.granted'), kind: 'number' },
                { header: t('cases.parent.paid'), kind: 'number' },
              ]}
              rows={firms.map((firm) => ({
                key: firm.firmId,
                cells: [
                  <>
                    {firm.firmName}
                    {firm.receiptNumber ? <small className="mini soft check-by nb">{firm.receiptNumber}</small> : null}
                  </>,
                  firm.stage ? <Badge key="s" tone="line">{firm.stage.stepNumber === null ? format.text(firm.stage.label) : t('cases.parent.step', { step: firm.stage.stepNumber, label: format.text(firm.stage.label) })}</Badge> : <span key="s" className="soft">{t('cases.parent.no_case')}</span>,
                  <span key="r" className="nb">{t('cases.parent.tier_of', { tier: firm.tier })}</span>,
                  [format.text(firm.regionName), format.text(firm.ksicName)].filter(Boolean).join(' · ') || '-',
                  won(firm.amountWon),
                  won(firm.paidWon),
                ],
              }))}
            />
          </Section>
        </>
      )}
    </Wrap>
  );
}

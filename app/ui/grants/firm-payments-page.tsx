import type { TrancheGate, TrancheKind } from '#app/domain/grants/tranche-plan.ts';
import type { TrancheState } from '#app/domain/grants/tranche-states.ts';
import type { Side, Text } from '#app/domain/workflow/machine.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { TrancheStateWord } from '#app/ui/grants/money-parts.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { ButtonLink } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { Stats } from '#app/ui/kit/stat.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';

export interface ShownFirmPayments {
  readonly number: string | null;
  readonly amountWon: number;
  readonly paidWon: number;
  readonly committedWon: number;
  readonly closed: boolean;
  readonly closesAt: Date;
  readonly tranches: readonly {
    readonly id: string;
    readonly number: number;
    readonly kind: TrancheKind;
    readonly gate: TrancheGate | null;
    readonly state: TrancheState;
    readonly label: Text;
    readonly publicLabel: Text;
    readonly side: Side;
    readonly plannedWon: number;
    readonly requestedWon: number | null;
    readonly verifiedWon: number | null;
    readonly paidWon: number | null;
  }[];
}

/** The payments of the own agreement: sums, and each payment with whose turn it is. */
export function FirmPaymentsPage({ shown }: { shown: ShownFirmPayments | null }) {
  const { t, format } = useI18n();
  if (!shown) {
    return (
      <Wrap>
        <PageTitle title={t('grants.claims.title')} />
        <EmptyState title={t('grants.claims.none_title')} action={<ButtonLink to={paths.firmAgreement()}>{t('grants.firm.title')}</ButtonLink>}>
          {t('grants.claims.none')}
        </EmptyState>
      </Wrap>
    );
  }
  const note = t('grants.claims.note', { number: shown.number ?? '-' });
  const closes = format.dateTime(shown.closesAt);
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firm(), label: t('pages.nav.firm_home') }, { to: paths.firmAgreement(), label: t('grants.firm.title') }, { label: t('grants.claims.title') }]} />
      <PageTitle title={t('grants.claims.title')} />
      {shown.closed ? <Alert kind="warn">{t('grants.claims.closed', { at: closes })}</Alert> : null}
      <Stats
        columns={3}
        items={[
          { label: t('grants.claims.granted'), value: format.wonShort(shown.amountWon), note },
          { label: t('grants.claims.paid'), value: format.wonShort(shown.paidWon), note },
          { label: t('grants.claims.rest'), value: format.wonShort(shown.committedWon), note },
        ]}
      />
      <div className="gap-above-l" />
      <Section title={t('grants.claims.list')} intro={shown.closed ? undefined : t('grants.claims.closes', { at: closes })}>
        <StructuredList ordered label={t('grants.claims.list')}>
          {shown.tranches.map((tranche) => (
            <StructuredItem
              key={tranche.id}
              title={`${t('grants.payment.title', { number: tranche.number, kind: t(`grants.tranche_kind.${tranche.kind}`) })} · ${format.wonPlain(tranche.paidWon ?? tranche.verifiedWon ?? tranche.requestedWon ?? tranche.plannedWon)}`}
              to={paths.firmPayment(tranche.id)}
              state={<TrancheStateWord state={tranche.state} />}
              sub={tranche.state === 'planned' && tranche.gate ? t(`grants.gate.${tranche.gate}`) : format.text(tranche.publicLabel)}
              {...(tranche.side === 'firm' ? { now: true } : {})}
            />
          ))}
        </StructuredList>
      </Section>
    </Wrap>
  );
}

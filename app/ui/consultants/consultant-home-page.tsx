import { FIELD_LABELS, toConsultingFields } from '#app/domain/assignments/field-names.ts';
import type { CaseStage } from '#app/domain/workflow/case-stage.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import { Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Reasons, type ShownReason } from '#app/ui/assignments/reasons.tsx';
import { sideLabel } from '#app/ui/cases/case-state.tsx';
import { OfferAnswer } from '#app/ui/consultants/offer-answer.tsx';
import { nextStepOf } from '#app/ui/consultants/next-step.ts';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Clock } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText } from '#app/ui/kit/time.tsx';

interface Line {
  readonly id: string;
  readonly state: string;
  readonly applicationId: string;
  readonly firmName: string;
  readonly regionName: Text | null;
  readonly ksicCode: string | null;
  readonly ksicName: Text | null;
  readonly mainProduct: string | null;
  readonly employees: number | null;
  readonly wantedFields: readonly string[];
  readonly receiptNumber: string | null;
  readonly dueOn: string | null;
  readonly reasons: readonly ShownReason[];
  readonly manDaysHalf: number;
  readonly usedDaysHalf: number;
  readonly nextVisitOn: string | null;
  readonly lastVisitOn: string | null;
}

export interface OfferLine extends Line {
  readonly clock: { readonly used: number; readonly promise: number };
}

interface ConsultantHomeProps {
  readonly name: string;
  readonly offers: readonly OfferLine[];
  readonly firms: readonly (Line & { readonly stage: CaseStage | null })[];
  /** Handed over, still to be read. */
  readonly former: readonly (Line & { readonly readableUntil: string | null })[];
  readonly reply: FormReply | undefined;
}

/** The facts of an offer that a consultant needs to answer it. */
export function OfferFacts({ offer }: { offer: Line }) {
  const { t, format } = useI18n();
  return (
    <div className="two offer-facts">
      <DefinitionList
        items={[
          { term: t('assignments.need.fields'), value: toConsultingFields(offer.wantedFields).map((field) => format.text(FIELD_LABELS[field])).join(', ') || '-' },
          { term: t('assignments.need.region'), value: format.text(offer.regionName) || '-' },
          { term: t('assignments.need.ksic'), value: offer.ksicCode ? `${offer.ksicCode} ${format.text(offer.ksicName)}` : '-' },
          { term: t('assignments.need.product'), value: [offer.mainProduct, offer.employees === null ? null : t('cases.head.employees', { count: offer.employees })].filter(Boolean).join(' · ') || '-' },
          { term: t('assignments.need.days'), value: t('assignments.days', { days: offer.manDaysHalf / 2 }) },
        ]}
      />
      <div>
        <p className="small">
          <b>{t('consultants.offer.why')}</b>
        </p>
        <Reasons reasons={offer.reasons} names={{ region: format.text(offer.regionName), ksic: format.text(offer.ksicName) || (offer.ksicCode ?? '') }} />
      </div>
    </div>
  );
}

function Offer({ offer, reply }: { offer: OfferLine; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  return (
    <article className="turn offer-card">
      <div className="stack">
        <p className="over">
          <State kind="doing">{t('consultants.offer.turn')}</State>
        </p>
        <h3 className="turn-title">
          <Link to={paths.consultantFirm(offer.applicationId)}>{offer.firmName}</Link>
        </h3>
        {offer.dueOn ? <p className="due">{t('consultants.offer.until', { on: format.date(offer.dueOn) })}</p> : null}
        <Clock used={offer.clock.used} promise={offer.clock.promise} />
        <OfferFacts offer={offer} />
        <OfferAnswer assignmentId={offer.id} firmName={offer.firmName} reply={reply} />
      </div>
    </article>
  );
}

/** The home of a consultant: offers to answer first, then the own firms with stage and next step. */
export function ConsultantHomePage({ name, offers, firms, former, reply }: ConsultantHomeProps) {
  const { t, format } = useI18n();
  return (
    <Wrap>
      <PageTitle title={t('consultants.home.title')} aside={name} />
      {offers.length > 0 ? (
        <Section title={t('consultants.home.offers')} aside={t('kit.count', { count: offers.length })}>
          <div className="offers">
            {offers.map((offer) => (
              <Offer key={offer.id} offer={offer} reply={reply} />
            ))}
          </div>
        </Section>
      ) : null}
      <Section title={t('consultants.home.firms')} aside={t('kit.count', { count: firms.length })}>
        {firms.length === 0 ? (
          <EmptyState title={t('consultants.home.none')}>{t('consultants.home.none_hint')}</EmptyState>
        ) : (
          <StructuredList label={t('consultants.home.firms')}>
            {firms.map((firm, index) => {
              const mine = firm.stage?.side === 'consultant';
              const next = nextStepOf(firm.stage, firm.applicationId);
              const isAwaited = firm.state === 'accepted' || firm.state === 'objected';
              return (
                <StructuredItem
                  key={firm.id}
                  to={paths.consultantFirm(firm.applicationId)}
                  title={firm.firmName}
                  now={mine && index === 0 && offers.length === 0}
                  state={isAwaited ? <State kind="waiting">{t(firm.state === 'accepted' ? 'consultants.home.awaited' : 'consultants.home.objected')}</State> : firm.stage && firm.stage.side !== 'none' ? <State kind={mine ? 'doing' : 'waiting'}>{mine ? t('cases.view.turn') : t('cases.head.turn', { side: t(sideLabel(firm.stage.side)) })}</State> : undefined}
                  sub={
                    <>
                      {firm.stage ? <b>{format.text(firm.stage.label)}</b> : null}
                      {mine && next ? <> · {t(next.label)}</> : null}
                      {' · '}
                      {firm.state === 'accepted' && firm.dueOn ? t('consultants.home.awaited_until', { on: format.date(firm.dueOn) }) : t('consultants.home.days', { used: firm.usedDaysHalf / 2, total: firm.manDaysHalf / 2 })}
                      {firm.nextVisitOn ? <> · {t('consultants.home.next_visit')} <DateText on={firm.nextVisitOn} /></> : firm.lastVisitOn ? <> · {t('consultants.home.last_visit')} <DateText on={firm.lastVisitOn} /></> : null}
                    </>
                  }
                />
              );
            })}
          </StructuredList>
        )}
      </Section>
      {former.length > 0 ? (
        <Section title={t('consultants.home.former')} aside={t('kit.count', { count: former.length })}>
          <StructuredList label={t('consultants.home.former')}>
            {former.map((firm) => (
              <StructuredItem key={firm.id} to={paths.consultantFirm(firm.applicationId)} title={firm.firmName} sub={t('consultants.home.readable', { on: format.date(firm.readableUntil) })} />
            ))}
          </StructuredList>
        </Section>
      ) : null}
    </Wrap>
  );
}

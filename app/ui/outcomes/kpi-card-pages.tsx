import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Breadcrumb } from '#app/ui/kit/breadcrumb.tsx';
import { Button, ButtonLink } from '#app/ui/kit/button.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { HiddenField, RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { Select } from '#app/ui/kit/forms/select.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextArea } from '#app/ui/kit/forms/text-area.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import type { Text } from '#app/domain/workflow/machine.ts';
import type { ShownCard } from '#app/ui/plans/shown-plan.ts';
import { isReplyToCard, KpiCardForm } from './kpi-card-form.tsx';
import { KpiCardState, KpiCardView } from './kpi-card-view.tsx';

/** What the card pages show. */
export interface ShownCards {
  readonly applicationId: string;
  readonly firmName: string;
  readonly state: 'too_early' | 'none' | 'open';
  readonly cards: readonly (ShownCard & { readonly canEdit: boolean })[];
  readonly missing: readonly ('Q' | 'D')[];
  readonly catalogue: readonly { readonly code: string; readonly name: Text; readonly family: string }[];
  readonly can: Readonly<Record<'start' | 'signAsFirm' | 'signAsConsultant' | 'remove', boolean>>;
}

interface PageProps {
  readonly given: ShownCards;
  readonly reply: FormReply | undefined;
}

function CardSections({ given, reply, byFirm }: PageProps & { readonly byFirm: boolean }) {
  const { t, format } = useI18n();
  return (
    <>
      {given.missing.map((family) => (
        <Alert key={family} kind="warn">
          {t(`plans.kpi.missing.${family}`)}
        </Alert>
      ))}
      {given.cards.map((card) => (
        <Section key={card.id} id={`card-${card.definitionCode}`} title={`${card.definitionCode} ${format.text(card.definition.name)}`} aside={<KpiCardState card={card} />}>
          <div className="stack">
            <KpiCardView card={card} />
            {card.canEdit ? (
              <Details summary={t(card.baselineValue === null ? 'plans.kpi.fill' : 'plans.kpi.edit')} open={isReplyToCard(reply, card.id) || (byFirm && card.baselineValue === null)}>
                <KpiCardForm card={card} reply={reply} countsLocked={!byFirm} />
              </Details>
            ) : null}
            {byFirm && card.canEdit && given.can.remove && card.windowRows.every((row) => row.value === null) ? (
              <PortalForm id={`remove-${card.id}`} intent="remove" reply={undefined}>
                <HiddenField name="cardId" value={card.id} />
                <Button type="submit" variant="text" size="medium">
                  {t('plans.kpi.remove')}
                </Button>
              </PortalForm>
            ) : null}
            {byFirm && card.state === 'draft' && card.firmSignedAt ? (
              <PortalForm id={`withdraw-${card.id}`} intent="withdraw" reply={undefined}>
                <HiddenField name="cardId" value={card.id} />
                <Button type="submit" variant="text" size="medium">
                  {t('plans.kpi.withdraw')}
                </Button>
              </PortalForm>
            ) : null}
            {!byFirm && card.state === 'draft' && card.firmSignedAt ? (
              <Details summary={t('plans.kpi.remark')} open={reply?.intent === 'remark' && reply.initialValue?.['cardId'] === card.id}>
                <PortalForm id={`remark-${card.id}`} intent="remark" reply={reply?.initialValue?.['cardId'] === card.id ? reply : undefined}>
                  <HiddenField name="cardId" value={card.id} />
                  <TextArea name="remark" label={t('plans.kpi.remark_label')} hint={t('plans.kpi.remark_hint')} rows={3} maxLength={1000} required />
                  <SubmitBar>
                    <Button type="submit">{t('plans.kpi.remark_submit')}</Button>
                  </SubmitBar>
                </PortalForm>
              </Details>
            ) : null}
          </div>
        </Section>
      ))}
      {given.can.start && given.catalogue.length > 0 ? (
        <Details summary={t('plans.kpi.add_title')} open={reply?.intent === 'add'}>
          <PortalForm id="add-card" intent="add" reply={reply}>
            <Select name="code" label={t('plans.kpi.add_label')} hint={t('plans.kpi.add_hint')} required options={given.catalogue.map((row) => ({ value: row.code, label: `${row.code} ${format.text(row.name)}` }))} />
            <SubmitBar>
              <Button type="submit">{t('plans.kpi.add')}</Button>
            </SubmitBar>
          </PortalForm>
        </Details>
      ) : null}
    </>
  );
}

function Nothing({ given, reply, assessment }: PageProps & { readonly assessment: string }) {
  const { t } = useI18n();
  const early = given.state === 'too_early';
  return (
    <EmptyState
      title={t(early ? 'plans.kpi.too_early' : 'plans.kpi.none')}
      action={
        early ? (
          <ButtonLink to={assessment}>{t('plans.to_assessment')}</ButtonLink>
        ) : given.can.start ? (
          <PortalForm intent="start" reply={reply}>
            <Button type="submit" variant="primary">
              {t('plans.kpi.start')}
            </Button>
          </PortalForm>
        ) : undefined
      }
    >
      {t(early ? 'plans.kpi.too_early_text' : 'plans.kpi.none_text')}
    </EmptyState>
  );
}

/** The firm writes and signs its KPI cards. */
export function FirmCardsPage({ given, reply }: { given: ShownCards | null; reply: FormReply | undefined }) {
  const { t } = useI18n();
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.firmPlan(), label: t('plans.title') }, { label: t('plans.cards.title') }]} />
      <PageTitle title={t('plans.cards.title')} lede={t('plans.cards.lede')} />
      {!given ? (
        <EmptyState title={t('plans.not_selected.title')} action={<ButtonLink to={paths.firm()}>{t('plans.to_home')}</ButtonLink>}>
          {t('plans.not_selected.text')}
        </EmptyState>
      ) : given.state !== 'open' ? (
        <Nothing given={given} reply={reply} assessment={paths.firmAssessment()} />
      ) : (
        <div className="stack">
          <CardSections given={given} reply={reply} byFirm />
          {given.cards.some((card) => card.state === 'draft' && !card.firmSignedAt) ? (
            <div className="gap-above-l">
              <Section id="sign" title={t('plans.kpi.sign_title')} intro={t('plans.kpi.sign_intro')}>
                <PortalForm id="sign-cards" intent="sign" reply={reply}>
                  {given.cards.filter((card) => card.state === 'draft' && !card.firmSignedAt).map((card) => (
                    <HiddenField key={card.id} name="seen" value={`${card.id}:${card.version}`} />
                  ))}
                  <Button
                    type="submit"
                    variant="primary"
                    wide
                    disabledReason={given.cards.some((card) => card.state === 'draft' && card.gaps.length > 0) || given.missing.length > 0 ? t('plans.kpi.sign_open') : given.can.signAsFirm ? undefined : t('plans.sign.representative')}
                  >
                    {t('plans.kpi.sign')}
                  </Button>
                </PortalForm>
              </Section>
            </div>
          ) : (
            <ButtonLink to={paths.firmPlan()} variant="primary">
              {t('plans.to_plan')}
            </ButtonLink>
          )}
        </div>
      )}
    </Wrap>
  );
}

/** The consultant grades the evidence of the cards and signs them. */
export function ConsultantCardsPage({ given, reply }: PageProps) {
  const { t, format } = useI18n();
  const toSign = given.cards.filter((card) => card.state === 'draft' && card.firmSignedAt);
  return (
    <Wrap>
      <Breadcrumb items={[{ to: paths.consultant(), label: t('plans.my_firms') }, { to: paths.consultantFirm(given.applicationId), label: given.firmName }, { label: t('plans.cards.title') }]} />
      <PageTitle title={t('plans.cards.of_firm', { firm: given.firmName })} lede={t('plans.cards.lede')} />
      {given.state !== 'open' ? (
        <Nothing given={given} reply={reply} assessment={paths.consultantAssessment(given.applicationId)} />
      ) : (
        <div className="stack">
          <CardSections given={given} reply={reply} byFirm={false} />
          {given.can.signAsConsultant ? (
            <div className="gap-above-l">
              <Section id="sign" title={t('plans.kpi.cosign_title')} intro={t('plans.kpi.cosign_intro')}>
                <PortalForm id="sign-cards" intent="sign" reply={reply}>
                  {toSign.map((card) => (
                    <div key={card.id}>
                      <HiddenField name="seen" value={`${card.id}:${card.version}`} />
                      <RadioGroup
                        name={`grade.${card.id}`}
                        label={t('plans.kpi.grade_of', { name: format.text(card.definition.name) })}
                        required
                        defaultValue={card.baselineGrade ?? ''}
                        options={(['A', 'B', 'C'] as const).map((grade) => ({ value: grade, label: grade, hint: t(`plans.grade.${grade}`) }))}
                      />
                    </div>
                  ))}
                  <SubmitBar>
                    <Button type="submit" variant="primary" wide>
                      {t('plans.kpi.cosign', { count: toSign.length })}
                    </Button>
                  </SubmitBar>
                </PortalForm>
              </Section>
            </div>
          ) : null}
        </div>
      )}
    </Wrap>
  );
}

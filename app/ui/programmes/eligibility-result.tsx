import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert, type AlertKind } from '#app/ui/kit/alert.tsx';
import { ButtonLink, ButtonRow } from '#app/ui/kit/button.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import type { ShownEligibilityQuestion } from './eligibility-page.tsx';

interface Text {
  readonly ko: string;
  readonly en: string;
}

interface EligibilityResultProps {
  readonly outcome: 'eligible' | 'not_eligible' | 'ask';
  readonly blockedBy: readonly ShownEligibilityQuestion[];
  readonly unsure: readonly ShownEligibilityQuestion[];
  readonly documents: readonly { readonly kind: string; readonly name: Text; readonly hint: Text | null; readonly required: boolean; readonly validityDays: number | null }[];
  readonly code: string;
  readonly isFirm: boolean;
}

const KIND: Readonly<Record<EligibilityResultProps['outcome'], AlertKind>> = { eligible: 'ok', not_eligible: 'bad', ask: 'warn' };

/** What the answers mean, why, and what comes next. */
export function EligibilityResult({ outcome, blockedBy, unsure, documents, code, isFirm }: EligibilityResultProps) {
  const { t, format } = useI18n();
  return (
    <Wrap narrow>
      <PageTitle title={t('programmes.check.result_title')} meta={t('programmes.check.code', { code })} />
      <Alert kind={KIND[outcome]} title={t(`programmes.check.${outcome}_title`)}>
        <p>{t(`programmes.check.${outcome}_text`)}</p>
      </Alert>
      {blockedBy.length > 0 ? (
        <Section title={t('programmes.check.reasons')}>
          <StructuredList>
            {blockedBy.map((question) => (
              <StructuredItem key={question.id} title={format.text(question.reason)} state={<State kind="excluded">{t('programmes.check.blocks')}</State>} sub={format.text(question.text)} />
            ))}
          </StructuredList>
        </Section>
      ) : null}
      {unsure.length > 0 ? (
        <Section title={t('programmes.check.unsure_title')}>
          <StructuredList>
            {unsure.map((question) => (
              <StructuredItem key={question.id} title={format.text(question.text)} state={<State kind="todo">{t('programmes.check.to_find_out')}</State>} sub={format.text(question.help)} />
            ))}
          </StructuredList>
        </Section>
      ) : null}
      {outcome !== 'not_eligible' && documents.length > 0 ? (
        <Section title={t('programmes.check.documents')} intro={t('programmes.check.documents_intro')}>
          <StructuredList>
            {documents.map((document) => (
              <StructuredItem
                key={document.kind}
                title={format.text(document.name)}
                state={<State kind="none">{t(document.required ? 'programmes.check.required' : 'programmes.check.optional')}</State>}
                sub={document.hint ? format.text(document.hint) : null}
              />
            ))}
          </StructuredList>
        </Section>
      ) : null}
      <ButtonRow className="gap-above">
        {outcome === 'not_eligible' ? null : (
          <ButtonLink to={isFirm ? paths.firmApplicationStart({ seed: code }) : paths.register({ seed: code })} variant="primary" iconEnd="arrow">
            {t(isFirm ? 'programmes.check.to_application' : 'programmes.check.to_register')}
          </ButtonLink>
        )}
        <ButtonLink to={paths.check({ again: code })} variant={outcome === 'not_eligible' ? 'secondary' : 'text'}>
          {t('programmes.check.again')}
        </ButtonLink>
      </ButtonRow>
      {outcome === 'not_eligible' ? null : <p className="small soft gap-above">{t('programmes.check.seed_note')}</p>}
    </Wrap>
  );
}

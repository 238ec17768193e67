import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownConsent } from '#app/ui/applications/consent-box.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Section } from '#app/ui/kit/section.tsx';

const SECTIONS = ['without_consent', 'entrusted', 'rights', 'safety', 'records', 'cookies', 'contact'] as const;

/** How personal data are handled; the consents come from the texts people are really asked to agree to. */
export function PrivacyPage({ consents }: { consents: { readonly account: readonly ShownConsent[]; readonly application: readonly ShownConsent[] } }) {
  const { t, format } = useI18n();
  const texts = [...consents.account, ...consents.application];
  return (
    <Wrap>
      <PageTitle title={t('programmes.privacy.title')} lede={t('programmes.privacy.lede')} />
      <Section layout="split" title={t('programmes.privacy.consents')} intro={t('programmes.privacy.consents_intro')}>
        {texts.map((consent) => (
          <section key={consent.code} className="consent">
            <h3>
              {format.text(consent.title)} <span className="small soft">{t(consent.isRequired ? 'programmes.check.required' : 'programmes.privacy.optional')}</span>
            </h3>
            <DefinitionList items={consent.parts.map(({ part, text }) => ({ term: t(`applications.consent.${part}`), value: format.text(text) }))} />
          </section>
        ))}
      </Section>
      {SECTIONS.map((name) => (
        <Section key={name} layout="split" title={t(`programmes.privacy.${name}` as MessageId)}>
          <p className="prose">{t(`programmes.privacy.${name}_text` as MessageId)}</p>
        </Section>
      ))}
    </Wrap>
  );
}

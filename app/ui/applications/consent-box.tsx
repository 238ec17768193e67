import { useI18n } from '#app/i18n/i18n.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Checkbox } from '#app/ui/kit/forms/choices.tsx';

/** A consent text as pages show it. */
export interface ShownConsent {
  readonly code: string;
  readonly title: { readonly ko: string; readonly en: string };
  readonly isRequired: boolean;
  readonly parts: readonly { readonly part: 'recipients' | 'purpose' | 'items' | 'retention' | 'refusal'; readonly text: { readonly ko: string; readonly en: string } }[];
}

/** One consent: what it says, part by part, and its own box, never ticked beforehand. */
export function ConsentBox({ name, consent, label, disabled }: { name: string; consent: ShownConsent; label: string; disabled?: boolean }) {
  const { t, format } = useI18n();
  return (
    <div className="consent">
      <p className="consent-title">{format.text(consent.title)}</p>
      <div className="consent-text small">
        <DefinitionList
          items={consent.parts.map(({ part, text }) => ({
            term: t(`applications.consent.${part}`),
            value: part === 'retention' || part === 'recipients' ? <b>{format.text(text)}</b> : format.text(text),
          }))}
        />
      </div>
      <Checkbox name={name} label={label} required={consent.isRequired} quiet={consent.isRequired} disabled={disabled} />
    </div>
  );
}

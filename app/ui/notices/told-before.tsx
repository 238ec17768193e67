import type { Duty } from '#app/domain/accounts/actor.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Told } from '#app/ui/kit/told.tsx';

export interface ShownToldBefore {
  readonly people: readonly { readonly name: string; readonly duty: Duty }[];
  readonly letter: { readonly subject: string; readonly paragraphs: readonly string[] } | null;
}

/** Who will be told by the button below, and the words they will read. */
export function ToldBefore({ told }: { readonly told: ShownToldBefore | null | undefined }) {
  const { t } = useI18n();
  if (!told) return null;
  const letter = told.letter ? (
    <>
      <p>
        <b>{told.letter.subject}</b>
      </p>
      {told.letter.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  ) : null;
  return <Told people={told.people.map((person) => ({ name: `${person.name} (${t(`pages.duty.${person.duty}` as MessageId)})`, channel: 'both' as const }))} letter={letter} />;
}

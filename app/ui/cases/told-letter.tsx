import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownTold } from '#app/ui/cases/shown-case.ts';
import { Details } from '#app/ui/kit/details.tsx';
import { Told } from '#app/ui/kit/told.tsx';

/** Who will be told by a step, and the letter; the letter stays closed where several steps share a panel. */
export function ToldLetter({ told, title, closed }: { told: ShownTold | undefined; title?: string; closed?: boolean }) {
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
  const people = told.people.map((person) => ({ name: `${person.name} (${t(`pages.duty.${person.duty}` as MessageId)})`, channel: 'both' as const }));
  if (closed) {
    return (
      <Details summary={title ?? t('kit.told.title')}>
        <Told people={people} letter={letter} />
      </Details>
    );
  }
  return <Told people={people} letter={letter} {...(title ? { title } : {})} />;
}

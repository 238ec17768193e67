import { useId, type ReactNode } from 'react';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';

export interface ToldPerson {
  name: ReactNode;
  channel: 'mail' | 'portal' | 'both';
  note?: ReactNode;
}

/** Who will be told before a step is taken, who will not, and the words they will read. */
export function Told({ people, notTold, letter, title }: { people: readonly ToldPerson[]; notTold?: ReactNode; letter?: ReactNode; title?: ReactNode }) {
  const { t } = useI18n();
  const titleId = useId();
  return (
    <div className="told-block" role="group" aria-labelledby={titleId}>
      <h3 className="small" id={titleId}>
        {title ?? t('kit.told.title')}
      </h3>
      {people.length === 0 ? (
        <p className="small soft">{t('kit.told.nobody')}</p>
      ) : (
        <ul className="told">
          {people.map((person, index) => (
            <li key={index}>
              <b>{person.name}</b>
              <span className="state">
                <Icon name={person.channel === 'portal' ? 'bell' : 'mail'} />
                {t(person.channel === 'portal' ? 'kit.told.portal' : person.channel === 'mail' ? 'kit.told.mail' : 'kit.told.both')}
              </span>
              {person.note ? <small>{person.note}</small> : null}
            </li>
          ))}
        </ul>
      )}
      {notTold ? <p className="mini soft told-not">{notTold}</p> : null}
      {letter ? (
        <div className="letter">
          <p className="mini soft">{t('kit.told.letter')}</p>
          <div>{letter}</div>
        </div>
      ) : null}
    </div>
  );
}

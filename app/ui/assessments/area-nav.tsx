import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { Icon } from '#app/ui/kit/icon.tsx';
import { answerFor, type ShownAnswer, type ShownAssessment } from './shown-assessment.ts';

const at = (level: number) => 8 + (level - 1) * 19;

/** Own level as a ring, confirmed as a dot, target as a diamond on a line of five. The words stand beside it. */
function LevelDots({ answer }: { answer: ShownAnswer | undefined }) {
  const own = answer?.isNotApplicable ? null : (answer?.ownLevel ?? null);
  const confirmed = answer?.confirmedLevel ?? null;
  const target = answer?.targetLevel ?? null;
  return (
    <svg viewBox="0 0 92 20" width="92" height="20" aria-hidden="true" className="chart">
      <path className="axis" d="M8 10H84" />
      {[1, 2, 3, 4, 5].map((level) => (
        <path key={level} className="axis" d={`M${at(level)} 7v6`} />
      ))}
      {target !== null && target !== confirmed ? <path className="dot-target" d={`M${at(target)} 3l7 7-7 7-7-7z`} /> : null}
      {own !== null && own !== confirmed ? <circle className="dot-was" cx={at(own)} cy="10" r="6" /> : null}
      {confirmed !== null ? <circle className="dot-is" cx={at(confirmed)} cy="10" r="6" /> : null}
    </svg>
  );
}

/** The state of an area in a few words. */
export function useAreaWords(): (answer: ShownAnswer | undefined) => string {
  const { t } = useI18n();
  return (answer) => {
    if (!answer || (answer.ownLevel === null && !answer.isNotApplicable)) return t('assessments.area.open');
    if (answer.isNotApplicable) return t('assessments.area.not_applicable');
    if (answer.confirmedLevel === null) return t('assessments.area.own_only', { own: answer.ownLevel ?? 0 });
    return t('assessments.area.both', { own: answer.ownLevel ?? 0, confirmed: answer.confirmedLevel });
  };
}

/** The ten areas beside the page; on a phone they fold into one line. */
export function AreaNav({ given, current, toArea }: { given: ShownAssessment; current: string; toArea: (code: string) => string }) {
  const { t, format } = useI18n();
  const words = useAreaWords();
  const here = given.roadmap.areas.find((area) => area.code === current);
  return (
    <nav aria-label={t('assessments.areas.label')}>
      <ol className="areas only-wide">
        {given.roadmap.areas.map((area) => {
          const answer = answerFor(given, area.code);
          return (
            <li key={area.code}>
              <Link to={toArea(area.code)} aria-current={area.code === current ? 'page' : undefined}>
                <span>{area.code}</span>
                <span>
                  {format.text(area.name)}
                  <span className="sr-only">, {words(answer)}</span>
                </span>
                {answer && (answer.ownLevel !== null || answer.isNotApplicable) ? (
                  answer.isNotApplicable ? <span className="mini soft">{t('assessments.area.not_applicable')}</span> : <LevelDots answer={answer} />
                ) : (
                  <span className="mini soft">{t('assessments.area.open')}</span>
                )}
              </Link>
            </li>
          );
        })}
      </ol>
      <details className="only-narrow krds-side-navigation" key={current}>
        <summary>
          <span>{t('assessments.areas.current', { code: current, name: here ? format.text(here.name) : '' })}</span>
          <Icon name="down" />
        </summary>
        <ol>
          {given.roadmap.areas.map((area) => (
            <li key={area.code}>
              <Link to={toArea(area.code)} aria-current={area.code === current ? 'page' : undefined}>
                <span>{area.code}</span>
                <span>{format.text(area.name)}</span>
                <span className="mini nb">{words(answerFor(given, area.code))}</span>
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}

import type { Roadmap, RoadmapArea } from '#app/domain/assessments/roadmap.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { LegendMark } from '#app/ui/charts/chart-figure.tsx';
import type { ShownAnswer } from './shown-assessment.ts';

/** The five levels of an area, the highest on top, with the marks of firm, consultant and target. */
export function LevelLadder({ roadmap, area, answer }: { roadmap: Roadmap; area: RoadmapArea; answer: ShownAnswer | undefined }) {
  const { t, format } = useI18n();
  const own = answer?.isNotApplicable ? null : (answer?.ownLevel ?? null);
  const confirmed = answer?.confirmedLevel ?? null;
  const target = answer?.targetLevel ?? null;
  const now = confirmed ?? own;
  return (
    <ol className="ladder" reversed>
      {[...area.levels].reverse().map((level) => {
        const name = roadmap.levelNames.find((entry) => entry.level === level.level);
        const marks = own === level.level || confirmed === level.level || (target === level.level && target !== confirmed);
        return (
          <li key={level.level} className={now === level.level ? 'is-now' : undefined}>
            <span className="lv">{level.level}</span>
            <p>
              <b>{name ? format.text(name) : null}</b>
              <br />
              {format.text(level.descriptor)}
            </p>
            {marks ? (
              <div className="who">
                {own === level.level ? <LegendMark kind="own">{t('assessments.mark.own')}</LegendMark> : null}
                {confirmed === level.level ? <LegendMark kind="confirmed">{t('assessments.mark.confirmed')}</LegendMark> : null}
                {target === level.level && target !== confirmed ? <LegendMark kind="target">{t('assessments.mark.target')}</LegendMark> : null}
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

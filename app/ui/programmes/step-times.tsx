import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Ruler } from '#app/ui/kit/ruler.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import type { ShownStep } from './shown-call.ts';

/** Promised working days and what the steps really took, as far as there are finished cases. */
export function StepTimes({ steps }: { steps: readonly ShownStep[] }) {
  const { t, format } = useI18n();
  const measured = steps.some((step) => step.medianDays !== null);
  const cases = Math.max(0, ...steps.map((step) => step.n));
  const taken = (step: ShownStep) => {
    if (step.medianDays === null) return <span className="nb">{t('programmes.times.promised', { days: step.promiseDays })}</span>;
    const late = step.medianDays - step.promiseDays;
    return (
      <span>
        <b className="nb">{t('programmes.times.days', { days: format.number(step.medianDays) })}</b> / {t('programmes.times.days', { days: step.promiseDays })}{' '}
        {late > 0 ? <State kind="bad">{t('programmes.times.late', { days: format.number(late) })}</State> : null}
      </span>
    );
  };
  const columns = [
    { header: t('programmes.times.step') },
    { header: t(measured ? 'programmes.times.taken' : 'programmes.times.promise') },
    { header: <span className="sr-only">{t('programmes.times.ruler')}</span>, label: '' },
    { header: t('programmes.times.side') },
    ...(measured ? [{ header: t('programmes.times.kept'), kind: 'number' as const }] : []),
  ];
  return (
    <Section layout="split" id="days" title={t(measured ? 'programmes.times.title' : 'programmes.times.title_promise')} intro={measured ? t('programmes.times.intro', { count: format.number(cases) }) : t('programmes.times.intro_promise')}>
      <SimpleTable
        fold
        caption={t('programmes.times.caption')}
        columns={columns}
        rows={steps.map((step) => ({
          key: step.step,
          cells: [
            t(`programmes.step.${step.step}` as MessageId),
            taken(step),
            <Ruler key="ruler" size="small" stopped used={Math.round(step.medianDays ?? 0)} promise={step.promiseDays} />,
            t(`programmes.side.${step.side}`),
            ...(measured ? [step.keptPercent === null ? '-' : format.percent(step.keptPercent, 0)] : []),
          ],
        }))}
      />
    </Section>
  );
}

import { useI18n } from '#app/i18n/i18n.tsx';
import { Alert } from '#app/ui/kit/alert.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';
import type { ShownCard } from '#app/ui/plans/shown-plan.ts';
import { useKpiValue } from './kpi-card-value.tsx';

/** State of a card in one word, with the signature that is missing. */
export function KpiCardState({ card }: { card: ShownCard }) {
  const { t, format } = useI18n();
  if (card.state === 'draft' && card.firmSignedAt) return <State kind="waiting">{t('plans.kpi.waits_for_consultant')}</State>;
  return <State kind={card.state === 'draft' ? 'doing' : card.state === 'frozen' ? 'locked' : 'ok'}>{format.text(card.stateLabel)}</State>;
}

/** What a card says: definition, months, baseline, target, signatures. */
export function KpiCardView({ card }: { card: ShownCard }) {
  const { t, format, translate } = useI18n();
  const show = useKpiValue();
  const { definition } = card;
  return (
    <div className="stack">
      <DefinitionList
        layout="grid"
        columns={4}
        items={[
          { term: t('plans.kpi.baseline'), value: show(card.baselineValue, definition), note: card.baselineFrom && card.baselineTo ? `${format.month(card.baselineFrom.slice(0, 7))} ~ ${format.month(card.baselineTo.slice(0, 7))}` : undefined },
          { term: t('plans.kpi.target'), value: show(card.targetValue, definition), note: card.targetOn ? t('plans.kpi.by', { on: format.date(card.targetOn) }) : undefined },
          {
            term: t('plans.kpi.planned'),
            value: card.plannedPercent === null ? '-' : format.percent(card.plannedPercent),
            note: card.plannedChange === null ? undefined : card.plannedPercent === null ? t('plans.kpi.zero_baseline') : definition.unit === '%' ? format.points(card.plannedChange, definition.decimals) : show(card.plannedChange, definition),
          },
          { term: t('plans.kpi.grade'), value: card.baselineGrade ?? '-', note: card.baselineGrade ? t(`plans.grade.${card.baselineGrade}`) : undefined },
        ]}
      />
      <DefinitionList
        items={[
          { term: t('plans.kpi.formula'), value: format.text(definition.formula), note: t(definition.better === 'lower' ? 'plans.kpi.lower_better' : 'plans.kpi.higher_better') },
          { term: t('plans.kpi.scope'), value: card.scope ?? t('plans.kpi.not_filled') },
          { term: t('plans.kpi.source'), value: card.source ?? t('plans.kpi.not_filled') },
          ...(card.method ? [{ term: t('plans.kpi.method'), value: card.method }] : []),
        ]}
      />
      {card.windowRows.some((row) => row.value !== null) ? (
        <SimpleTable
          caption={t('plans.kpi.months_caption', { name: format.text(definition.name) })}
          fold
          columns={[
            { header: t('plans.kpi.month') },
            { header: format.text(definition.numeratorLabel) || t('plans.kpi.numerator'), kind: 'number' },
            { header: format.text(definition.denominatorLabel) || t('plans.kpi.denominator'), kind: 'number' },
            { header: t('plans.kpi.value'), kind: 'number' },
          ]}
          rows={card.windowRows.map((row) => ({
            key: row.month,
            cells: [format.month(row.month), row.numerator === null ? '-' : format.number(row.numerator), row.denominator === null ? '-' : format.number(row.denominator), show(row.value, definition)],
          }))}
          total={[t('plans.kpi.pooled'), card.baselineNumerator === null ? '-' : format.number(card.baselineNumerator), card.baselineDenominator === null ? '-' : format.number(card.baselineDenominator), show(card.baselineValue, definition)]}
        />
      ) : null}
      {card.flags.length > 0 ? (
        <Alert kind="warn" title={t('plans.kpi.flags')}>
          {card.flags.map((flag) => translate(`answers.window.${flag}`)).join(' ')}
        </Alert>
      ) : null}
      {card.state === 'draft' && card.gaps.length > 0 ? <Alert kind="info" title={t('plans.kpi.gaps')}>{card.gaps.map((gap) => translate(gap)).join(' ')}</Alert> : null}
      {card.firmSignedAt || card.consultantSignedAt || card.frozenAt ? (
        <p className="small soft">
          {card.firmSignedAt ? <>{t('plans.kpi.signed_firm', { name: card.firmSignerName ?? '' })} <TimeText at={card.firmSignedAt} /></> : null}
          {card.consultantSignedAt ? <> · {t('plans.kpi.signed_consultant', { name: card.consultantSignerName ?? '' })} <TimeText at={card.consultantSignedAt} /></> : null}
          {card.frozenAt ? <> · {t('plans.kpi.frozen_at')} <TimeText at={card.frozenAt} /> ({card.hash?.slice(0, 12)})</> : null}
        </p>
      ) : null}
    </div>
  );
}

import type { SettingGroup, SettingUnit } from '#app/domain/programmes/setting-fields.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Details } from '#app/ui/kit/details.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { writeSetting } from './setting-value.ts';

interface Text {
  readonly ko: string;
  readonly en: string;
}

/** A promised wait with what it took in the cases of the year; null until five cases have passed it. */
export interface ShownYearStep {
  readonly step: string;
  readonly side: string;
  readonly promiseDays: number;
  readonly medianDays: number | null;
  readonly keptPercent: number | null;
  readonly cases: number;
}

export interface ShownYearDocument {
  readonly kind: string;
  readonly stage: string;
  readonly name: Text;
  readonly hint: Text | null;
  readonly required: boolean;
  readonly validityDays: number | null;
}

export interface ShownRule {
  readonly key: string;
  readonly group: SettingGroup;
  readonly unit: SettingUnit;
  readonly value: unknown;
}

/** Promised working days, real ones, how many cases they come from. */
export function YearSteps({ steps }: { steps: readonly ShownYearStep[] }) {
  const { t, format } = useI18n();
  const days = (count: number) => t('programmes.times.days', { days: format.number(count) });
  return (
    <SimpleTable
      fold
      caption={t('programmes.times.caption')}
      columns={[{ header: t('programmes.times.step') }, { header: t('programmes.times.side') }, { header: t('programmes.times.promise'), kind: 'number' }, { header: t('programmes.year.real'), kind: 'number' }, { header: t('programmes.year.cases'), kind: 'number' }]}
      rows={steps.map((step) => {
        const isLate = step.medianDays !== null && step.medianDays > step.promiseDays;
        return {
          key: step.step,
          cells: [
            t(`answers.promise.${step.step}` as MessageId),
            t(`firms.side.${step.side}` as MessageId),
            days(step.promiseDays),
            step.medianDays === null ? <span className="soft">{t('programmes.year.too_few')}</span> : isLate ? <State kind="bad">{days(step.medianDays)}</State> : <b>{days(step.medianDays)}</b>,
            step.medianDays === null ? '-' : format.number(step.cases),
          ],
        };
      })}
    />
  );
}

const STAGES = ['application', 'plan', 'agreement', 'claim', 'completion', 'settlement'] as const;

/** The papers of each step, required or only where they apply. */
export function YearDocuments({ documents }: { documents: readonly ShownYearDocument[] }) {
  const { t, format } = useI18n();
  const tables = STAGES.filter((stage) => documents.some((document) => document.stage === stage)).map((stage) => (
    <SimpleTable
      key={stage}
      fold
      captionHidden={false}
      caption={t(`programmes.year.stage.${stage}`)}
      columns={[{ header: t('programmes.year.paper') }, { header: t('programmes.year.need') }, { header: t('programmes.year.valid') }]}
      rows={documents
        .filter((document) => document.stage === stage)
        .map((document) => ({
          key: document.kind,
          cells: [
            <span key="name">
              {format.text(document.name)}
              {document.hint ? <small className="soft next-acts">{format.text(document.hint)}</small> : null}
            </span>,
            t(document.required ? 'programmes.check.required' : 'programmes.check.optional'),
            document.validityDays === null ? '-' : t('programmes.year.valid_days', { days: document.validityDays }),
          ],
        }))}
    />
  ));
  return <div className="stack">{tables}</div>;
}

const GROUPS: readonly SettingGroup[] = ['money', 'calendar', 'deadlines', 'selection', 'work', 'outcomes', 'after'];

/** The rules that concern a firm, group by group, with the values of the year. */
export function YearRules({ rules }: { rules: readonly ShownRule[] }) {
  const tools = useI18n();
  const { t, translate } = tools;
  return GROUPS.filter((group) => rules.some((rule) => rule.group === group)).map((group) => (
    <Details key={group} summary={t(`answers.setting_group.${group}`)}>
      <SimpleTable
        caption={t(`answers.setting_group.${group}`)}
        columns={[{ header: t('accounts.settings.name') }, { header: t('accounts.settings.value') }]}
        rows={rules.filter((rule) => rule.group === group).map((rule) => ({ key: rule.key, cells: [translate(`answers.setting.${rule.key}`), writeSetting(rule.value, rule.unit, tools)] }))}
      />
    </Details>
  ));
}

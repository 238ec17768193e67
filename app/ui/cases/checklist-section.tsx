import { useI18n } from '#app/i18n/i18n.tsx';
import { answerText } from '#app/ui/cases/answer-value.tsx';
import type { ShownCase, ShownCheck } from '#app/ui/cases/shown-case.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { RadioGroup } from '#app/ui/kit/forms/choices.tsx';
import { Details } from '#app/ui/kit/details.tsx';
import type { FormReply } from '#app/ui/kit/forms/form-context.tsx';
import { PortalForm } from '#app/ui/kit/forms/portal-form.tsx';
import { SubmitBar } from '#app/ui/kit/forms/submit-bar.tsx';
import { TextField } from '#app/ui/kit/forms/text-field.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

const KINDS: Readonly<Record<ShownCheck['outcome'], StateKind>> = { pass: 'ok', fail: 'bad', not_applicable: 'excluded', open: 'todo' };
const OUTCOMES = ['pass', 'fail', 'not_applicable'] as const;

function Facts({ check }: { check: ShownCheck }) {
  const tools = useI18n();
  if (check.facts.length === 0) return null;
  return (
    <ul className="check-facts mini">
      {check.facts.map((fact) => (
        <li key={fact.label.en}>
          <span className="soft">{tools.format.text(fact.label)}</span> {answerText(fact.view, tools) ?? '-'}
        </li>
      ))}
    </ul>
  );
}

function CheckedTable({ items }: { items: readonly ShownCheck[] }) {
  const { t, format } = useI18n();
  return (
    <SimpleTable
      caption={t('cases.checks.title')}
      fold
      columns={[{ header: t('cases.checks.point') }, { header: t('cases.checks.result') }, { header: t('cases.checks.evidence') }]}
      rows={items.map((item) => ({
        key: item.code,
        cells: [
          <>
            <span className="mini soft num">{item.code}</span> {format.text(item.label)}
          </>,
          <State key="s" kind={KINDS[item.outcome]}>{t(`cases.checks.${item.outcome}`)}</State>,
          <span key="e">
            {item.evidence ?? '-'}
            {item.checkedAt ? (
              <small className="mini soft check-by">
                {item.checkerName} · <TimeText at={item.checkedAt} />
              </small>
            ) : null}
          </span>,
        ],
      }))}
    />
  );
}

/** The twelve points of the eligibility review: a form while the review runs, a table before and after. */
export function ChecklistSection({ shown, editable, reply }: { shown: ShownCase; editable: boolean; reply: FormReply | undefined }) {
  const { t, format } = useI18n();
  const { items, reading } = shown.checklist;
  const aside = t('cases.checks.count', { done: reading.done, total: items.length, failed: reading.failed.length });
  if (!editable) {
    return (
      <Section id="checks" title={t('cases.checks.title')} aside={aside}>
        {['submitted', 'resubmitted', 'screening', 'ineligible_proposed'].includes(shown.head.state) ? (
          <CheckedTable items={items} />
        ) : (
          <Details summary={t('cases.checks.show')}>
            <CheckedTable items={items} />
          </Details>
        )}
      </Section>
    );
  }
  const defaults = { checks: Object.fromEntries(items.map((item) => [item.code, { outcome: item.outcome === 'open' ? '' : item.outcome, evidence: item.evidence ?? '' }])) };
  return (
    <Section id="checks" title={t('cases.checks.title')} aside={aside} intro={t('cases.checks.intro')}>
      <PortalForm id="checklist" intent="record_checks" reply={reply} defaults={defaults} className="checklist">
        {items.map((item) => (
          <article key={item.code} className="check-row">
            <div>
              <h3>
                <span className="mini soft num">{item.code}</span> {format.text(item.label)}
              </h3>
              <p className="mini soft">{format.text(item.guide)}</p>
              <Facts check={item} />
            </div>
            <div className="check-inputs">
              <RadioGroup
                name={`checks.${item.code}.outcome`}
                label={<span className="sr-only">{t('cases.checks.result_of', { name: format.text(item.label) })}</span>}
                quiet
                inline
                options={OUTCOMES.map((value) => ({ value, label: t(`cases.checks.${value}`) }))}
              />
              <TextField name={`checks.${item.code}.evidence`} label={<span className="sr-only">{t('cases.checks.evidence_of', { name: format.text(item.label) })}</span>} quiet placeholder={t('cases.checks.evidence')} maxLength={500} />
            </div>
          </article>
        ))}
        <SubmitBar>
          <Button type="submit" variant="secondary">
            {t('cases.checks.save')}
          </Button>
        </SubmitBar>
      </PortalForm>
    </Section>
  );
}

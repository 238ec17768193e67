import { useId } from 'react';
import { applicationStates } from '#app/domain/applications/application-states.ts';
import type { Text } from '#app/domain/workflow/machine.ts';
import { Form } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { CaseSearchState } from '#app/ui/cases/case-links.ts';
import { Button } from '#app/ui/kit/button.tsx';

export interface CaseOptions {
  readonly regions: readonly { readonly code: string; readonly name: Text }[];
  readonly ksic: readonly { readonly code: string; readonly name: Text }[];
  readonly years: readonly { readonly number: number; readonly label: Text }[];
  readonly officers: readonly { readonly id: string; readonly name: string }[];
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function Choose({ name, label, value, choices }: { name: string; label: string; value?: string | undefined; choices: readonly Choice[] }) {
  const { t } = useI18n();
  const id = useId();
  return (
    <div className="form-group">
      <label htmlFor={id} className="small">
        {label}
      </label>
      <select id={id} name={name} className="krds-input" defaultValue={value ?? ''}>
        <option value="">{t('cases.filter.any')}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Kept({ name, values }: { name: string; values: readonly (string | number | undefined)[] }) {
  return values.map((value) => (value === undefined || value === '' ? null : <input key={String(value)} type="hidden" name={name} value={value} />));
}

/** Search field and further conditions of the list; a plain GET form, so that everything stands in the address. */
export function CaseFilterForm({ search, options }: { search: CaseSearchState; options: CaseOptions }) {
  const { t, format } = useI18n();
  const searchId = useId();
  const unused = (list: readonly { code: string; name: Text }[], used: readonly string[]) => list.filter((entry) => !used.includes(entry.code));
  const key = JSON.stringify(search);
  return (
    <Form method="get" action={paths.officerApplications()} className="case-filter" role="search" key={key}>
      <Kept name="view" values={[search.view]} />
      <Kept name="state" values={search.state} />
      <Kept name="region" values={search.region} />
      <Kept name="ksic" values={search.ksic} />
      <Kept name="sort" values={[search.sort]} />
      <Kept name="dir" values={[search.dir]} />
      <label className="sr-only" htmlFor={searchId}>
        {t('cases.filter.q')}
      </label>
      <input className="krds-input" id={searchId} type="search" name="q" maxLength={100} defaultValue={search.q ?? ''} placeholder={t('cases.filter.q')} />
      <Button type="submit" size="medium" icon="search">
        {t('cases.filter.search')}
      </Button>
      <details className="data more-conditions">
        <summary>{t('cases.filter.more')}</summary>
        <div className="condition-grid">
          <Choose
            name="state"
            label={t('cases.list.state')}
            choices={Object.entries(applicationStates).filter(([state]) => state !== 'draft' && state !== 'ready_for_sign_off' && !search.state.includes(state)).map(([value, spec]) => ({ value, label: format.text(spec.label) }))}
          />
          <Choose name="region" label={t('cases.filter.region')} choices={unused(options.regions, search.region).map((entry) => ({ value: entry.code, label: format.text(entry.name) }))} />
          <Choose name="ksic" label={t('cases.filter.ksic')} choices={unused(options.ksic, search.ksic).map((entry) => ({ value: entry.code, label: `${entry.code} ${format.text(entry.name)}` }))} />
          <Choose name="affiliated" label={t('cases.list.affiliated')} value={search.affiliated} choices={[{ value: 'yes', label: t('cases.chip.affiliated') }, { value: 'no', label: t('cases.chip.unaffiliated') }]} />
          <Choose name="officer" label={t('cases.list.officer')} value={search.officer} choices={options.officers.map((entry) => ({ value: entry.id, label: entry.name }))} />
          <Choose name="year" label={t('cases.filter.year')} value={search.year === undefined ? undefined : String(search.year)} choices={options.years.map((entry) => ({ value: String(entry.number), label: format.text(entry.label) }))} />
          <label className="krds-check">
            <input type="checkbox" name="mine" value="1" defaultChecked={search.mine === '1'} />
            <span>{t('cases.chip.mine')}</span>
          </label>
          <label className="krds-check">
            <input type="checkbox" name="overdue" value="1" defaultChecked={search.overdue === '1'} />
            <span>{t('cases.chip.overdue')}</span>
          </label>
          <Button type="submit" size="medium" variant="primary">
            {t('cases.filter.apply')}
          </Button>
        </div>
      </details>
    </Form>
  );
}

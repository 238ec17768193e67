import { getState, isState, type Machine } from '#app/domain/workflow/machine.ts';
import { machines } from '#app/domain/workflow/machines.ts';
import { RECORD_ACTIONS, codedReason } from '#app/domain/workflow/record-actions.ts';
import { Form, Link } from '#app/http/framework.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import { Button } from '#app/ui/kit/button.tsx';
import { EmptyState } from '#app/ui/kit/empty-state.tsx';
import { Tools } from '#app/ui/kit/filter-chips.tsx';
import { Wrap } from '#app/ui/kit/page-frame.tsx';
import { PageTitle } from '#app/ui/kit/page-title.tsx';
import { Pager } from '#app/ui/kit/pager.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { TimeText } from '#app/ui/kit/time.tsx';

interface RecordLine {
  readonly id: string;
  readonly machine: string | null;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly actorName: string | null;
  readonly actorDuty: string;
  readonly reasonText: string | null;
  readonly applicationId: string | null;
  readonly firmName: string | null;
  readonly receiptNumber: string | null;
  readonly at: Date;
}

interface AuditorPageProps {
  readonly lines: readonly RecordLine[];
  readonly next: string | null;
  readonly machine: string | null;
  readonly isFirstPage: boolean;
}

function auditTo(machine: string | null, before?: string): string {
  const params = new URLSearchParams();
  if (machine) params.set('machine', machine);
  if (before) params.set('before', before);
  const text = params.toString();
  return text ? `${paths.auditor()}?${text}` : paths.auditor();
}

/** The record as the auditor reads it: who did what on which case, newest first. */
export function AuditorPage({ lines, next, machine, isFirstPage }: AuditorPageProps) {
  const { t, format } = useI18n();
  const specs = machines as Readonly<Record<string, Machine>>;
  const label = (line: RecordLine, state: string | null) => {
    const spec = line.machine === null ? undefined : specs[line.machine];
    return spec && state !== null && isState(spec, state) ? format.text(getState(spec, state).label) : state;
  };
  const reason = (given: string | null) => {
    const coded = codedReason(given);
    return coded ? format.text(coded) : (given ?? '-');
  };
  const act = (line: RecordLine) => {
    const to = label(line, line.toState);
    const from = label(line, line.fromState);
    if (to === null) {
      const known = Object.hasOwn(RECORD_ACTIONS, line.action) ? RECORD_ACTIONS[line.action] : undefined;
      return known ? format.text(known) : <code className="mini">{line.action}</code>;
    }
    return from === null ? to : t('cases.audit.change', { from, to });
  };
  return (
    <Wrap>
      <PageTitle title={t('cases.audit.title')} lede={t('cases.audit.lede')} />
      <Tools>
        <Form method="get" action={paths.auditor()}>
          <label className="sr-only" htmlFor="audit-machine">
            {t('cases.audit.kind')}
          </label>
          <select id="audit-machine" name="machine" className="krds-input" defaultValue={machine ?? ''} key={machine ?? ''}>
            <option value="">{t('cases.audit.all')}</option>
            {Object.keys(machines).map((name) => (
              <option key={name} value={name}>
                {t(`cases.machine.${name}` as MessageId)}
              </option>
            ))}
          </select>
          <Button type="submit" size="medium">
            {t('cases.filter.apply')}
          </Button>
        </Form>
      </Tools>
      {lines.length === 0 ? (
        <EmptyState title={t('cases.audit.none')} />
      ) : (
        <SimpleTable
          caption={t('cases.audit.title')}
          fold
          columns={[{ header: t('cases.audit.at') }, { header: t('cases.audit.kind') }, { header: t('cases.audit.act') }, { header: t('cases.audit.who') }, { header: t('cases.audit.case') }, { header: t('kit.reason') }]}
          rows={lines.map((line) => ({
            key: line.id,
            cells: [
              <span key="t" className="nb small"><TimeText at={line.at} /></span>,
              line.machine !== null && Object.hasOwn(machines, line.machine) ? <span key="m" className="nb">{t(`cases.machine.${line.machine}` as MessageId)}</span> : '-',
              act(line),
              <span key="w" className="nb">{line.actorName ?? '-'} <small className="mini soft check-by">{t(`pages.duty.${line.actorDuty}` as MessageId)}</small></span>,
              line.applicationId ? <Link key="c" className="nb" to={paths.officerApplication(line.applicationId)}>{line.firmName ?? line.receiptNumber ?? t('cases.audit.open')}</Link> : (line.firmName ?? '-'),
              reason(line.reasonText),
            ],
          }))}
        />
      )}
      <Pager previousTo={isFirstPage ? null : auditTo(machine)} nextTo={next ? auditTo(machine, next) : null} />
    </Wrap>
  );
}

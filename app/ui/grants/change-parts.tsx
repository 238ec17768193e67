import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import type { MessageId } from '#app/i18n/message-ids.ts';
import type { ShownChange, ShownChangeBrief, ShownDelta } from '#app/ui/grants/shown-change.ts';
import { Alert } from '#app/ui/kit/alert.tsx';
import { DefinitionList } from '#app/ui/kit/definition-list.tsx';
import { Diff } from '#app/ui/kit/diff.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { Section } from '#app/ui/kit/section.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State, type StateKind } from '#app/ui/kit/state.tsx';
import { StructuredItem, StructuredList } from '#app/ui/kit/structured-list.tsx';
import { DateText, TimeText } from '#app/ui/kit/time.tsx';
import { Timeline } from '#app/ui/kit/timeline.tsx';

const KINDS: Readonly<Record<string, StateKind>> = { draft: 'todo', submitted: 'waiting', queried: 'returned', recommended: 'waiting', approved: 'doing', applied: 'ok', denied: 'bad', withdrawn: 'excluded', lapsed: 'stopped' };

/** State of a change request as icon and word. */
export function ChangeStateWord({ change }: { change: Pick<ShownChange, 'state' | 'label'> }) {
  const { format } = useI18n();
  return <State kind={KINDS[change.state] ?? 'none'}>{format.text(change.label)}</State>;
}

/** Formats a value of a changed field: amounts, dates and months as everywhere. */
export function useChangeValue(): (entry: Pick<ShownDelta, 'field' | 'unit'>, value: string | number | null) => string | null {
  const { format } = useI18n();
  return (entry, value) => {
    if (value === null || value === '') return null;
    if (entry.field === 'grant' || entry.field === 'own') return format.wonPlain(Number(value));
    if (entry.field === 'endsOn') return format.date(String(value));
    if (entry.field === 'lastDigits') return `****${String(value)}`;
    return entry.unit ? `${format.number(Number(value), 2)} ${entry.unit}` : String(value);
  };
}

/** What is now and what is wanted, side by side. */
export function DeltaList({ delta, asWish = true }: { delta: readonly ShownDelta[]; asWish?: boolean }) {
  const { t } = useI18n();
  const show = useChangeValue();
  if (delta.length === 0) return <p className="soft">{t('changes.delta.none')}</p>;
  return (
    <Diff
      beforeLabel={t('changes.delta.before')}
      afterLabel={t(asWish ? 'changes.delta.wanted' : 'changes.delta.after')}
      items={delta.map((entry) => ({
        key: entry.key,
        title: entry.name === null ? t(`changes.field.${entry.field}` as MessageId) : t('changes.field.of_line', { field: t(`changes.field.${entry.field}` as MessageId), line: entry.name }),
        before: show(entry, entry.before),
        after: show(entry, entry.after),
        compare: entry.field === 'text' ? ('words' as const) : ('whole' as const),
      }))}
    />
  );
}

/** What changes, why, since when and with which proof. */
export function WishSection({ change }: { change: ShownChange }) {
  const { t, format } = useI18n();
  const item = change.item === null || typeof change.item === 'string' ? change.item : format.text(change.item);
  return (
    <Section title={t('changes.delta.title')} id="delta">
      {item ? <p>{t('changes.delta.item', { item })}</p> : null}
      <DeltaList delta={change.delta} asWish={change.state !== 'applied'} />
      <div className="gap-above" />
      <DefinitionList
        items={[
          { term: t('changes.form.cause'), value: change.causeOn ? <DateText on={change.causeOn} /> : <span className="soft">{t('changes.none')}</span> },
          { term: t('changes.form.reason'), value: change.reason ? <span className="prose">{change.reason}</span> : <span className="soft">{t('changes.none')}</span> },
          { term: t('changes.form.proof'), value: change.proofs.length === 0 ? <span className="soft">{t('changes.none')}</span> : <ul className="plain">{change.proofs.map((proof) => <li key={proof.id}><FileLink to={paths.document(proof.id)} name={proof.fileName} bytes={proof.byteSize} /></li>)}</ul> },
        ]}
      />
    </Section>
  );
}

/** What the change does to payments, and what applying it does by itself. */
export function EffectSection({ change }: { change: ShownChange }) {
  const { t, format } = useI18n();
  const { effect } = change;
  return (
    <Section title={t('changes.effect.title')} id="effect">
      <p>{t(`changes.effect.${effect.code}` as MessageId, { ...effect.params, ...(effect.params['from'] ? { from: format.date(String(effect.params['from'])), to: format.date(String(effect.params['to'])) } : {}) })}</p>
      {effect.tranches.length > 0 ? (
        <SimpleTable
          caption={t('changes.effect.title')}
          columns={[{ header: t('changes.effect.tranche') }, { header: t('changes.delta.before'), kind: 'number' }, { header: t('changes.delta.after'), kind: 'number' }]}
          rows={effect.tranches.map((tranche) => ({ key: tranche.id, cells: [t('changes.effect.number', { number: tranche.number }), format.number(tranche.beforeWon), format.number(tranche.afterWon)] }))}
        />
      ) : null}
      <p className="gap-above"><b>{t('changes.applies.title')}</b></p>
      <p>{t(`changes.applies.${change.kind}` as MessageId)}</p>
    </Section>
  );
}

/** The steps of a request with questions and answers. */
export function HistorySection({ change }: { change: ShownChange }) {
  const { t } = useI18n();
  return (
    <Section title={t('changes.history.title')} id="history">
      <Timeline
        events={change.history.map((step, index) => ({
          key: step.key,
          at: <TimeText at={step.at} />,
          title: t(`changes.history.${step.name}` as MessageId),
          ...(step.byName ? { by: step.byName } : {}),
          ...(step.text || step.diff.length > 0
            ? { detail: <>{step.text ? <p className="prose">{step.text}</p> : null}{step.diff.length > 0 ? <DeltaList delta={step.diff} /> : null}</> }
            : {}),
          ...(index === 0 ? { now: true } : {}),
        }))}
      />
    </Section>
  );
}

/** How a request ended, or what remains to be done. */
export function OutcomeAlert({ change }: { change: ShownChange }) {
  const { t } = useI18n();
  if (change.state === 'denied') return <Alert kind="bad" title={t(`changes.deny_code.${change.denyCode ?? 'other'}` as MessageId)}>{change.denyText}</Alert>;
  if (change.state !== 'applied') return null;
  return (
    <Alert kind={change.effectOf === 'recorded' ? 'warn' : 'ok'} title={change.appliedNumber === null ? t('changes.outcome.applied') : t('changes.outcome.applied_version', { number: change.appliedNumber })}>
      {t(`changes.remains.${change.kind}` as MessageId)}
    </Alert>
  );
}

/** Requests as rows that lead to their page. */
export function ChangeRows({ changes, to }: { changes: readonly ShownChangeBrief[]; to: (id: string) => string }) {
  const { t, format } = useI18n();
  return (
    <StructuredList>
      {changes.map((change) => (
        <StructuredItem
          key={change.id}
          to={to(change.id)}
          title={format.text(CHANGE_KINDS[change.kind].label)}
          state={<ChangeStateWord change={change} />}
          sub={change.dueOn ? t('changes.list.due', { on: format.date(change.dueOn) }) : t('changes.list.since', { at: format.dateTime(change.since) })}
          {...(change.side === 'firm' ? { now: true } : {})}
        />
      ))}
    </StructuredList>
  );
}

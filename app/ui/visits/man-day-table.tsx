import { useI18n } from '#app/i18n/i18n.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import type { ShownAccount } from '#app/ui/visits/shown-visit.ts';

/** Agreed, used, confirmed and left days, one row per firm or consultant. */
export function ManDayTable({ accounts, by }: { accounts: readonly ShownAccount[]; by: 'firm' | 'consultant' }) {
  const { t, format } = useI18n();
  return (
    <SimpleTable
      fold
      caption={t('visits.man_days.caption')}
      columns={[
        { header: t(by === 'firm' ? 'visits.column.firm' : 'visits.column.consultant') },
        { header: t('visits.man_days.agreed'), kind: 'number' },
        { header: t('visits.man_days.used'), kind: 'number' },
        { header: t('visits.man_days.planned'), kind: 'number' },
        { header: t('visits.man_days.confirmed'), kind: 'number' },
        { header: t('visits.man_days.left'), kind: 'number' },
      ]}
      rows={accounts.map((account) => ({
        key: account.assignment.id,
        cells: [(by === 'firm' ? account.assignment.firmName : account.assignment.consultantName) ?? '-', ...[account.agreed, account.used, account.planned, account.confirmed, account.left].map((days) => t('visits.days', { days: format.number(days) }))],
      }))}
    />
  );
}

/** Use of the agreed days per kind of one assignment. */
export function ManDayKinds({ account }: { account: ShownAccount }) {
  const { t, translate, format } = useI18n();
  if (account.kinds.length === 0) return null;
  return (
    <SimpleTable
      caption={t('visits.man_days.kinds')}
      columns={[{ header: t('visits.column.kind') }, { header: t('visits.man_days.agreed'), kind: 'number' }, { header: t('visits.man_days.used'), kind: 'number' }, { header: t('visits.man_days.left'), kind: 'number' }]}
      rows={account.kinds.map((row) => ({ key: row.kind, cells: [translate(`visits.kind.${row.kind}`), ...[row.agreed, row.used, row.left].map((days) => t('visits.days', { days: format.number(days) }))] }))}
    />
  );
}

const WIDTH = 300;

/** Used days and the days of this visit against the agreed ones, as a bar; the words stand beside it. */
export function ManDayMeter({ agreed, used, added }: { agreed: number; used: number; added: number }) {
  const x = (days: number) => (agreed > 0 ? Math.round(Math.min(1, days / agreed) * WIDTH) : 0);
  return (
    <svg className="day-meter" viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className="whole" width={WIDTH} height="8" rx="4" />
      <rect className="used" width={x(used)} height="8" rx="4" />
      <rect className="added" x={x(used)} width={Math.max(0, x(used + added) - x(used))} height="8" />
    </svg>
  );
}

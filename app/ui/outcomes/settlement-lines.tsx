import type { SettlementLineRow } from '#app/domain/grants/settlement-record.ts';
import { paths } from '#app/http/paths.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { FileLink } from '#app/ui/kit/file-link.tsx';
import { SimpleTable } from '#app/ui/kit/simple-table.tsx';
import { State } from '#app/ui/kit/state.tsx';
import { DateText } from '#app/ui/kit/time.tsx';

/** Invoices of a settlement: cost, proof, and the verdict once there is one. */
export function SettlementLines({ lines, scores = false }: { lines: readonly SettlementLineRow[]; scores?: boolean }) {
  const { t, format } = useI18n();
  if (lines.length === 0) return <p className="soft">{t('settlements.line.empty')}</p>;
  const sum = (pick: (line: SettlementLineRow) => number) => format.wonPlain(lines.reduce((total, line) => total + pick(line), 0));
  const judged = lines.some((line) => line.allowedWon !== null);
  const verdict = (line: SettlementLineRow) =>
    line.allowedWon === null ? '-' : line.code ? (
      <>
        {format.wonPlain(line.allowedWon)}
        <br />
        <small>{t(`settlements.code.${line.code}`)}</small>
      </>
    ) : format.wonPlain(line.allowedWon);
  return (
    <>
      <SimpleTable
        fold
        caption={t('settlements.line.title')}
        columns={[
          { header: t('settlements.line.what') },
          { header: t('settlements.line.proof') },
          { header: t('settlements.line.files') },
          { header: t('settlements.line.amount'), kind: 'number' },
          { header: t('settlements.line.own'), kind: 'number' },
          ...(judged ? [{ header: t('settlements.line.allowed'), kind: 'number' as const }] : []),
          ...(scores ? [{ header: t('settlements.line.score'), kind: 'number' as const }] : []),
        ]}
        rows={lines.map((line) => ({
          key: line.id,
          cells: [
            <span key="what">
              {line.title}
              <br />
              <small className="soft">{[line.budgetTitle, line.supplierName].filter(Boolean).join(', ')}</small>
            </span>,
            <span key="proof">
              {line.invoiceNumber || t('settlements.line.no_invoice')}
              <br />
              {line.proofOn ? <DateText on={line.proofOn} /> : '-'}
            </span>,
            line.files.length === 0 ? <State key="none" kind="warn">{t('settlements.line.no_file')}</State> : <span key="files" className="stack-s">{line.files.map((file) => <FileLink key={file.id} to={paths.document(file.id)} name={file.name} bytes={file.bytes} />)}</span>,
            format.wonPlain(line.amountWon),
            format.wonPlain(line.ownShareWon),
            ...(judged ? [verdict(line)] : []),
            ...(scores ? [line.matchScore === null ? '-' : <State key="score" kind={line.matchScore >= 80 ? 'ok' : line.matchScore >= 50 ? 'warn' : 'bad'}>{t('settlements.line.points', { points: line.matchScore })}</State>] : []),
          ],
        }))}
      />
      <p className="gap-above">
        {t('settlements.line.sum', { amount: sum((line) => line.amountWon), own: sum((line) => line.ownShareWon) })}
        {judged ? ` ${t('settlements.line.sum_allowed', { allowed: sum((line) => line.allowedWon ?? 0) })}` : null}
      </p>
    </>
  );
}

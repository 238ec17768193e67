import type { ReactNode } from 'react';
import { classNames } from '#app/ui/kit/class-names.ts';

export interface SimpleColumn {
  header: ReactNode;
  /** Plain words of the head, shown before each value when the table folds. */
  label?: string;
  kind?: 'text' | 'number';
}

export interface SimpleRow {
  key: string;
  cells: readonly ReactNode[];
}

interface SimpleTableProps {
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly SimpleColumn[];
  rows: readonly SimpleRow[];
  total?: readonly ReactNode[];
  /** On a phone each row becomes a small sheet; leave out for up to three short columns. */
  fold?: boolean;
}

/** A small table; the first cell of each row is its head. Roles stay in the markup, since folding removes them from CSS. */
export function SimpleTable({ caption, captionHidden = true, columns, rows, total, fold }: SimpleTableProps) {
  const kind = (index: number) => (columns[index]?.kind === 'number' ? 'num' : undefined);
  const label = (index: number) => {
    const column = columns[index];
    return fold ? (column?.label ?? (typeof column?.header === 'string' ? column.header : undefined)) : undefined;
  };
  const line = (cells: readonly ReactNode[], key: string, className?: string) => (
    <tr role="row" key={key} className={className}>
      {cells.map((cell, index) =>
        index === 0 ? (
          <th role="rowheader" scope="row" key={index}>
            {cell}
          </th>
        ) : (
          <td role="cell" key={index} className={kind(index)} data-label={label(index)}>
            {cell}
          </td>
        ),
      )}
    </tr>
  );
  return (
    <div className="krds-table-wrap">
      <table role="table" className={classNames('tbl', fold && 'fold')}>
        <caption className={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column, index) => (
              <th role="columnheader" scope="col" key={index} className={kind(index)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => line(row.cells, row.key))}
          {total ? line(total, 'total', 'total') : null}
        </tbody>
      </table>
    </div>
  );
}

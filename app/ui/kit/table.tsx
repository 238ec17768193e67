import { rowSelectionFeature, rowSortingFeature, tableFeatures, useTable, type ColumnDef, type RowSelectionState } from '@tanstack/react-table';
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Link } from '#app/http/framework.ts';
import { useI18n } from '#app/i18n/i18n.tsx';
import { classNames } from '#app/ui/kit/class-names.ts';
import { useEnhanced } from '#app/ui/kit/enhanced.ts';
import { Icon } from '#app/ui/kit/icon.tsx';

/** One column: `sortKey` makes its head a link that sorts on the server. */
export interface TableColumn<Row> {
  id: string;
  header: ReactNode;
  /** Plain words for the folded row; needed when `header` is not a string. */
  label?: string;
  cell: (row: Row) => ReactNode;
  kind?: 'text' | 'number';
  sortKey?: string;
  /** The row's name and link; exactly one column. */
  rowHeader?: true;
  /** On a phone: `lead` stands right of the name, `line` below with its label (default), `quiet` below without, `hide` is left out. */
  fold?: 'lead' | 'line' | 'quiet' | 'hide';
}

export interface TableSort {
  key: string;
  direction: 'asc' | 'desc';
}

export interface TableSelection<Row> {
  /** Name of the checkboxes; their value is the row key. */
  name: string;
  /** Id of the form they belong to, when it is not around the table. */
  form?: string;
  label: (row: Row) => string;
  /** The bar over the table; gets the chosen rows. Without scripts it stands there from the start with none. */
  bar?: (rows: Row[]) => ReactNode;
}

interface TableProps<Row> {
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: TableSort;
  sortTo?: (sort: TableSort) => string;
  selection?: TableSelection<Row>;
  empty?: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, rowSelectionFeature });

function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>) {
  if (!(event.target instanceof HTMLAnchorElement)) return;
  const row = event.target.closest('tr');
  if (event.key === ' ') {
    const box = row?.querySelector<HTMLInputElement>('input[type="checkbox"]');
    if (box) {
      event.preventDefault();
      box.click();
    }
    return;
  }
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : event.key === 'ArrowUp' ? row?.previousElementSibling : null;
  const link = next?.querySelector<HTMLAnchorElement>('th a');
  if (link) {
    event.preventDefault();
    link.focus();
  }
}

/** A list to compare, scan and sort. Sorting, filtering and paging are links; the server does the work. */
export function Table<Row extends object>(props: TableProps<Row>) {
  const { caption, captionHidden = true, columns, rows, rowKey, sort, sortTo, selection, empty } = props;
  const { t } = useI18n();
  const enhanced = useEnhanced();
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const specs = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const defs = useMemo<ColumnDef<typeof features, Row>[]>(
    () => columns.map((column) => ({ id: column.id, accessorFn: (row: Row) => row, enableSorting: Boolean(column.sortKey), cell: ({ row }) => column.cell(row.original) })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const sorted = columns.find((column) => column.sortKey && column.sortKey === sort?.key);
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: rowKey,
    manualSorting: true,
    enableRowSelection: Boolean(selection),
    state: { sorting: sorted && sort ? [{ id: sorted.id, desc: sort.direction === 'desc' }] : [], rowSelection },
    onRowSelectionChange: setRowSelection,
  });
  if (rows.length === 0 && empty) return <>{empty}</>;
  const chosen = rows.filter((row) => rowSelection[rowKey(row)]);

  return (
    <div className="table-block">
      {selection?.bar ? selection.bar(chosen) : null}
      <div className="krds-table-wrap">
        <table role="table" className={classNames('tbl work fold', selection && 'picks')}>
          <caption className={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
          <thead role="rowgroup">
            {table.getHeaderGroups().map((group) => (
              <tr role="row" key={group.id}>
                {selection ? (
                  <th role="columnheader" scope="col" className="pick-cell">
                    {enhanced ? (
                      <label className="pick">
                        <input type="checkbox" checked={table.getIsAllRowsSelected()} onChange={table.getToggleAllRowsSelectedHandler()} />
                        <span className="sr-only">{t('kit.table.pick_all')}</span>
                      </label>
                    ) : (
                      <span className="sr-only">{t('kit.table.pick')}</span>
                    )}
                  </th>
                ) : null}
                {group.headers.map((header) => {
                  const column = specs.get(header.column.id);
                  const order = header.column.getIsSorted();
                  return (
                    <th
                      role="columnheader"
                      scope="col"
                      key={header.id}
                      className={column?.kind === 'number' ? 'num' : undefined}
                      aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
                    >
                      {column?.sortKey && sortTo ? (
                        <Link to={sortTo({ key: column.sortKey, direction: order === 'asc' ? 'desc' : 'asc' })} className="sort" preventScrollReset>
                          {column.header}
                          <Icon name={order === 'asc' ? 'sort-up' : order === 'desc' ? 'sort-down' : 'sort'} />
                        </Link>
                      ) : (
                        column?.header
                      )}
                    </th>
                  );
                })}
              </tr>
            ))}
          </thead>
          <tbody role="rowgroup" onKeyDown={moveFocus}>
            {table.getRowModel().rows.map((row) => (
              <tr role="row" key={row.id} aria-selected={selection ? row.getIsSelected() : undefined}>
                {selection ? (
                  <td role="cell" className="pick-cell">
                    <label className="pick">
                      <input type="checkbox" name={selection.name} value={row.id} form={selection.form} checked={row.getIsSelected()} onChange={row.getToggleSelectedHandler()} />
                      <span className="sr-only">{selection.label(row.original)}</span>
                    </label>
                  </td>
                ) : null}
                {row.getAllCells().map((cell) => {
                  const column = specs.get(cell.column.id);
                  const content = <table.FlexRender cell={cell} />;
                  if (column?.rowHeader) {
                    return (
                      <th role="rowheader" scope="row" key={cell.id}>
                        {content}
                      </th>
                    );
                  }
                  const label = column?.label ?? (typeof column?.header === 'string' ? column.header : undefined);
                  return (
                    <td role="cell" key={cell.id} className={classNames(column?.kind === 'number' && 'num', `f-${column?.fold ?? 'line'}`)} data-label={label}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The bar over a table with chosen rows: how many, how many of them can take the action, and the buttons. */
export function BulkBar({ count, note, children }: { count: number; note?: ReactNode; children: ReactNode }) {
  const { t } = useI18n();
  const enhanced = useEnhanced();
  if (enhanced && count === 0) return null;
  return (
    <div className="bulk" role="region" aria-label={t('kit.table.bulk')}>
      <b aria-live="polite">{enhanced ? t('kit.table.chosen', { count }) : t('kit.table.bulk')}</b>
      {note ? <span>{note}</span> : null}
      <span className="grow only-wide" />
      {children}
    </div>
  );
}

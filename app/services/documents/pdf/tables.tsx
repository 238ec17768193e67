import { Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { styles } from './styles.ts';

/** One labelled value. */
export interface PdfRow {
  label: string;
  value: string;
}

/** A titled part of a document. With `keep` it moves to the next page as a whole; otherwise it may flow. */
export function PdfSection({ title, keep = false, children }: { title: string; keep?: boolean; children: ReactNode }) {
  return (
    <View style={styles.section} wrap={!keep}>
      {keep ? <Text style={styles.sectionTitle}>{title}</Text> : <Text style={styles.sectionTitle} minPresenceAhead={50}>{title}</Text>}
      {children}
    </View>
  );
}

/** Whether that many lines are few enough to stay on one page, so that no title or total stands alone. */
export function isShort(lines: number): boolean {
  return lines <= 14;
}

/** Two columns: label and value. Rows are not split between pages unless they are longer than one. */
export function PdfFacts({ rows, empty }: { rows: readonly PdfRow[]; empty: string }) {
  return (
    <View style={styles.table}>
      {rows.map((row, index) => (
        <View key={index} style={index === 0 ? styles.firstRow : styles.row} wrap={row.value.length > 900}>
          <Text style={styles.labelCell}>{row.label}</Text>
          <Text style={styles.valueCell}>{row.value === '' ? empty : row.value}</Text>
        </View>
      ))}
    </View>
  );
}

/** A column of a grid; widths are shares of the page width in percent. */
export interface PdfColumn {
  title: string;
  width: number;
  align?: 'left' | 'right';
}

/** A grid with a head that repeats on each page and an optional line of totals. */
export function PdfGrid({ columns, rows, total, unit }: { columns: readonly PdfColumn[]; rows: readonly (readonly string[])[]; total?: readonly string[]; unit?: string }) {
  return (
    <View wrap={!isShort(rows.length)}>
      {unit ? <Text style={styles.unit}>{unit}</Text> : null}
      <View style={styles.table}>
        <View style={styles.headRow} fixed>
          {columns.map((column, index) => (
            <Cell key={index} column={column} text={column.title} head />
          ))}
        </View>
        {rows.map((row, rowIndex) => (
          <View key={rowIndex} style={styles.row} wrap={false}>
            {columns.map((column, index) => (
              <Cell key={index} column={column} text={row[index] ?? ''} />
            ))}
          </View>
        ))}
        {total ? (
          <View style={styles.totalRow} wrap={false}>
            {columns.map((column, index) => (
              <Cell key={index} column={column} text={total[index] ?? ''} />
            ))}
          </View>
        ) : null}
      </View>
    </View>
  );
}

function Cell({ column, text, head = false }: { column: PdfColumn; text: string; head?: boolean }) {
  const box = { width: `${column.width}%` as const };
  return (
    <Text style={[styles.cell, box, ...(head ? [styles.headText] : []), ...(column.align === 'right' ? [styles.number] : [])]}>{text}</Text>
  );
}

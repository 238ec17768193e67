import type { MonthlyCount } from '#app/domain/outcomes/measurement-window.ts';
import { AppError } from '#app/domain/errors.ts';
import type { SeenCards } from './sign-kpi-card.ts';

/** Reads a typed quantity; null when it is empty, NaN when it is none. */
export function readQuantity(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  if (plain === '') return null;
  return /^\d{1,15}(\.\d{1,6})?$/u.test(plain) ? Number(plain) : Number.NaN;
}

/** Reads the fields `numerator.<YYYY-MM>` and `denominator.<YYYY-MM>` of a card form. Throws invalid_input beside the field. */
export function readMonths(form: FormData): MonthlyCount[] {
  const fields: Record<string, string[]> = {};
  const months: MonthlyCount[] = [];
  for (const name of form.keys()) {
    const month = /^numerator\.(\d{4}-\d{2})$/u.exec(name)?.[1];
    if (!month) continue;
    const numerator = readQuantity(String(form.get(name) ?? ''));
    const denominator = readQuantity(String(form.get(`denominator.${month}`) ?? ''));
    if (numerator === null && denominator === null) continue;
    if (numerator === null || Number.isNaN(numerator)) fields[name] = ['answers.indicator.not_a_number'];
    if (denominator === null || Number.isNaN(denominator)) fields[`denominator.${month}`] = ['answers.indicator.not_a_number'];
    if (numerator !== null && denominator !== null) months.push({ month, numerator, denominator });
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields });
  return months;
}

/** Reads the hidden fields `seen` = `<card id>:<version>` of a signature form. */
export function readSeen(form: FormData): SeenCards {
  return form.getAll('seen').flatMap((entry) => {
    const match = /^([0-9a-f-]{36}):(\d{1,6})$/u.exec(String(entry));
    return match?.[1] ? [{ id: match[1], version: Number(match[2]) }] : [];
  });
}

/** Reads the evidence grades `grade.<card id>` of a signature form; cards without one are left out. */
export function readGrades(form: FormData, seen: SeenCards): Record<string, 'A' | 'B' | 'C'> {
  const grades: Record<string, 'A' | 'B' | 'C'> = {};
  for (const { id } of seen) {
    const grade = form.get(`grade.${id}`);
    if (grade === 'A' || grade === 'B' || grade === 'C') grades[id] = grade;
  }
  return grades;
}

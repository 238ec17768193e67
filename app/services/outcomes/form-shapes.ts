import { z } from 'zod';

const digits = (text: string) => text.replace(/[,\s]/g, '');

/** An amount in won as typed, with or without thousands separators. */
export const wonField = z.string().trim().transform(digits).pipe(z.string().regex(/^\d{1,13}$/, { error: 'errors.field.number' })).transform(Number);

/** The same, null when left empty. */
export const optionalWon = z.string().trim().optional().transform((text) => (text === undefined ? null : digits(text))).pipe(z.string().regex(/^\d{1,13}$/, { error: 'errors.field.number' }).nullable()).transform((text) => (text === null ? null : Number(text)));

/** A number with decimals as typed, null when left empty. */
export const optionalNumber = z.string().trim().optional().transform((text) => (text === undefined ? null : digits(text))).pipe(z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, { error: 'errors.field.number' }).nullable()).transform((text) => (text === null ? null : Number(text)));

/** A number with decimals. */
export const numberField = z.string().trim().transform(digits).pipe(z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, { error: 'errors.field.number' })).transform(Number);

/** A share of hundred as a whole number. */
export const percentField = z.string().trim().regex(/^(100|\d{1,2})$/, { error: 'errors.field.number' }).transform(Number);

/** A day as a date input sends it. */
export const dayField = z.iso.date({ error: 'errors.field.date' });

/** Text of a length that has to be there. */
export const textField = (maximum: number, minimum = 1) => z.string().trim().min(minimum).max(maximum);

/** Text that may be left out; an empty string then. */
export const optionalText = (maximum: number) => z.string().trim().max(maximum).optional().transform((text) => text ?? '');

/** Yes or no of two radio buttons. */
export const yesNo = z.enum(['yes', 'no']).transform((answer) => answer === 'yes');

/** The same, null before an answer. */
export const optionalYesNo = z.enum(['yes', 'no']).optional().transform((answer) => (answer === undefined ? null : answer === 'yes'));

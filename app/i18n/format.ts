import type { Locale } from './locale.ts';

/** Dates, numbers and won in one language; the only module that writes them. */
export interface Format {
  /** 1,234.5 */
  number(value: number, digits?: number): string;
  /** 20,000,000원 (2,000만원) · 20,000,000 won (KRW 20.0 million) */
  won(value: number): string;
  /** 20,000,000원 · 20,000,000 won */
  wonPlain(value: number): string;
  /** 2,000만원, 1억 3,675만원 · KRW 20.0 million */
  wonShort(value: number): string;
  /** 41.6% ; null is "-" */
  percent(value: number | null, digits?: number): string;
  /** +5.6 %p */
  points(value: number | null, digits?: number): string;
  /** 2026-08-14(금) · 2026-08-14 (Fri) for a civil date or the Seoul day of a moment */
  date(value: string | Date | null | undefined): string;
  /** 2026-08-14(금) 18:00, Seoul time */
  dateTime(value: Date | string | null | undefined): string;
  /** 2026년 8월 · Aug 2026, for a first-of-month date or 'YYYY-MM' */
  month(value: string): string;
  /** The words of this language out of a pair. */
  text(pair: { readonly ko: string; readonly en: string } | null | undefined): string;
  /** 10 MB, 350 KB */
  bytes(value: number): string;
  /** 000-00-00000 */
  businessNumber(value: string): string;
}

const WEEKDAYS: Record<Locale, readonly string[]> = { ko: ['일', '월', '화', '수', '목', '금', '토'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] };
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SEOUL_MS = 9 * 3_600_000;

function seoulIso(value: Date): string {
  return new Date(value.getTime() + SEOUL_MS).toISOString();
}

function wonShortKo(value: number): string {
  const sign = value < 0 ? '-' : '';
  const absolute = Math.abs(value);
  const units: [number, string][] = [[1e12, '조'], [1e8, '억'], [1e4, '만']];
  let rest = absolute;
  const parts: string[] = [];
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count.toLocaleString('en-US')}${name}`);
    rest -= count * size;
  }
  if (rest > 0 || parts.length === 0) parts.push(rest.toLocaleString('en-US'));
  return `${sign}${parts.join(' ')}원`;
}

function wonShortEn(value: number): string {
  const absolute = Math.abs(value);
  if (absolute >= 1e9) return `KRW ${(value / 1e9).toLocaleString('en-US', { maximumFractionDigits: 2, minimumFractionDigits: 1 })} billion`;
  if (absolute >= 1e6) return `KRW ${(value / 1e6).toLocaleString('en-US', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} million`;
  return `KRW ${value.toLocaleString('en-US')}`;
}

const formats: Partial<Record<Locale, Format>> = {};

/** The formats of a language (one object per language). */
export function createFormat(locale: Locale): Format {
  return (formats[locale] ??= build(locale));
}

function build(locale: Locale): Format {
  const ko = locale === 'ko';
  const weekday = (iso: string) => WEEKDAYS[locale][new Date(`${iso}T00:00:00Z`).getUTCDay()] ?? '';
  const day = (iso: string) => (ko ? `${iso}(${weekday(iso)})` : `${iso} (${weekday(iso)})`);
  const format: Format = {
    number: (value, digits) => value.toLocaleString('en-US', digits === undefined ? { maximumFractionDigits: 4 } : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    wonPlain: (value) => (ko ? `${value.toLocaleString('en-US')}원` : `${value.toLocaleString('en-US')} won`),
    wonShort: (value) => (ko ? wonShortKo(value) : wonShortEn(value)),
    won: (value) => (Math.abs(value) < 10_000 ? format.wonPlain(value) : `${format.wonPlain(value)} (${format.wonShort(value)})`),
    percent: (value, digits = 1) => (value === null ? '-' : `${format.number(value, digits)}%`),
    points: (value, digits = 1) => (value === null ? '-' : `${value > 0 ? '+' : ''}${format.number(value, digits)} %p`),
    date: (value) => (value ? day(typeof value === 'string' ? (value.length > 10 ? seoulIso(new Date(value)).slice(0, 10) : value) : seoulIso(value).slice(0, 10)) : '-'),
    dateTime: (value) => {
      if (!value) return '-';
      const iso = seoulIso(typeof value === 'string' ? new Date(value) : value);
      return `${day(iso.slice(0, 10))} ${iso.slice(11, 16)}`;
    },
    month: (value) => {
      const [year = '', month = '1'] = value.split('-');
      return ko ? `${year}년 ${Number(month)}월` : `${MONTHS[Number(month) - 1] ?? ''} ${year}`;
    },
    text: (pair) => (pair ? pair[locale] : ''),
    bytes: (value) => (value >= 1_048_576 ? `${(value / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(value / 1024))} KB`),
    businessNumber: (value) => (/^\d{10}$/.test(value) ? `${value.slice(0, 3)}-${value.slice(3, 5)}-${value.slice(5)}` : value),
  };
  return format;
}

import { isMobilePhone } from '#app/domain/formats/phone.ts';
import { NOTICE_CHOICES, NOTICE_GROUPS, type NoticeChoice, type NoticeGroup } from './groups.ts';
import { isQuietHours, type QuietHours } from './quiet-hours.ts';

/** What a person chose about being told. What is not chosen follows the duty. */
export interface NoticePreferences {
  readonly groups: Readonly<Partial<Record<NoticeGroup, NoticeChoice>>>;
  readonly quiet: QuietHours | null;
  /** Digits of the mobile phone that gets text messages; null when none are wanted. */
  readonly mobile: string | null;
  /** Cases whose mails the person does not want. */
  readonly mutedCases: readonly string[];
  /** Single kinds without mail, from before there were groups. */
  readonly muted: readonly string[];
}

/** Reads stored preferences; whatever is not understood counts as not chosen. */
export function readPreferences(stored: unknown): NoticePreferences {
  const given = isRecord(stored) ? stored : {};
  const groups = isRecord(given['groups']) ? given['groups'] : {};
  const quiet = isRecord(given['quiet']) ? given['quiet'] : {};
  const [from, until, mobile] = [quiet['from'], quiet['until'], given['mobile']];
  return {
    groups: Object.fromEntries(NOTICE_GROUPS.flatMap((group) => (isChoice(groups[group]) ? [[group, groups[group]]] : []))),
    quiet: typeof from === 'string' && typeof until === 'string' && isQuietHours(from, until) ? { from, until } : null,
    mobile: typeof mobile === 'string' && isMobilePhone(mobile) ? mobile : null,
    mutedCases: words(given['mutedCases']),
    muted: words(given['muted']),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isChoice(value: unknown): value is NoticeChoice {
  return (NOTICE_CHOICES as readonly unknown[]).includes(value);
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

import type { Duty } from '#app/domain/accounts/actor.ts';
import { defaultChoice, groupOfKind, type NoticeChoice } from './groups.ts';
import { DIGEST_KIND, isAccountKind, isMandatoryKind, isUrgentKind } from './kinds.ts';
import type { NoticePreferences } from './preferences.ts';
import { quietUntil } from './quiet-hours.ts';

/** A notice on its way to one person. */
export interface NoticeOnItsWay {
  readonly kind: string;
  readonly applicationId: string | null;
}

/** Who reads, as far as it matters for the way. */
export interface NoticeReader {
  readonly duty: Duty;
  readonly preferences: NoticePreferences;
}

/** What becomes of a mail now. It is in the inbox in any case. */
export type MailWay =
  | { readonly how: 'now' }
  /** The quiet hours end then. */
  | { readonly how: 'later'; readonly at: Date }
  | { readonly how: 'digest' }
  | { readonly how: 'not'; readonly because: 'case_muted' | 'muted' | 'inbox_only' };

/** How the person is told of a kind: chosen, or by default of the duty. Mandatory kinds go by mail. */
export function choiceFor(kind: string, reader: NoticeReader): NoticeChoice {
  const group = groupOfKind(kind);
  if (group === null || kind === DIGEST_KIND || isMandatoryKind(kind)) return 'mail';
  return reader.preferences.groups[group] ?? defaultChoice(reader.duty, group);
}

/**
 * What becomes of a mail at this moment. Mails about the account are never held back; mandatory ones only over quiet
 * hours; all others follow the muted cases and the choices of their reader.
 */
export function routeMail(notice: NoticeOnItsWay, reader: NoticeReader, now: Date): MailWay {
  if (isAccountKind(notice.kind)) return { how: 'now' };
  if (!isMandatoryKind(notice.kind) && notice.kind !== DIGEST_KIND) {
    if (isCaseMuted(notice, reader)) return { how: 'not', because: 'case_muted' };
    if (reader.preferences.muted.includes(notice.kind)) return { how: 'not', because: 'muted' };
    const choice = choiceFor(notice.kind, reader);
    if (choice === 'inbox') return { how: 'not', because: 'inbox_only' };
    if (choice === 'digest') return { how: 'digest' };
  }
  return afterQuiet(reader, now);
}

/** The mobile phone that gets a text message of the notice beside the mail; null when nobody asked for one. */
export function mobileFor(notice: NoticeOnItsWay, reader: NoticeReader): string | null {
  if (!isUrgentKind(notice.kind) || (!isMandatoryKind(notice.kind) && isCaseMuted(notice, reader))) return null;
  return reader.preferences.mobile;
}

/** The mobile phone that gets a text message because a mail that matters could not be delivered; null when there is none. */
export function mobileInstead(notice: NoticeOnItsWay, reader: NoticeReader): string | null {
  return isMandatoryKind(notice.kind) && !isAccountKind(notice.kind) ? reader.preferences.mobile : null;
}

/** What becomes of a text message now; it is dropped when its reader has switched text messages off meanwhile. */
export function routeText(toPhone: string, reader: NoticeReader, now: Date): MailWay {
  return reader.preferences.mobile === toPhone ? afterQuiet(reader, now) : { how: 'not', because: 'muted' };
}

function afterQuiet(reader: NoticeReader, now: Date): MailWay {
  const at = quietUntil(reader.preferences.quiet, now);
  return at ? { how: 'later', at } : { how: 'now' };
}

function isCaseMuted(notice: NoticeOnItsWay, reader: NoticeReader): boolean {
  return notice.applicationId !== null && reader.preferences.mutedCases.includes(notice.applicationId);
}

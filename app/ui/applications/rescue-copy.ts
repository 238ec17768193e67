/** One question as it was typed and is not known to have arrived. */
export interface RescuedAnswer {
  /** Its form fields as name and value pairs. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Revision of the stored answer from which the typing started. */
  readonly base: number;
  /** The window that typed it, and the number of this writing; a later one of the window is higher. */
  readonly writer: string;
  readonly sequence: number;
}

/** What a browser keeps for an application, by question, with the moment of the last typing. */
export interface RescueCopy {
  readonly at: string;
  readonly answers: Readonly<Record<string, RescuedAnswer>>;
}

/** What the page of the server shows for a question. */
export interface ServedAnswer {
  readonly revision: number;
  /** The reader's own last writing of it; null when somebody else wrote last. */
  readonly written: { readonly writer: string; readonly sequence: number } | null;
}

const PREFIX = 'portal.draft.';

function isRescued(value: unknown): value is RescuedAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { pairs, base, writer, sequence } = value as { [key in keyof RescuedAnswer]?: unknown };
  const arePairs = Array.isArray(pairs) && pairs.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'));
  return arePairs && Number.isSafeInteger(base) && typeof writer === 'string' && Number.isSafeInteger(sequence);
}

/** Reads what a browser kept; null when there is nothing readable. */
export function parseRescueCopy(text: string | null): RescueCopy | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { at, answers } = value as { at?: unknown; answers?: unknown };
    if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof answers !== 'object' || answers === null) return null;
    const kept = Object.entries(answers).filter((entry): entry is [string, RescuedAnswer] => isRescued(entry[1]));
    return kept.length > 0 ? { at, answers: Object.fromEntries(kept) } : null;
  } catch {
    return null;
  }
}

/**
 * What to do with a kept answer beside what the server shows: `drop` when it has arrived, `restore` when it is the newer
 * one of the same hand (nobody wrote since, or only this window did), `offer` when somebody else wrote since.
 */
export function judgeRescue(kept: RescuedAnswer, served: ServedAnswer, isShown: boolean): 'drop' | 'restore' | 'offer' {
  if (isShown) return 'drop';
  if (served.written?.writer === kept.writer) return served.written.sequence >= kept.sequence ? 'drop' : 'restore';
  return served.revision === kept.base ? 'restore' : 'offer';
}

// A browser may refuse its storage (private windows, full disk): then there is simply no copy.
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function write(key: string, at: string, answers: RescueCopy['answers']): void {
  try {
    if (Object.keys(answers).length === 0) storage()?.removeItem(PREFIX + key);
    else storage()?.setItem(PREFIX + key, JSON.stringify({ at, answers }));
  } catch {
    // Full or forbidden: the page says itself what was not saved.
  }
}

/** What this browser keeps for an application. */
export function readRescue(key: string): RescueCopy | null {
  return parseRescueCopy(storage()?.getItem(PREFIX + key) ?? null);
}

/** Keeps an answer that is not on the server yet. */
export function keepRescue(key: string, id: string, answer: RescuedAnswer, now: Date): void {
  write(key, now.toISOString(), { ...readRescue(key)?.answers, [id]: answer });
}

/** Forgets answers that have arrived or were given up; words typed since have a higher number and stay. */
export function dropRescue(key: string, gone: Readonly<Record<string, { readonly writer: string; readonly sequence: number }>>): void {
  const before = readRescue(key);
  if (!before) return;
  const isGone = ([id, kept]: [string, RescuedAnswer]) => gone[id]?.writer === kept.writer && (gone[id]?.sequence ?? 0) >= kept.sequence;
  write(key, before.at, Object.fromEntries(Object.entries(before.answers).filter((entry) => !isGone(entry))));
}

/** Fields of a form as name and value pairs, by question, with the moment they were typed. */
export interface RescueCopy {
  readonly at: string;
  readonly fields: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}

const PREFIX = 'portal.draft.';

function isPairs(value: unknown): value is [string, string][] {
  return Array.isArray(value) && value.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'));
}

/** Reads what a browser kept; null when there is nothing readable. */
export function parseRescueCopy(text: string | null): RescueCopy | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { at, fields } = value as { at?: unknown; fields?: unknown };
    if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof fields !== 'object' || fields === null) return null;
    const kept = Object.entries(fields).filter((entry): entry is [string, [string, string][]] => isPairs(entry[1]));
    return kept.length > 0 ? { at, fields: Object.fromEntries(kept) } : null;
  } catch {
    return null;
  }
}

// A browser may refuse its storage (private windows, full disk): then there is simply no copy.
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** What this browser keeps for an application. */
export function readRescue(key: string): RescueCopy | null {
  return parseRescueCopy(storage()?.getItem(PREFIX + key) ?? null);
}

/** Keeps fields that are not on the server yet. */
export function keepRescue(key: string, fields: RescueCopy['fields'], now: Date): void {
  const before = readRescue(key);
  try {
    storage()?.setItem(PREFIX + key, JSON.stringify({ at: now.toISOString(), fields: { ...before?.fields, ...fields } }));
  } catch {
    // Full or forbidden: the page says itself that nothing was saved.
  }
}

/** Forgets questions that have reached the server, or all of them. */
export function dropRescue(key: string, ids?: readonly string[]): void {
  const before = readRescue(key);
  if (!before) return;
  const fields = Object.fromEntries(Object.entries(before.fields).filter(([id]) => ids !== undefined && !ids.includes(id)));
  try {
    if (Object.keys(fields).length === 0) storage()?.removeItem(PREFIX + key);
    else storage()?.setItem(PREFIX + key, JSON.stringify({ at: before.at, fields }));
  } catch {
    // Nothing to forget where nothing could be kept.
  }
}

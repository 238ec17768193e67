import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { pairsOf } from './form-fields.ts';
import { dropRescue, keepRescue } from './rescue-copy.ts';
import type { ShownConflict, ShownSectionStatus } from './shown-section.ts';

/** What became of one question. */
export interface SavedFieldReply {
  readonly id: string;
  readonly status: 'saved' | 'stale' | 'locked';
  readonly revision: number;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly conflict: ShownConflict | null;
}

export interface SavedReply {
  readonly savedAt: string;
  readonly fields: readonly SavedFieldReply[];
  readonly sections: readonly ShownSectionStatus[];
}

/** `sending` on its way, `conflict` somebody else wrote meanwhile, `saved` on the server, `device` kept here because the network failed, `refused` not taken. */
export type SaveStatus = { readonly kind: 'idle' } | { readonly kind: 'sending' } | { readonly kind: 'saved'; readonly at: string } | { readonly kind: 'device'; readonly at: string } | { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'conflict' };

interface AutosaveOptions {
  readonly form: RefObject<HTMLFormElement>;
  readonly address: string;
  readonly section: string;
  readonly check: boolean;
  readonly rescueKey: string;
  readonly revisionOf: (id: string) => number;
  readonly onSaved: (reply: SavedReply, ids: readonly string[]) => void;
}

const RETRY_MS = 10_000;

/**
 * Sends changed questions, one request after the other. What could not be sent is kept in the browser and tried again;
 * what the server refuses (signed out, locked) is kept too and said.
 */
export function useAutosave(options: AutosaveOptions): { status: SaveStatus; touch: (id: string, delay: number) => void; flush: () => Promise<void>; isPending: () => boolean } {
  const [status, setStatus] = useState<SaveStatus>({ kind: 'idle' });
  const current = useRef(options);
  current.current = options;
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const running = useRef<Promise<void> | null>(null);

  const send = useCallback(async (): Promise<void> => {
    const { form, address, section, check, rescueKey, revisionOf, onSaved } = current.current;
    const element = form.current;
    const ids = [...waiting.current];
    if (!element || ids.length === 0) return;
    waiting.current.clear();
    const body = new FormData();
    body.set('section', section);
    if (check) body.set('check', '1');
    const kept: Record<string, [string, string][]> = {};
    for (const id of ids) {
      const pairs = pairsOf(element, id);
      kept[id] = pairs;
      body.set(`_r.${id}`, String(revisionOf(id)));
      for (const [name, value] of pairs) body.append(name, value);
    }
    keepRescue(rescueKey, kept, new Date());
    setStatus({ kind: 'sending' });
    try {
      const response = await fetch(address, { method: 'POST', body, keepalive: true, headers: { accept: 'application/json' } });
      const reply = (await response.json()) as SavedReply & { message?: string };
      if (!response.ok || !Array.isArray(reply.fields)) {
        setStatus({ kind: 'refused', message: reply.message ?? '' });
        return;
      }
      dropRescue(rescueKey, ids);
      setStatus(reply.fields.some((field) => field.conflict) ? { kind: 'conflict' } : { kind: 'saved', at: reply.savedAt });
      onSaved(reply, ids);
    } catch {
      for (const id of ids) waiting.current.add(id);
      setStatus({ kind: 'device', at: new Date().toISOString() });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flushNow(), RETRY_MS);
    }
  }, []);

  const flushNow = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    while (running.current) await running.current;
    running.current = send().finally(() => {
      running.current = null;
    });
    await running.current;
  }, [send]);

  const touch = useCallback(
    (id: string, delay: number) => {
      waiting.current.add(id);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flushNow(), delay);
    },
    [flushNow],
  );

  useEffect(() => {
    const soon = () => void flushNow();
    const hidden = () => {
      if (document.visibilityState === 'hidden') soon();
    };
    window.addEventListener('online', soon);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('online', soon);
      document.removeEventListener('visibilitychange', hidden);
      soon();
    };
  }, [flushNow]);

  const isPending = useCallback(() => running.current !== null || waiting.current.size > 0, []);

  return { status, touch, flush: flushNow, isPending };
}

import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { pairsOf } from './form-fields.ts';
import { dropRescue, keepRescue, type RescuedAnswer } from './rescue-copy.ts';
import type { ShownConflict, ShownSectionStatus } from './shown-section.ts';
import { nextWriting } from './window-writer.ts';

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
/** Browsers let a page that goes away send 64 KB; a body in Korean may take three bytes a letter. */
const KEEPALIVE_LETTERS = 18_000;

/**
 * Sends changed questions, one request after the other. What is typed is kept in the browser until the server has
 * confirmed it; what could not be sent is tried again, and a page that goes away sends its last words without waiting.
 */
export function useAutosave(options: AutosaveOptions): { status: SaveStatus; touch: (id: string, delay: number) => void; flush: () => Promise<void>; isPending: () => boolean } {
  const [status, setStatus] = useState<SaveStatus>({ kind: 'idle' });
  const current = useRef(options);
  current.current = options;
  const waiting = useRef(new Map<string, RescuedAnswer>());
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const running = useRef<Promise<void> | null>(null);

  const send = useCallback(async (): Promise<void> => {
    const { address, section, check, rescueKey, revisionOf, onSaved } = current.current;
    const sent = new Map(waiting.current);
    if (sent.size === 0) return;
    waiting.current.clear();
    const body = bodyOf(section, check, sent, revisionOf);
    const giveBack = () => {
      for (const [id, answer] of sent) if (!waiting.current.has(id)) waiting.current.set(id, answer);
    };
    setStatus({ kind: 'sending' });
    try {
      const letters = [...body].reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
      const response = await fetch(address, { method: 'POST', body, keepalive: letters <= KEEPALIVE_LETTERS, headers: { accept: 'application/json' } });
      const reply = (await response.json()) as SavedReply & { message?: string };
      if (!response.ok || !Array.isArray(reply.fields)) {
        giveBack();
        setStatus({ kind: 'refused', message: reply.message ?? '' });
        return;
      }
      const ids = [...sent.keys()];
      // Words that somebody else's stand against are still only here.
      const arrived = ids.filter((id) => !reply.fields.some((field) => field.id === id && field.status === 'stale'));
      dropRescue(rescueKey, Object.fromEntries(arrived.flatMap((id) => (sent.has(id) ? [[id, sent.get(id) as RescuedAnswer]] : []))));
      setStatus(reply.fields.some((field) => field.conflict) ? { kind: 'conflict' } : { kind: 'saved', at: reply.savedAt });
      onSaved(reply, ids);
    } catch {
      giveBack();
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
      const { form, rescueKey, revisionOf } = current.current;
      if (!form.current) return;
      const answer = { pairs: pairsOf(form.current, id), base: revisionOf(id), ...nextWriting() };
      waiting.current.set(id, answer);
      keepRescue(rescueKey, id, answer, new Date());
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flushNow(), delay);
    },
    [flushNow],
  );

  useEffect(() => {
    const soon = () => void flushNow();
    // Nothing runs any more after this event: the last words go out beside a request under way, their number keeps the order.
    const leaving = () => {
      clearTimeout(timer.current);
      void send();
    };
    const hidden = () => {
      if (document.visibilityState === 'hidden') leaving();
    };
    window.addEventListener('online', soon);
    window.addEventListener('pagehide', leaving);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('online', soon);
      window.removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', hidden);
      soon();
    };
  }, [flushNow, send]);

  const isPending = useCallback(() => running.current !== null || waiting.current.size > 0, []);

  return { status, touch, flush: flushNow, isPending };
}

function bodyOf(section: string, check: boolean, answers: ReadonlyMap<string, RescuedAnswer>, revisionOf: (id: string) => number): FormData {
  const body = new FormData();
  body.set('section', section);
  if (check) body.set('check', '1');
  for (const [id, { pairs, writer, sequence }] of answers) {
    body.set('_w', writer);
    body.set(`_q.${id}`, String(sequence));
    body.set(`_r.${id}`, String(revisionOf(id)));
    for (const [name, value] of pairs) body.append(name, value);
  }
  return body;
}

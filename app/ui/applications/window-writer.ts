const WRITER = 'portal.writer';
const SEQUENCE = 'portal.sequence';

let writer: string | null = null;
let last = 0;

function read(name: string): string | null {
  try {
    return window.sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    window.sessionStorage.setItem(name, value);
  } catch {
    // Without a storage of its own a window is another writer after each reload.
  }
}

/** `crypto.randomUUID` exists only on https; a portal in a house network may be without. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The name of this window as a writer, the same after a reload, and the number of its next writing, higher than all before. */
export function nextWriting(): { writer: string; sequence: number } {
  writer ??= read(WRITER) ?? randomUuid();
  last = Math.max(Date.now(), last + 1, Number(read(SEQUENCE) ?? 0) + 1 || 0);
  keep(WRITER, writer);
  keep(SEQUENCE, String(last));
  return { writer, sequence: last };
}

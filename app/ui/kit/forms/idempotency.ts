/** A UUID for one form of a document: the document's own UUID with its last 12 digits replaced by a hash (FNV-1a, 48 bits) of the form's id. */
export function formKey(seed: string, formId: string): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let i = 0; i < formId.length; i++) {
    high = Math.imul(high ^ formId.charCodeAt(i), 0x01000193) >>> 0;
    low = Math.imul(low ^ high, 0x85ebca6b) >>> 0;
  }
  const tail = high.toString(16).padStart(8, '0') + (low & 0xffff).toString(16).padStart(4, '0');
  return seed.slice(0, -12) + tail;
}

/** A new random UUID; also on pages without a secure context, where `randomUUID` is missing. */
export function freshKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

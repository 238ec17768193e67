/** What fits into one short message of the Korean networks, in bytes as they count them. */
export const SHORT_MESSAGE_BYTES = 90;

/** Bytes of a text in the encoding of Korean text messages: Latin letters take one, everything else two. */
export function textMessageBytes(text: string): number {
  return [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0);
}

/** Whether a text goes as one short message or as a long one. */
export function textMessageSize(text: string): 'short' | 'long' {
  return textMessageBytes(text) <= SHORT_MESSAGE_BYTES ? 'short' : 'long';
}

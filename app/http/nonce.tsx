import { createContext, useContext } from 'react';

/** Nonce of this response; the server sets it, the browser never learns it from data. */
export const NonceContext = createContext('');

/** The nonce while rendering on the server, the empty string in the browser. */
export function useNonce(): string {
  return useContext(NonceContext);
}

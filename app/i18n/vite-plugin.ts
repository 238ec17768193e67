import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

/** Compiles the message files (`app/i18n/messages/<locale>/<area>.json`) at build time, so that the browser carries no parser. */
export function compileMessages(): Plugin {
  return {
    name: 'portal-messages',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!/\/app\/i18n\/messages\/[a-z]+\/[a-z]+\.json$/.test(file)) return null;
      const source = JSON.parse(code) as Record<string, string>;
      const compiled: Record<string, unknown> = {};
      for (const [key, text] of Object.entries(source)) compiled[key] = compileMessage(text);
      return { code: JSON.stringify(compiled), map: null };
    },
  };
}

import { useSyncExternalStore } from 'react';

const subscribe = () => () => undefined;

/** False in server markup and the first client render, true once scripts run: guards everything that needs JavaScript. */
export function useEnhanced(): boolean {
  return useSyncExternalStore(subscribe, () => true, () => false);
}

import { LIVE_APPLICATION_STATES, type ApplicationState } from './application-states.ts';

/** True while the application occupies the one place a firm has in a programme year. */
export function isLiveState(state: ApplicationState): boolean {
  return (LIVE_APPLICATION_STATES as readonly ApplicationState[]).includes(state);
}

import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<true>();

/**
 * Runs work whose notices lie in the past: they are written as always, their mails are kept as cancelled and never sent.
 * Only for building demonstration content.
 */
export function withoutMail<T>(work: () => Promise<T>): Promise<T> {
  return quiet.run(true, work);
}

/** Whether mails of the present work are kept back. */
export function isMailQuiet(): boolean {
  return quiet.getStore() === true;
}

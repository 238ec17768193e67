import { demoClock } from './demo-clock.ts';
import { seedBase } from './seed-base.ts';

/**
 * Loads the demonstration once: what exists already is left alone, so a start that was killed in the middle goes on where
 * it stopped.
 */
export async function seedDemo(options: { dataDir: string; say(text: string): void }): Promise<void> {
  await seedBase(demoClock(new Date()));
  options.say('The demo programme is loaded.');
}

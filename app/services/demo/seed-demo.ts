import { demoClock } from './demo-clock.ts';
import { seedBase } from './seed-base.ts';

export interface DemoOptions {
  readonly now: Date;
  readonly say: (text: string) => void;
  readonly hashPassword: (password: string) => Promise<string>;
}

/**
 * Loads the demonstration once: what exists already is left alone, so a start that was killed in the middle goes on where
 * it stopped.
 */
export async function seedDemo(options: DemoOptions): Promise<void> {
  await seedBase(demoClock(options.now), options.hashPassword);
}

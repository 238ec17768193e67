import { findDemoCallOpening } from '#db/queries/demo-cases.ts';
import { asWorker } from '#db/transaction.ts';
import { DEMO_PASSWORD } from './people.ts';
import { demoClock, type DemoClock } from './demo-clock.ts';
import { DAYS_SINCE_CALL, DEMO_YEAR, seedBase } from './seed-base.ts';
import { seedCases } from './seed-cases.ts';

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
  const clock = await clockOf(options.now);
  // One hash for all: the accounts share a published password, and hashing sixty times would only cost time.
  const passwordHash = await options.hashPassword(DEMO_PASSWORD);
  await seedBase(clock, passwordHash);
  await seedCases({ clock, passwordHash, say: options.say });
}

/** The clock of the first load: a second start tells the same stories, with the same days. */
async function clockOf(now: Date): Promise<DemoClock> {
  const opening = await asWorker((tx) => findDemoCallOpening(tx, DEMO_YEAR), 'demo');
  if (!opening) return demoClock(now);
  const loaded = new Date(opening.getTime() + DAYS_SINCE_CALL * 86_400_000);
  const endOfDay = new Date(loaded.getTime() + 14 * 3_600_000);
  return demoClock(endOfDay < now ? endOfDay : now);
}

import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { withSketches } from '#app/services/documents/pdf/sketch.ts';
import { withoutMail } from '#app/services/notices/quiet-mail.ts';
import { enqueue } from '#db/enqueue.ts';
import { requeueNewestMails } from '#db/queries/demo-cases.ts';
import holidays from '#db/seeds/holidays.json' with { type: 'json' };
import { asWorker } from '#db/transaction.ts';
import { openCast } from './cast.ts';
import { castConsultants, officerOf } from './casting.ts';
import type { DemoClock } from './demo-clock.ts';
import { DEMO_FIRMS } from './demo-firms.ts';
import { timesOf, type Diary } from './schedule.ts';
import { seedCalendar } from './seed-calendar.ts';
import { seedFunds } from './seed-funds.ts';
import { scriptOf } from './scripts.ts';
import { groupOf } from './stages/apply.ts';
import { walkCase, type Walk } from './walk.ts';

/** Cases that are built at the same time; more than this only wait for one another's record. */
const LANES = 3;
/** The firm of the first demo account; its documents are drawn as those of the running product. */
const DRAWN = 'firm_execution';
const MAILS_KEPT = 20;

export interface CaseSeed {
  readonly clock: DemoClock;
  readonly passwordHash: string;
  readonly say: (text: string) => void;
}

/** Builds the firms of the demonstration through the use-cases, as far as they are not there yet. */
export async function seedCases({ clock, passwordHash, say }: CaseSeed): Promise<void> {
  const cast = openCast();
  await withoutMail(() => seedFunds(clock, cast));
  const waiting = planWalks(clock, passwordHash);
  const count = waiting.length;
  let done = 0;
  let told = 0;
  await withoutMail(async () => {
    const lane = async () => {
      for (let walk = waiting.shift(); walk; walk = waiting.shift()) {
        const next = walk;
        const steps = await (next.firm.until === DRAWN ? walkCase(next, cast, clock) : withSketches(() => walkCase(next, cast, clock)));
        told += steps;
        done += 1;
        if (told > 0 && (done % 10 === 0 || done === count)) say(`Loading the demo programme … ${done}/${count} firms`);
      }
    };
    // eslint-disable-next-line no-restricted-syntax -- each lane runs transactions of its own
    await Promise.all(Array.from({ length: LANES }, lane));
  });
  if (told === 0) return;
  await withoutMail(() => seedCalendar(clock));
  await asWorker(async (tx) => {
    const ids = await requeueNewestMails(tx, 'demo.example', MAILS_KEPT);
    await enqueue(tx, 'send-mail', ids.map((deliveryId) => ({ deliveryId })));
  }, 'demo');
}

/** The stories of all firms with the times of their steps; the same for the same day. */
function planWalks(clock: DemoClock, passwordHash: string): Walk[] {
  const consultants = castConsultants(DEMO_FIRMS);
  const free = toHolidaySet(holidays.map((holiday) => holiday.on));
  const diary: Diary = new Map();
  const walks = DEMO_FIRMS.map((firm, index) => {
    const { steps, restDays } = scriptOf(firm, passwordHash);
    const consultant = consultants.get(firm.slug) ?? null;
    return { firm, consultant, officer: officerOf(firm, index, groupOf(firm)), steps, times: timesOf(steps, { clock, holidays: free, restDays, consultant, diary }) };
  });
  // Receipt numbers follow the order in which the forms arrived.
  return walks.toSorted((left, right) => arrivalOf(left) - arrivalOf(right));
}

function arrivalOf(walk: Walk): number {
  const at = walk.steps.findIndex((step) => step.name === 'submit');
  return (walk.times[at] ?? walk.times.at(-1) ?? new Date(0)).getTime();
}

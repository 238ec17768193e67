import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { medianOf } from '#app/domain/outcomes/aggregate.ts';
import { roundToFour } from '#app/domain/outcomes/improvement.ts';
import { readingMachine } from '#app/domain/outcomes/reading-machine.ts';
import type { ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import { paths } from '#app/http/paths.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import type { ReadingRow } from '#db/queries/kpi-readings.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import type { ActorTx } from '#db/transaction.ts';

/** What may be odd about a value: the same one month after month, or a leap. */
export type OddRule = 'constant' | 'jump';

export interface Oddity {
  readonly rule: OddRule;
  /** `constant`: number of equal months; `jump`: distance from the median of the months before, in per cent. */
  readonly measure: number;
}

/** The settings of the programme year that say what is odd. */
export type OddLimits = Pick<ProgrammeSettings, 'readingEqualMonths' | 'readingJumpPercent'>;

const JUMP_NEEDS = 3;
const JUMP_LOOKS_AT = 6;

/** Looks for an oddity of a value against the earlier values of its card, oldest first; null when there is none. */
export function findOddity(earlier: readonly number[], value: number, limits: OddLimits): Oddity | null {
  const equal = limits.readingEqualMonths;
  const run = earlier.slice(1 - equal);
  if (value !== 0 && run.length === equal - 1 && run.every((before) => before === value)) return { rule: 'constant', measure: equal };
  const recent = earlier.slice(-JUMP_LOOKS_AT);
  const middle = medianOf(recent);
  if (recent.length < JUMP_NEEDS || middle === null || middle === 0) return null;
  const distance = roundToFour((Math.abs(value - middle) / Math.abs(middle)) * 100);
  return distance > limits.readingJumpPercent ? { rule: 'jump', measure: distance } : null;
}

/** Oddity of a month against the readings of its card before that month. */
export function oddityOf(readings: readonly ReadingRow[], month: string, value: number, limits: OddLimits): Oddity | null {
  const earlier = readings.filter((reading) => reading.kind === 'monthly' && reading.month < month && reading.state !== 'rejected' && reading.state !== 'corrected');
  return findOddity(earlier.map((reading) => reading.value), value, limits);
}

/** Flags a reading whose oddity nobody explained, and asks the firm. The rule acts for the system, in the transaction of its cause. */
export async function flagReading(tx: ActorTx, ctx: Context, reading: ReadingRow & { readonly firmName: string }): Promise<void> {
  if (!reading.flagRule || reading.explanation) return;
  await moveState(tx, asSystem(ctx), readingMachine, {
    id: reading.id,
    transition: 'flag',
    reason: reading.flagRule,
    applicationId: reading.applicationId,
    firmId: reading.firmId,
    payload: { rule: reading.flagRule, measure: reading.flagText, value: reading.value, month: reading.month },
  });
  await notify(tx, ctx, {
    kind: 'reading_flagged',
    recipients: await listFirmRecipients(tx, reading.firmId, ['representative', 'manager']),
    path: paths.firmKpi(reading.cardId, { month: reading.month }),
    values: { firmName: reading.firmName, month: reading.month },
    subjectType: 'reading',
    subjectId: reading.id,
    applicationId: reading.applicationId,
    firmId: reading.firmId,
  });
}

import { toHolidaySet, type HolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { callPhase, type CallPhase } from '#app/domain/programmes/call-window.ts';
import { defaultSettings, parseSettings, type ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import { findCallYear, findProgrammeYear, listHolidayDates, type ProgrammeYearRow } from '#db/queries/programmes.ts';
import type { ActorTx } from '#db/transaction.ts';

/** The programme year of a call with its rules, read and checked, at one moment. */
export interface CallYear {
  readonly year: ProgrammeYearRow;
  readonly settings: ProgrammeSettings;
  readonly holidays: HolidaySet;
  readonly phase: CallPhase;
  /** Today in Seoul. */
  readonly today: string;
}

/** The year whose call is open now, else the next, else the last; null when no year is planned. */
export async function findCall(tx: ActorTx, now: Date): Promise<CallYear | null> {
  const today = toSeoulDate(now);
  return complete(tx, await findCallYear(tx, now, today), now, today);
}

/** The call of a given year, for an application that belongs to it. */
export async function findCallOf(tx: ActorTx, programmeYearId: string, now: Date): Promise<CallYear | null> {
  const today = toSeoulDate(now);
  return complete(tx, await findProgrammeYear(tx, programmeYearId, today), now, today);
}

async function complete(tx: ActorTx, year: ProgrammeYearRow | null, now: Date, today: string): Promise<CallYear | null> {
  if (!year) return null;
  const settings = year.settings ? parseSettings(year.settings) : defaultSettings;
  const phase = callPhase({ opensAt: year.callOpensAt, closesAt: year.callClosesAt, graceMinutes: settings.graceMinutes }, now);
  return { year, settings, holidays: toHolidaySet(await listHolidayDates(tx)), phase, today };
}

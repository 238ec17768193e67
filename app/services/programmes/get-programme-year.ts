import type { Context } from '#app/domain/accounts/context.ts';
import { toHolidaySet } from '#app/domain/calendar/holidays.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { callPhase } from '#app/domain/programmes/call-window.ts';
import { settingFields, type SettingGroup, type SettingUnit } from '#app/domain/programmes/setting-fields.ts';
import { defaultSettings, parseSettings, type ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import { findDocumentChecklist, findPublicYear, listHolidayDates } from '#db/queries/programmes.ts';
import { listStepTimesOfYear, type StepTime } from '#db/queries/step-times.ts';
import { asWorker, withActor } from '#db/transaction.ts';
import { readYearDocuments, type StagedDocument } from './list-required-documents.ts';
import { composeCall, type OpenCall } from './get-open-call.ts';
import { listDeciders, listYearSteps, type YearStep } from './year-steps.ts';

/** Rules that a firm meets; the others concern the work of officers. */
const PUBLIC_RULES: readonly (keyof ProgrammeSettings)[] = [
  'grantMinWon', 'grantMaxWon', 'ownShareMinPercent', 'advanceCapPercent', 'trancheSplit', 'secondReviewAboveWon', 'budgetMoveFreePercent', 'clawbackInterestPercent',
  'graceMinutes', 'correctionDays', 'correctionRoundsMax', 'offerDays', 'assignmentObjectionDays', 'visitConfirmDays', 'diagnosisDisputeDays', 'appealDays', 'objectionDays', 'changeWithinCauseDays', 'changeBeforeEndDays', 'extensionMaxMonths', 'extensionMaxCount', 'settlementDueDays',
  'unaffiliatedQuotaPercent', 'passMark', 'bonusMax', 'assessorsMin', 'reserveDays', 'allowNonManufacturing',
  'tasksMin', 'tasksMax', 'uploadMaxMegabytes',
  'kpiWindowMonths', 'completionPassPercent', 'interimPassPercent', 'verificationAfterMonths', 'groupMin',
  'restrictionYearsMax', 'cancelledAgreementYears', 'alumniYears', 'alumniHours', 'assetKeepMonths', 'retentionYears',
];

export interface PublicRule {
  readonly key: string;
  readonly group: SettingGroup;
  readonly unit: SettingUnit;
  readonly value: unknown;
}

/** A programme year as everybody may read it. */
export interface ProgrammeYearPage {
  readonly number: number;
  readonly call: OpenCall;
  readonly rules: readonly PublicRule[];
  readonly deciders: ReturnType<typeof listDeciders>;
  readonly steps: readonly YearStep[];
  readonly documents: readonly StagedDocument[];
  /** Values that the answers to questions name. */
  readonly answers: { readonly correctionDays: number; readonly rounds: number; readonly appealDays: number; readonly tasksMin: number; readonly tasksMax: number; readonly graceMinutes: number; readonly ownSharePercent: number; readonly advancePercent: number };
}

const CACHE_MS = 5 * 60_000;
const cached = new Map<string, { at: number; times: StepTime[] }>();

// Only counts and medians of at least five cases leave this function, so it may look at all cases; they change slowly.
async function timesOf(yearId: string, now: Date): Promise<StepTime[]> {
  const kept = cached.get(yearId);
  if (kept && Math.abs(now.getTime() - kept.at) < CACHE_MS) return kept.times;
  const times = await asWorker((tx) => listStepTimesOfYear(tx, yearId));
  cached.set(yearId, { at: now.getTime(), times });
  return times;
}

/** The page of a programme year: dates, amounts, who decides, steps with promised and real days, papers, rules. Throws not_found for a year in preparation or of history. */
export async function getProgrammeYear(ctx: Context, number: number): Promise<ProgrammeYearPage> {
  const today = toSeoulDate(ctx.now);
  const { year, holidays, checklist } = await withActor(ctx, async (tx) => {
    const found = await findPublicYear(tx, number, today);
    if (!found) throw new AppError('not_found');
    return { year: found, holidays: toHolidaySet(await listHolidayDates(tx)), checklist: await findDocumentChecklist(tx, found.id) };
  });
  const settings = year.settings ? parseSettings(year.settings) : defaultSettings;
  const phase = callPhase({ opensAt: year.callOpensAt, closesAt: year.callClosesAt, graceMinutes: settings.graceMinutes }, ctx.now);
  return {
    number: year.number,
    call: composeCall({ year, settings, holidays, phase, today }, [], null),
    rules: settingFields.filter(({ key }) => PUBLIC_RULES.includes(key)).map(({ key, group, unit }) => ({ key, group, unit, value: settings[key] })),
    deciders: listDeciders(),
    steps: listYearSteps(settings.promises, await timesOf(year.id, ctx.now)),
    documents: readYearDocuments(checklist),
    answers: {
      correctionDays: settings.correctionDays,
      rounds: settings.correctionRoundsMax,
      appealDays: settings.appealDays,
      tasksMin: settings.tasksMin,
      tasksMax: settings.tasksMax,
      graceMinutes: settings.graceMinutes,
      ownSharePercent: settings.ownShareMinPercent,
      advancePercent: settings.advanceCapPercent,
    },
  };
}

import { z } from 'zod';
import { isWon } from '../money/won.ts';

const won = () => z.number().refine(isWon, { error: 'answers.won.out_of_range' });
const percent = (min = 0, max = 100) => z.number().min(min).max(max);
const count = (min = 0, max = 100_000) => z.int().min(min).max(max);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Promised working days per step; each is the length of the ruler a waiting person sees. */
export const promisesSchema = z.strictObject({
  registryCheck: count(1, 60).default(2),
  screening: count(1, 60).default(10),
  correctionAnswer: count(1, 60).default(7),
  evaluation: count(1, 60).default(20),
  assignmentAccept: count(1, 60).default(5),
  firstVisit: count(1, 60).default(15),
  planReview: count(1, 60).default(10),
  grantDecision: count(1, 60).default(15),
  offerSign: count(1, 60).default(10),
  claimCheck: count(1, 60).default(10),
  approvedToPaid: count(1, 60).default(7),
  changeRequest: count(1, 60).default(10),
  interimCheck: count(1, 60).default(10),
  completionInspection: count(1, 60).default(15),
  verification: count(1, 60).default(15),
  settlementReview: count(1, 60).default(20),
  appeal: count(1, 120).default(30),
});

/** Policy values of one programme year. Every value is a dated setting, never a constant; defaults come from domain.md 7.7 and peers.md 6.0. */
export const programmeSettingsSchema = z
  .strictObject({
    grantMinWon: won().default(20_000_000),
    grantMaxWon: won().default(40_000_000),
    ownShareMinPercent: percent().default(0),
    advanceCapPercent: percent().default(70),
    secondReviewAboveWon: won().default(35_000_000),
    trancheSplit: z.array(percent()).min(1).max(6).default([50, 30, 20]),
    paymentCutoff: z.strictObject({ on: monthDay, time: clock }).default({ on: '11-30', time: '18:00' }),
    budgetMoveFreePercent: percent().default(10),
    bankChangeFreezeDays: count(0, 30).default(3),
    clawbackInterestPercent: percent(0, 30).default(5),

    yearStartsOn: monthDay.default('08-01'),
    yearEndsOn: monthDay.default('07-31'),
    applyOpensOn: monthDay.default('07-01'),
    applyClosesOn: monthDay.default('08-14'),
    applyClosesAt: clock.default('18:00'),
    selectionEndsOn: monthDay.default('09-30'),
    interimFromMonth: count(1, 12).default(12),
    interimToMonth: count(1, 12).default(2),
    graceMinutes: count(0, 240).default(30),

    correctionDays: count(1, 60).default(7),
    correctionRoundsMax: count(0, 10).default(2),
    offerDays: count(1, 60).default(10),
    assignmentAcceptDays: count(1, 30).default(5),
    assignmentObjectionDays: count(1, 30).default(3),
    assignmentTriesMax: count(1, 20).default(5),
    visitConfirmDays: count(1, 30).default(5),
    visitLogDays: count(1, 30).default(3),
    objectionDays: count(1, 60).default(10),
    appealDays: count(1, 90).default(14),
    ineligibleConfirmDays: count(1, 30).default(3),
    rankingDecisionDays: count(1, 30).default(5),
    matchDays: count(1, 60).default(15),
    reserveDays: count(1, 365).default(90),
    verificationAnswerDays: count(1, 60).default(14),
    officerHoldHours: count(1, 720).default(48),
    opinionDays: count(1, 60).default(10),
    diagnosisDisputeDays: count(1, 60).default(7),
    changeWithinCauseDays: count(1, 120).default(15),
    changeBeforeEndDays: count(0, 120).default(30),
    extensionMaxMonths: count(0, 24).default(3),
    extensionMaxCount: count(0, 10).default(1),
    settlementDueDays: count(1, 120).default(30),
    escalateAfterWorkingDays: count(1, 30).default(3),

    quotaFirms: count(0, 20_000).default(2_000),
    smartFactoryTarget: count(0, 20_000).default(455),
    unaffiliatedQuotaPercent: percent().default(25),
    passMark: percent().default(60),
    bonusMax: percent(0, 50).default(6),
    assessorsMin: count(1, 9).default(2),
    scoreSpreadMax: percent().default(20),

    tasksMin: count(1, 20).default(2),
    tasksMax: count(1, 20).default(6),
    planReturnsMax: count(0, 10).default(2),
    manDays: z
      .strictObject({ diagnosis: percent(0, 200), coaching: percent(0, 200), closing: percent(0, 200) })
      .default({ diagnosis: 3, coaching: 20, closing: 2 }),
    consultantLoadMax: count(1, 100).default(8),
    noVisitAlarmDays: count(1, 365).default(30),

    kpiWindowMonths: count(1, 12).default(3),
    kpiReadingWorkingDay: count(1, 20).default(5),
    kpiReadingLockDays: count(0, 90).default(15),
    kpiSampleMin: count(0, 10_000).default(30),
    readingEqualMonths: count(3, 36).default(10),
    readingJumpPercent: percent(1, 1_000).default(50),
    kpiCapPercent: percent(0, 10_000).nullable().default(null),
    completionPassPercent: percent(0, 200).default(80),
    interimPassPercent: percent().default(50),
    interimRemedyDays: count(1, 60).default(10),
    verificationAfterMonths: count(0, 24).default(3),
    groupMin: count(2, 50).default(5),

    restrictionYearsMax: count(0, 20).default(5),
    cancelledAgreementYears: count(0, 20).default(3),
    alumniYears: count(0, 10).default(2),
    alumniHours: percent(0, 500).default(16),
    followUpMonths: z.array(count(1, 60)).default([6, 12]),
    assetKeepMonths: count(0, 120).default(24),
    retentionYears: count(1, 30).default(5),
    allowNonManufacturing: z.boolean().default(false),
    uploadMaxMegabytes: count(1, 100).default(20),
    reminderDays: z.array(count(0, 120)).default([30, 7, 1]),
    promises: promisesSchema.default(() => promisesSchema.parse({})),
  })
  .superRefine((settings, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (settings.grantMinWon > settings.grantMaxWon) complain('grantMaxWon', 'answers.settings.max_below_min');
    if (settings.tasksMin > settings.tasksMax) complain('tasksMax', 'answers.settings.max_below_min');
    const split = settings.trancheSplit.reduce((sum, part) => sum + part, 0);
    if (Math.abs(split - 100) > 1e-9) complain('trancheSplit', 'answers.settings.split_not_100');
    if ((settings.trancheSplit[0] ?? 0) > settings.advanceCapPercent) complain('trancheSplit', 'answers.settings.first_above_cap');
  });

export type ProgrammeSettings = z.infer<typeof programmeSettingsSchema>;
export type StepPromises = z.infer<typeof promisesSchema>;
export type PromiseStep = keyof StepPromises;

/** The settings with every default, for a new programme year and for tests. */
export const defaultSettings: ProgrammeSettings = programmeSettingsSchema.parse({});

/** Reads stored or typed settings; missing keys get their default. Throws ZodError on unknown keys or values out of range. */
export function parseSettings(input: unknown): ProgrammeSettings {
  return programmeSettingsSchema.parse(input);
}

/** Agreed man-days of a firm with the given settings. */
export function totalManDays(settings: Pick<ProgrammeSettings, 'manDays'>): number {
  return settings.manDays.diagnosis + settings.manDays.coaching + settings.manDays.closing;
}

/** Settings that differ between two versions, for the page that shows a change before it is published. */
export function diffSettings(before: ProgrammeSettings, after: ProgrammeSettings): { key: keyof ProgrammeSettings; before: unknown; after: unknown }[] {
  return (Object.keys(after) as (keyof ProgrammeSettings)[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => ({ key, before: before[key], after: after[key] }));
}

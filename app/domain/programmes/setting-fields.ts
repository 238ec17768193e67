import type { ProgrammeSettings } from './settings.ts';

export type SettingUnit = 'won' | 'percent' | 'days' | 'working_days' | 'months' | 'years' | 'minutes' | 'count' | 'man_days' | 'hours' | 'month_day' | 'clock' | 'switch' | 'list' | 'megabytes' | 'points' | 'group';
export type SettingGroup = 'money' | 'calendar' | 'deadlines' | 'selection' | 'work' | 'outcomes' | 'after';

/** How one setting is shown and where its default comes from. `ground` is a source id of domain.md section 9, `law`, or `own`. */
export interface SettingField {
  key: keyof ProgrammeSettings;
  group: SettingGroup;
  unit: SettingUnit;
  ground: string;
}

function field(key: keyof ProgrammeSettings, group: SettingGroup, unit: SettingUnit, ground = 'own'): SettingField {
  return { key, group, unit, ground };
}

/** Every setting in the order of the settings page. */
export const settingFields: readonly SettingField[] = [
  field('grantMinWon', 'money', 'won', 'SEED1'),
  field('grantMaxWon', 'money', 'won', 'SEED1'),
  field('ownShareMinPercent', 'money', 'percent'),
  field('advanceCapPercent', 'money', 'percent', 'W1'),
  field('secondReviewAboveWon', 'money', 'won'),
  field('trancheSplit', 'money', 'list'),
  field('paymentCutoff', 'money', 'group', 'W1'),
  field('budgetMoveFreePercent', 'money', 'percent'),
  field('bankChangeFreezeDays', 'money', 'working_days'),
  field('clawbackInterestPercent', 'money', 'percent'),
  field('yearStartsOn', 'calendar', 'month_day', 'M13'),
  field('yearEndsOn', 'calendar', 'month_day', 'M13'),
  field('applyOpensOn', 'calendar', 'month_day', 'M1'),
  field('applyClosesOn', 'calendar', 'month_day', 'M1'),
  field('applyClosesAt', 'calendar', 'clock'),
  field('selectionEndsOn', 'calendar', 'month_day', 'M17'),
  field('interimFromMonth', 'calendar', 'count', 'M4'),
  field('interimToMonth', 'calendar', 'count', 'M6'),
  field('graceMinutes', 'calendar', 'minutes'),
  field('correctionDays', 'deadlines', 'days'),
  field('correctionRoundsMax', 'deadlines', 'count'),
  field('offerDays', 'deadlines', 'days'),
  field('assignmentAcceptDays', 'deadlines', 'working_days'),
  field('assignmentObjectionDays', 'deadlines', 'working_days'),
  field('assignmentTriesMax', 'deadlines', 'count'),
  field('visitConfirmDays', 'deadlines', 'working_days'),
  field('visitLogDays', 'deadlines', 'working_days'),
  field('objectionDays', 'deadlines', 'days'),
  field('appealDays', 'deadlines', 'days'),
  field('ineligibleConfirmDays', 'deadlines', 'working_days'),
  field('rankingDecisionDays', 'deadlines', 'working_days'),
  field('matchDays', 'deadlines', 'working_days'),
  field('reserveDays', 'deadlines', 'days'),
  field('verificationAnswerDays', 'deadlines', 'days'),
  field('officerHoldHours', 'deadlines', 'hours'),
  field('opinionDays', 'deadlines', 'days'),
  field('diagnosisDisputeDays', 'deadlines', 'days'),
  field('changeWithinCauseDays', 'deadlines', 'days', 'F4'),
  field('changeBeforeEndDays', 'deadlines', 'days', 'F4'),
  field('extensionMaxMonths', 'deadlines', 'months', 'F4'),
  field('extensionMaxCount', 'deadlines', 'count', 'F4'),
  field('settlementDueDays', 'deadlines', 'days'),
  field('escalateAfterWorkingDays', 'deadlines', 'working_days'),
  field('reminderDays', 'deadlines', 'list'),
  field('promises', 'deadlines', 'group'),
  field('quotaFirms', 'selection', 'count', 'SEED1'),
  field('smartFactoryTarget', 'selection', 'count', 'SEED1'),
  field('unaffiliatedQuotaPercent', 'selection', 'percent', 'M9'),
  field('passMark', 'selection', 'points'),
  field('bonusMax', 'selection', 'points'),
  field('assessorsMin', 'selection', 'count'),
  field('scoreSpreadMax', 'selection', 'points'),
  field('allowNonManufacturing', 'selection', 'switch', 'M21'),
  field('tasksMin', 'work', 'count', 'M24'),
  field('tasksMax', 'work', 'count', 'M26'),
  field('planReturnsMax', 'work', 'count'),
  field('manDays', 'work', 'man_days'),
  field('consultantLoadMax', 'work', 'count'),
  field('noVisitAlarmDays', 'work', 'days'),
  field('uploadMaxMegabytes', 'work', 'megabytes'),
  field('kpiWindowMonths', 'outcomes', 'months'),
  field('kpiReadingWorkingDay', 'outcomes', 'working_days'),
  field('kpiReadingLockDays', 'outcomes', 'days'),
  field('kpiSampleMin', 'outcomes', 'count'),
  field('readingEqualMonths', 'outcomes', 'months'),
  field('readingJumpPercent', 'outcomes', 'percent'),
  field('kpiCapPercent', 'outcomes', 'percent'),
  field('completionPassPercent', 'outcomes', 'percent'),
  field('interimPassPercent', 'outcomes', 'percent'),
  field('interimRemedyDays', 'outcomes', 'days'),
  field('verificationAfterMonths', 'outcomes', 'months'),
  field('groupMin', 'outcomes', 'count'),
  field('restrictionYearsMax', 'after', 'years', 'F5'),
  field('cancelledAgreementYears', 'after', 'years', 'E1'),
  field('alumniYears', 'after', 'years'),
  field('alumniHours', 'after', 'hours'),
  field('followUpMonths', 'after', 'list'),
  field('assetKeepMonths', 'after', 'months'),
  field('retentionYears', 'after', 'years'),
];

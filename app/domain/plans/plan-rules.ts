import type { AreaLevels } from '../assessments/roadmap.ts';
import type { CivilDate } from '../calendar/civil-date.ts';
import { isCivilDate } from '../calendar/civil-date.ts';
import type { RuleIssue } from '../formats/rule-issue.ts';
import { sumWon } from '../money/won.ts';
import { familiesOf } from '../outcomes/kpi-definition.ts';
import type { KpiDefinition } from '../outcomes/kpi-definition.ts';
import type { ProgrammeSettings } from '../programmes/settings.ts';

/** A task as far as the rules need it. */
export interface PlanTask {
  id: string;
  areaCode: string;
  title: string;
  owner: string;
  startsOn: CivilDate | null;
  endsOn: CivilDate | null;
  kpiCodes: readonly string[];
  grantWon: number;
  ownShareWon: number;
  manDays: number;
  state?: 'planned' | 'doing' | 'done' | 'paused' | 'cancelled';
}

export interface PlanContext {
  settings: Pick<ProgrammeSettings, 'tasksMin' | 'tasksMax' | 'ownShareMinPercent'>;
  /** Period of the agreement, or of the programme year before there is one. */
  startsOn: CivilDate;
  endsOn: CivilDate;
  grantWon: number;
  manDays: number;
  catalogue: readonly Pick<KpiDefinition, 'code' | 'family'>[];
  /** Confirmed levels, for the advice against systems before standard work. */
  confirmed: AreaLevels;
  /** KPI families that the programme waived for this firm. */
  waived?: readonly ('Q' | 'D')[];
}

const STANDARD_WORK_AREAS = ['A3', 'A4'] as const;
const DIGITAL_AREA = 'A9';

function issue(code: string, params: RuleIssue['params'] = {}, subject?: string, severity: RuleIssue['severity'] = 'error'): RuleIssue {
  return { code, messageId: `answers.plan.${code}`, severity, params, ...(subject === undefined ? {} : { subject }) };
}

function checkTask(task: PlanTask, context: PlanContext): RuleIssue[] {
  const issues: RuleIssue[] = [];
  if (task.title.trim() === '') issues.push(issue('title_missing', {}, task.id));
  if (task.owner.trim() === '') issues.push(issue('owner_missing', {}, task.id));
  if (!isCivilDate(task.startsOn) || !isCivilDate(task.endsOn)) issues.push(issue('dates_missing', {}, task.id));
  else if (task.endsOn < task.startsOn) issues.push(issue('end_before_start', {}, task.id));
  else if (task.startsOn < context.startsOn || task.endsOn > context.endsOn) {
    issues.push(issue('outside_agreement', { from: context.startsOn, to: context.endsOn }, task.id));
  }
  if (task.kpiCodes.length === 0) issues.push(issue('kpi_missing', {}, task.id));
  return issues;
}

/** Checks an annual plan before it is signed. Errors stop it, warnings advise (systems before standard work). Cancelled tasks do not count. */
export function checkPlan(tasks: readonly PlanTask[], context: PlanContext): RuleIssue[] {
  const live = tasks.filter((task) => task.state !== 'cancelled');
  const issues = live.flatMap((task) => checkTask(task, context));
  const { tasksMin, tasksMax, ownShareMinPercent } = context.settings;
  if (live.length < tasksMin) issues.push(issue('too_few_tasks', { min: tasksMin, count: live.length }));
  if (live.length > tasksMax) issues.push(issue('too_many_tasks', { max: tasksMax, count: live.length }));
  const grantWon = sumWon(live.map((task) => task.grantWon));
  const ownWon = sumWon(live.map((task) => task.ownShareWon));
  if (grantWon > context.grantWon) issues.push(issue('above_grant', { grant: context.grantWon, sum: grantWon }));
  if (ownWon * 100 < (grantWon + ownWon) * ownShareMinPercent) issues.push(issue('own_share_below_min', { percent: ownShareMinPercent }));
  const days = live.reduce((sum, task) => sum + task.manDays, 0);
  if (days > context.manDays) issues.push(issue('above_man_days', { days: context.manDays, sum: days }));
  const families = new Set(
    live.flatMap((task) => task.kpiCodes).flatMap((code) => {
      const definition = context.catalogue.find((row) => row.code === code);
      return definition ? familiesOf(definition) : [];
    }),
  );
  if (!families.has('Q') && !context.waived?.includes('Q')) issues.push(issue('quality_kpi_missing'));
  if (!families.has('D') && !context.waived?.includes('D')) issues.push(issue('delivery_kpi_missing'));
  const digital = live.find((task) => task.areaCode === DIGITAL_AREA);
  const unready = STANDARD_WORK_AREAS.find((code) => context.confirmed[code] === 1);
  if (digital && unready) issues.push(issue('digital_before_standard_work', { area: unready }, digital.id, 'warning'));
  return issues;
}

/** Progress of a plan in per cent, weighted by task cost (equal weights when nothing costs anything). Cancelled tasks do not count. */
export function planProgress(tasks: readonly (Pick<PlanTask, 'grantWon' | 'ownShareWon' | 'state'> & { progressPercent: number })[]): number {
  const live = tasks.filter((task) => task.state !== 'cancelled');
  if (live.length === 0) return 0;
  const costs = live.map((task) => task.grantWon + task.ownShareWon);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  const weighted = live.reduce((sum, task, index) => sum + task.progressPercent * (total === 0 ? 1 / live.length : (costs[index] ?? 0) / total), 0);
  return Math.round(weighted * 10) / 10;
}

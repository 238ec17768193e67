import type { Context } from '#app/domain/accounts/context.ts';
import { listMonths, monthOf } from '#app/domain/calendar/civil-date.ts';
import type { RuleIssue } from '#app/domain/formats/rule-issue.ts';
import { hasNoErrors } from '#app/domain/formats/rule-issue.ts';
import type { RoadmapActivity } from '#app/domain/assessments/roadmap.ts';
import { planMachine, type PlanState } from '#app/domain/plans/plan-machine.ts';
import { canApprovePlan, canEditPlan, canMovePlan, canViewPlan } from '#app/domain/plans/plan-policy.ts';
import type { AreaPriority } from '#app/domain/plans/proposal.ts';
import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { assertAllowed, consultantPeople, findOwnCase, firmPeople, getCaseFacts, officerPeople } from '#app/services/assessments/case-facts.ts';
import { findBaseAssessment, wasAgreed } from '#app/services/assessments/assessment-facts.ts';
import { proposePriorities } from '#app/services/assessments/propose-priorities.ts';
import { GRANTED } from '#app/services/grants/open-grant-decision.ts';
import { listCardViews, type KpiCardView } from '#app/services/outcomes/list-kpi-cards.ts';
import { missingFamilies } from '#app/services/outcomes/kpi-card-rules.ts';
import { listMemberNames } from '#db/queries/case-facts.ts';
import { findOpenGrant } from '#db/queries/grant-openings.ts';
import { findPlan, listPlanVersions, listTasks, type PlanRow, type PlanTaskRow } from '#db/queries/plans.ts';
import { withActor } from '#db/transaction.ts';
import { checkPlanFacts, planTotals } from './plan-facts.ts';

/** Someone who will be told, as the preview names them. */
export interface ToldName {
  readonly name: string;
  readonly side: 'firm' | 'consultant' | 'officer';
}

export interface OfferedArea {
  readonly code: string;
  readonly name: Text;
  readonly isChosen: boolean;
  readonly reason: string | null;
  readonly priority: Pick<AreaPriority, 'weight' | 'gap' | 'priority' | 'rank' | 'confirmed' | 'target' | 'kpiCodes' | 'proposed'>;
  /** Activities of the next step that are not in the plan yet. */
  readonly activities: readonly Pick<RoadmapActivity, 'id' | 'title' | 'from' | 'to'>[];
}

/** What the pages of the annual plan show; the steps that the reader may take are named by `can`. */
export interface PlanView {
  readonly applicationId: string;
  readonly firmName: string;
  readonly consultantName: string | null;
  readonly period: { readonly startsOn: string; readonly endsOn: string; readonly months: readonly string[] };
  readonly limits: { readonly grantMinWon: number; readonly grantMaxWon: number; readonly tasksMin: number; readonly tasksMax: number; readonly returnsMax: number };
  readonly readiness: { readonly diagnosisAgreed: boolean; readonly cardsSigned: boolean };
  readonly plan: (Omit<PlanRow, 'applicationId' | 'firmId' | 'signedBy' | 'endorsedBy'> & { readonly stateLabel: Text; readonly publicLabel: Text }) | null;
  readonly tasks: readonly PlanTaskRow[];
  readonly totals: { readonly grantWon: number; readonly ownWon: number };
  readonly issues: readonly RuleIssue[];
  readonly areas: readonly OfferedArea[];
  readonly areaNames: Readonly<Record<string, Text>>;
  readonly cards: readonly Omit<KpiCardView, 'canEdit'>[];
  readonly members: readonly string[];
  readonly versions: readonly { readonly number: number; readonly totalWon: number; readonly hash: string; readonly createdAt: Date }[];
  readonly grant: { readonly state: string; readonly isDecided: boolean } | null;
  readonly told: readonly ToldName[];
  readonly can: Readonly<Record<'start' | 'edit' | 'sign' | 'reopen' | 'endorse' | 'sendBack' | 'send' | 'return' | 'approve', boolean>>;
}

/** The plan of the actor's own firm; null before the firm is selected. */
export async function getOwnPlan(ctx: Context): Promise<PlanView | null> {
  const id = await withActor(ctx, (tx) => findOwnCase(tx, ctx));
  return id ? getPlanView(ctx, id) : null;
}

/** The plan of a case as the actor may see it. Throws not_found or not_allowed. */
export async function getPlanView(ctx: Context, applicationId: string): Promise<PlanView> {
  return withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    const plan = await findPlan(tx, applicationId);
    const subject = { ...facts.subject, state: plan?.state ?? null };
    assertAllowed(canViewPlan(ctx.actor, subject));
    const tasks = plan ? await listTasks(tx, plan.id) : [];
    const cards = await listCardViews(tx, applicationId, facts.settings.kpiSampleMin);
    const assessment = await findBaseAssessment(tx, applicationId);
    const agreed = wasAgreed(assessment);
    const priorities = assessment && agreed ? await proposePriorities(tx, applicationId, assessment) : [];
    const taken = new Set(tasks.map((task) => task.activityCode));
    const cardsSigned = missingFamilies(cards.filter((card) => card.state === 'co_signed' || card.state === 'frozen')).length === 0;
    const issues = plan ? checkPlanFacts({ tasks, cards, assessment }, facts) : [];
    const grant = await findOpenGrant(tx, applicationId);
    const isDecided = grant !== null && GRANTED.includes(grant.state);
    const { role, consultantId, userId } = ctx.actor;
    const leads = consultantId !== null && facts.consultant?.id === consultantId;
    const may = (transition: string) => canMovePlan(ctx.actor, subject, transition).allowed;
    const spec = plan ? getState(planMachine, plan.state satisfies PlanState) : null;
    const answerOf = (code: string) => assessment?.answers.find((answer) => answer.areaCode === code);
    const isOfficer = role === 'officer';
    const told: ToldName[] = isOfficer
      ? [
          ...(await firmPeople(tx, facts)).map((person) => ({ name: person.name, side: 'firm' as const })),
          ...(await consultantPeople(tx, facts)).map((person) => ({ name: person.name, side: 'consultant' as const })),
          ...(await officerPeople(tx, facts)).map((person) => ({ name: person.name, side: 'officer' as const })),
        ]
      : [];
    return {
      applicationId,
      firmName: facts.firmName,
      consultantName: facts.consultant?.name ?? null,
      period: { startsOn: facts.startsOn, endsOn: facts.endsOn, months: listMonths(monthOf(facts.startsOn), monthOf(facts.endsOn)) },
      limits: { grantMinWon: facts.settings.grantMinWon, grantMaxWon: facts.settings.grantMaxWon, tasksMin: facts.settings.tasksMin, tasksMax: facts.settings.tasksMax, returnsMax: facts.settings.planReturnsMax },
      readiness: { diagnosisAgreed: agreed, cardsSigned },
      plan: plan && spec ? { ...plan, stateLabel: spec.label, publicLabel: spec.publicLabel } : null,
      tasks,
      totals: planTotals(tasks),
      issues,
      areas: priorities.flatMap((row) => {
        const area = assessment?.roadmap.areas.find((entry) => entry.code === row.areaCode);
        const answer = answerOf(row.areaCode);
        if (!area) return [];
        const { weight, gap, priority, rank, confirmed, target, kpiCodes, proposed } = row;
        return [{
          code: area.code, name: area.name, isChosen: answer?.priority != null, reason: answer?.priorityReason ?? null,
          priority: { weight, gap, priority, rank, confirmed, target, kpiCodes, proposed },
          activities: row.activities.filter((activity) => !taken.has(activity.id)),
        }];
      }),
      areaNames: Object.fromEntries((assessment?.roadmap.areas ?? []).map((area) => [area.code, area.name])),
      cards,
      members: role === 'firm' ? (await listMemberNames(tx, facts.firmId)).map((member) => member.name) : [],
      versions: plan ? await listPlanVersions(tx, plan.id) : [],
      grant: grant ? { state: grant.state, isDecided } : null,
      told,
      can: {
        start: plan === null && may('start'),
        edit: plan !== null && canEditPlan(ctx.actor, subject).allowed,
        sign: may('sign') && hasNoErrors(issues),
        reopen: may('reopen'),
        endorse: leads && may('endorse'),
        sendBack: leads && may('send_back'),
        send: leads && plan?.state === 'endorsed',
        return: may('return') && (plan?.returnRounds ?? 0) < facts.settings.planReturnsMax && !isDecided,
        approve: canApprovePlan(ctx.actor, subject).allowed && plan !== null && isOtherPerson(userId, [plan.signedBy, plan.endorsedBy]).allowed && isDecided,
      },
    };
  });
}

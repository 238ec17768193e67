import type { Context } from '#app/domain/accounts/context.ts';
import { applicationMachine } from '#app/domain/applications/application-machine.ts';
import { canViewAppeal } from '#app/domain/applications/appeal-policy.ts';
import { canViewApplication, canViewScores } from '#app/domain/applications/application-policy.ts';
import { ELIGIBILITY_CHECKLIST, readChecklist } from '#app/domain/applications/eligibility-checklist.ts';
import { parseScoreSheet } from '#app/domain/applications/score-sheet.ts';
import { deadlineAfterDays, deadlineAfterWorkingDays } from '#app/domain/calendar/deadline.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import { deriveCaseStage } from '#app/domain/workflow/case-stage.ts';
import { listTransitions } from '#app/domain/workflow/machine.ts';
import { recordView } from '#app/services/applications/add-note.ts';
import { readCaseAnswers } from '#app/services/applications/case-answers.ts';
import { clockOf, sideClocks } from '#app/services/applications/case-clock.ts';
import { assertAllowed, openCase, type OpenCase } from '#app/services/applications/open-case.ts';
import { combineTasks } from '#app/services/applications/rank-applications.ts';
import { previewTold } from '#app/services/applications/told-people.ts';
import { findCaseMute } from '#app/services/notices/mute-case.ts';
import { listAppealsOfCase } from '#db/queries/appeals.ts';
import { listAssignmentsOfCase } from '#db/queries/assignments.ts';
import { listCaseNotes } from '#db/queries/case-notes.ts';
import { findCaseParts, statesOfCase } from '#db/queries/case-states.ts';
import { listCaseDocuments } from '#db/queries/cases.ts';
import { findPreparedStep, findYearPlaces, listDecisions } from '#db/queries/decisions.ts';
import { findScoreSheet, listEvaluationTasks, listEvaluatorChoices } from '#db/queries/evaluations.ts';
import { listCaseEvents } from '#db/queries/events.ts';
import { listChecks, listCorrections } from '#db/queries/screening.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/**
 * Everything the case page of an officer (or an auditor, who only reads) shows; reading it is recorded. Throws AppError
 * not_found when there is no such case or the actor may not see it.
 */
export async function getCase(ctx: Context, applicationId: string) {
  return withActor(ctx, async (tx) => {
    const opened = await openCase(tx, applicationId);
    const { head, rules, subject } = opened;
    assertAllowed(canViewApplication(ctx.actor, subject));
    if (ctx.actor.role !== 'officer' && ctx.actor.role !== 'auditor') throw new AppError('not_allowed');
    const parts = await findCaseParts(tx, head.id);
    if (!parts) throw new AppError('not_found');
    const stage = deriveCaseStage(statesOfCase(parts));
    const corrections = await listCorrections(tx, head.id);
    const answers = await readCaseAnswers(tx, head, corrections);
    const events = await listCaseEvents(tx, head.id, 80);
    const moves = events.filter((event) => event.machine === 'application').map((event) => ({ to: event.toState, at: event.effectiveAt })).reverse();
    const actions = listTransitions(applicationMachine, head.state, ctx.actor.duty).map((transition) => transition.name);
    const today = toSeoulDate(ctx.now);
    const result = {
      head,
      stage,
      today,
      clock: clockOf({ state: head.state, since: head.stateSince, dueOn: head.dueOn }, ctx.now, rules),
      sides: sideClocks(moves, head.state, ctx.now, rules),
      answers: { sections: answers.sections, diff: answers.diff, versionCount: answers.versionCount, submittedAt: answers.submittedAt },
      questionLabels: Object.fromEntries(answers.askable.flatMap((section) => section.questions.map((question) => [question.id, question.label]))),
      documents: await listCaseDocuments(tx, head.id),
      checklist: await readChecks(tx, head.id, answers.views),
      corrections,
      roundsLeft: Math.max(0, rules.settings.correctionRoundsMax - head.correctionRounds),
      correctionDueOn: deadlineAfterDays(today, rules.settings.correctionDays, rules.holidays).dueOn,
      evaluation: await readEvaluation(tx, ctx, opened, today),
      decisions: await listDecisions(tx, head.id),
      appeals: canViewAppeal(ctx.actor, { ...subject, state: null, earlierActorIds: [] }).allowed ? await listAppealsOfCase(tx, head.id) : [],
      proposal: await readProposal(tx, ctx, opened),
      places: actions.includes('admit') ? await findYearPlaces(tx, head.programmeYearId) : null,
      assignments: (await listAssignmentsOfCase(tx, head.id)).map(({ id, consultantName, state, dueOn, declineText, manDaysHalf, usedDaysHalf, stateSince }) => ({ id, consultantName, state, dueOn, declineText, manDaysHalf, usedDaysHalf, stateSince })),
      parts: linksOf(parts),
      notes: await listCaseNotes(tx, head.id),
      events,
      actions,
      isMuted: await findCaseMute(tx, ctx, head.id),
      told: await previewTold(tx, ctx, opened, actions),
    };
    await recordView(tx, ctx, { applicationId: head.id, firmId: head.firmId, page: 'officer_case' });
    return result;
  });
}

async function readChecks(tx: ActorTx, applicationId: string, views: Awaited<ReturnType<typeof readCaseAnswers>>['views']) {
  const stored = await listChecks(tx, applicationId);
  const byCode = new Map(stored.map((check) => [check.itemCode, check]));
  return {
    reading: readChecklist(stored),
    items: ELIGIBILITY_CHECKLIST.map((item) => {
      const check = byCode.get(item.code);
      return {
        code: item.code,
        label: item.label,
        guide: item.guide,
        outcome: check?.outcome ?? ('open' as const),
        evidence: check?.evidence ?? null,
        checkerName: check?.checkerName ?? null,
        checkedAt: check?.checkedAt ?? null,
        facts: item.questions.flatMap((id) => (views[id] ? [views[id]] : [])),
      };
    }),
  };
}

async function readEvaluation(tx: ActorTx, ctx: Context, { head, rules, subject }: OpenCase, today: string) {
  const mayRead = canViewScores(ctx.actor, subject).allowed;
  const mayChoose = ctx.actor.duty === 'officer' && (head.state === 'eligible' || head.state === 'evaluation');
  const tasks = mayRead ? await listEvaluationTasks(tx, head.id) : [];
  const stored = tasks.length > 0 ? await findScoreSheet(tx, head.id) : null;
  const sheet = stored ? parseScoreSheet(stored.content) : null;
  return {
    tasks,
    items: sheet?.items.map(({ id, label, maxPoints }) => ({ id, label, maxPoints })) ?? [],
    bonuses: sheet?.bonuses ?? [],
    combined: sheet ? combineTasks(sheet, tasks, rules.settings.scoreSpreadMax) : null,
    passMark: rules.settings.passMark,
    spreadMax: rules.settings.scoreSpreadMax,
    minimum: rules.settings.assessorsMin,
    choices: mayChoose ? await listEvaluatorChoices(tx, head.id, head.firmId) : [],
    dueOn: deadlineAfterWorkingDays(today, rules.settings.promises.evaluation, rules.holidays).dueOn,
  };
}

async function readProposal(tx: ActorTx, ctx: Context, { head }: OpenCase) {
  const action = head.state === 'ineligible_proposed' ? 'propose_ineligible' : head.state === 'ranked' || head.state === 'reserve' ? 'rank' : null;
  if (action === null) return null;
  const prepared = await findPreparedStep(tx, head.id, action);
  return prepared ? { ...prepared, isMine: prepared.actorId !== null && prepared.actorId === ctx.actor.userId } : null;
}

function linksOf(parts: NonNullable<Awaited<ReturnType<typeof findCaseParts>>>) {
  const state = <T extends { state: string; since: Date }>(part: T | null) => (part ? { state: part.state, since: part.since } : null);
  return {
    diagnosis: state(parts.diagnosis),
    plan: state(parts.plan),
    grantDecision: state(parts.grantDecision),
    agreement: state(parts.agreement),
    interimCheck: state(parts.interimCheck),
    openChanges: parts.openChanges.map(({ id, state: at, kind }) => ({ id, state: at, kind })),
    tranches: parts.tranches.map((tranche) => ({ id: tranche.id, state: tranche.state, since: tranche.since })),
    completion: state(parts.completion),
    verification: state(parts.verification),
    settlement: state(parts.settlement),
    holds: parts.holds,
    appealOpen: parts.appealOpen,
  };
}

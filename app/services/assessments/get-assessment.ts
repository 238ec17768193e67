import type { Context } from '#app/domain/accounts/context.ts';
import { canAnswerAssessment, canConfirmAssessment, canMoveAssessment, canViewAssessment } from '#app/domain/assessments/assessment-policy.ts';
import { checkAssessment, summariseAssessment, type AssessmentSummary } from '#app/domain/assessments/assessment-rules.ts';
import { diagnosisMachine, type DiagnosisState } from '#app/domain/assessments/diagnosis-machine.ts';
import { totalScore, type Roadmap } from '#app/domain/assessments/roadmap.ts';
import type { RuleIssue } from '#app/domain/formats/rule-issue.ts';
import type { AreaPriority } from '#app/domain/plans/proposal.ts';
import { maySign } from '#app/domain/accounts/actor.ts';
import { getState, type Text } from '#app/domain/workflow/machine.ts';
import { isDelegatedMember, type AssessmentKind, type DisputeRound, type OnsiteReport } from '#db/queries/assessments.ts';
import type { AnswerRow } from '#db/queries/assessment-answers.ts';
import { withActor } from '#db/transaction.ts';
import { openAreas } from './confirm-area.ts';
import { disputeUntil, rulingOf } from './dispute-assessment.ts';
import { findCurrentAssessment, levelsOf, listEarlierRounds, toAreaAnswers, type AssessmentFacts } from './assessment-facts.ts';
import { assertAllowed, findOwnCase, getCaseFacts } from './case-facts.ts';
import { proposePriorities } from './propose-priorities.ts';

/** A round that a later one is compared with: confirmed levels by area and the total in points. */
export interface EarlierRound {
  readonly kind: AssessmentKind;
  readonly agreedAt: Date | null;
  readonly levels: Readonly<Record<string, number | null>>;
  readonly total: number | null;
}

/** What the pages of a diagnosis show; the steps that the reader may take are named by `can`. */
export interface AssessmentView {
  readonly applicationId: string;
  readonly firmName: string;
  readonly consultantName: string | null;
  readonly roadmap: Roadmap;
  /** Null before the first round. */
  readonly round: {
    readonly kind: AssessmentKind;
    readonly state: DiagnosisState;
    readonly stateLabel: Text;
    readonly publicLabel: Text;
    readonly version: number;
    readonly stateSince: Date;
    readonly report: OnsiteReport;
    readonly dispute: readonly DisputeRound[];
    readonly disputeUntil: string;
    readonly ruling: string | null;
    readonly submittedAt: Date | null;
    readonly validatedAt: Date | null;
    readonly agreedAt: Date | null;
    readonly hash: string | null;
  } | null;
  readonly answers: readonly AnswerRow[];
  /** Rounds that were agreed before, oldest first. */
  readonly earlier: readonly EarlierRound[];
  readonly summary: AssessmentSummary;
  readonly targetTotal: number | null;
  readonly issues: readonly RuleIssue[];
  readonly openAreas: readonly string[];
  readonly priorities: readonly AreaPriority[];
  readonly savedAt: Date | null;
  readonly ruling: { readonly open: boolean; readonly needsThirdRater: boolean };
  readonly can: Readonly<Record<'start' | 'answer' | 'submit' | 'schedule' | 'recordOnsite' | 'confirm' | 'validate' | 'agree' | 'dispute' | 'answerDispute' | 'rule', boolean>>;
}

/** The diagnosis of the actor's own firm; null before the firm is selected. */
export async function getOwnAssessment(ctx: Context): Promise<AssessmentView | null> {
  const id = await withActor(ctx, (tx) => findOwnCase(tx, ctx));
  return id ? getAssessmentView(ctx, id) : null;
}

/** The diagnosis of a case as the actor may see it. Throws not_found or not_allowed. */
export async function getAssessmentView(ctx: Context, applicationId: string): Promise<AssessmentView> {
  return withActor(ctx, async (tx) => {
    const facts = await getCaseFacts(tx, applicationId);
    const current = await findCurrentAssessment(tx, applicationId);
    const subject = { ...facts.subject, state: current?.assessment.state ?? null };
    assertAllowed(canViewAssessment(ctx.actor, subject));
    const roadmap = current?.roadmap ?? emptyRoadmap;
    const answers = current?.answers ?? [];
    const { duty, userId, firmId, consultantId } = ctx.actor;
    const signs = maySign(duty) || (duty === 'manager' && userId !== null && firmId !== null && (await isDelegatedMember(tx, firmId, userId)));
    const leads = consultantId !== null && facts.consultant?.id === consultantId;
    const may = (transition: string) => canMoveAssessment(ctx.actor, subject, transition).allowed;
    const ruling = current ? rulingOf(current) : { open: false, needsThirdRater: false };
    const areaCodes = roadmap.areas.map((area) => area.code);
    const confirmed = levelsOf(answers, 'confirmedLevel');
    const spec = current ? getState(diagnosisMachine, current.assessment.state) : null;
    return {
      applicationId,
      firmName: facts.firmName,
      consultantName: facts.consultant?.name ?? null,
      roadmap,
      round: current && spec
        ? {
            kind: current.assessment.kind, state: current.assessment.state, stateLabel: spec.label, publicLabel: spec.publicLabel, version: current.assessment.version,
            stateSince: current.assessment.stateSince, report: current.assessment.report, dispute: current.assessment.dispute, disputeUntil: disputeUntil(current.assessment, facts),
            ruling: current.assessment.ruling, submittedAt: current.assessment.submittedAt, validatedAt: current.assessment.validatedAt, agreedAt: current.assessment.agreedAt, hash: current.assessment.hash,
          }
        : null,
      answers,
      earlier: (await listEarlierRounds(tx, applicationId, current?.assessment ?? null)).map((facts) => earlierRound(facts)),
      summary: summariseAssessment(roadmap, levelsOf(answers, 'ownLevel'), confirmed),
      targetTotal: Object.values(confirmed).some((level) => level !== null) ? totalScore(roadmap, levelsOf(answers, 'targetLevel')) : null,
      issues: checkAssessment(roadmap, toAreaAnswers(answers)),
      openAreas: openAreas(areaCodes, answers),
      priorities: current && Object.values(confirmed).some((level) => level !== null) ? await proposePriorities(tx, applicationId, current) : [],
      savedAt: answers.reduce<Date | null>((latest, answer) => (latest === null || answer.updatedAt > latest ? answer.updatedAt : latest), null),
      ruling,
      can: {
        start: (current === null || current.assessment.state === 'not_started') && facts.consultant !== null && canMoveAssessment(ctx.actor, { ...facts.subject, state: 'not_started' }, 'open').allowed,
        answer: canAnswerAssessment(ctx.actor, subject).allowed,
        submit: signs && may('submit_self'),
        schedule: leads && may('schedule_onsite'),
        recordOnsite: leads && (may('schedule_onsite') || may('complete_onsite')),
        confirm: canConfirmAssessment(ctx.actor, subject).allowed,
        validate: may('validate'),
        agree: signs && may('agree'),
        dispute: may('dispute'),
        answerDispute: may('answer_dispute'),
        rule: ruling.open && may('rule'),
      },
    };
  });
}

function earlierRound({ assessment, roadmap, answers }: AssessmentFacts): EarlierRound {
  const levels = levelsOf(answers, 'confirmedLevel');
  return { kind: assessment.kind, agreedAt: assessment.agreedAt, levels, total: totalScore(roadmap, levels) };
}

const emptyRoadmap: Roadmap = { version: '', status: '', levelNames: [], areas: [] };

import type { Context } from '#app/domain/accounts/context.ts';
import { totalScore, type AreaLevels, type Roadmap } from '#app/domain/assessments/roadmap.ts';
import type { AreaAnswer } from '#app/domain/assessments/assessment-rules.ts';
import { AppError } from '#app/domain/errors.ts';
import { findRoadmap, isDelegatedMember, listAssessments, type AssessmentRow } from '#db/queries/assessments.ts';
import { listAnswers, type AnswerRow } from '#db/queries/assessment-answers.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A round of diagnosis with the roadmap it is pinned to and its answers. */
export interface AssessmentFacts {
  readonly assessment: AssessmentRow;
  readonly roadmap: Roadmap;
  readonly answers: readonly AnswerRow[];
}

/** The first diagnosis, on which plan and indicators of the case stand, also after a later round took its place; null before it. */
export async function findBaseAssessment(tx: ActorTx, applicationId: string): Promise<AssessmentFacts | null> {
  const rounds = (await listAssessments(tx, applicationId)).filter((row) => row.kind === 't0');
  const assessment = rounds.find((row) => row.state !== 'superseded') ?? rounds[0];
  return assessment ? readRound(tx, assessment) : null;
}

/** Whether the firm agreed to this round, also when a later one took its place. */
export function wasAgreed(facts: AssessmentFacts | null): facts is AssessmentFacts {
  return facts?.assessment.state === 'agreed' || facts?.assessment.state === 'superseded';
}

/** Rounds that were agreed before the current one, oldest first. */
export async function listEarlierRounds(tx: ActorTx, applicationId: string, current: AssessmentRow | null): Promise<AssessmentFacts[]> {
  const rounds = (await listAssessments(tx, applicationId)).filter((row) => row.id !== current?.id && row.hash !== null && (current === null || row.kind < current.kind));
  const found: AssessmentFacts[] = [];
  for (const row of rounds.reverse()) found.push(await readRound(tx, row));
  return found;
}

async function readRound(tx: ActorTx, assessment: AssessmentRow): Promise<AssessmentFacts> {
  const roadmap = await findRoadmap(tx, assessment.roadmapVersion);
  if (!roadmap) throw new AppError('unavailable');
  return { assessment, roadmap, answers: await listAnswers(tx, assessment.id) };
}

/** The round that is under way or was agreed last; null before the first. */
export async function findCurrentAssessment(tx: ActorTx, applicationId: string): Promise<AssessmentFacts | null> {
  const assessment = (await listAssessments(tx, applicationId)).find((row) => row.state !== 'superseded');
  return assessment ? readRound(tx, assessment) : null;
}

/** The current round; throws not_found before the first. */
export async function getCurrentAssessment(tx: ActorTx, applicationId: string): Promise<AssessmentFacts> {
  const found = await findCurrentAssessment(tx, applicationId);
  if (!found) throw new AppError('not_found');
  return found;
}

/** Levels by area for the rules of the roadmap; areas without one are null. */
export function levelsOf(answers: readonly AnswerRow[], which: 'ownLevel' | 'confirmedLevel' | 'targetLevel'): AreaLevels {
  return Object.fromEntries(answers.map((answer) => [answer.areaCode, answer.isNotApplicable ? null : answer[which]]));
}

/** Answers in the form that the rules check. */
export function toAreaAnswers(answers: readonly AnswerRow[]): AreaAnswer[] {
  return answers.map((answer) => ({
    areaCode: answer.areaCode,
    level: answer.isNotApplicable ? null : answer.ownLevel,
    notApplicableReason: answer.isNotApplicable ? answer.ownEvidence : null,
    evidenceNote: answer.ownEvidence,
    evidenceFileCount: answer.document ? 1 : 0,
  }));
}

/** Weighted mean level as it is stored with the round (points ÷ 20). */
export function meanLevel(roadmap: Pick<Roadmap, 'areas'>, levels: AreaLevels): number | null {
  const total = totalScore(roadmap, levels);
  return total === null ? null : total / 20;
}

/** Refuses a manager whom the representative has not let send and agree in the firm's name. */
export async function assertSigner(tx: ActorTx, ctx: Context): Promise<void> {
  const { duty, firmId, userId } = ctx.actor;
  if (duty === 'representative') return;
  if (duty === 'manager' && firmId && userId && (await isDelegatedMember(tx, firmId, userId))) return;
  throw new AppError('not_allowed');
}

import type { Context } from '#app/domain/accounts/context.ts';
import type { CaseSubject } from '#app/domain/workflow/case-subject.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { AppError } from '#app/domain/errors.ts';
import { defaultSettings, parseSettings, type ProgrammeSettings } from '#app/domain/programmes/settings.ts';
import { assertAllowed, openCase, type OpenCase } from '#app/services/applications/open-case.ts';
import { findAgreement, type AgreementRow } from '#db/queries/agreements.ts';
import { listHandsBeforeReopening } from '#db/queries/appeals.ts';
import { findCaseParts, type CaseParts } from '#db/queries/case-states.ts';
import type { CaseHead } from '#db/queries/cases.ts';
import { findGrantDecision, type GrantDecisionRow } from '#db/queries/grants.ts';
import type { ActorTx } from '#db/transaction.ts';

/** A case as the money use-cases work on it. */
export interface GrantCase extends OpenCase {
  readonly decision: GrantDecisionRow | null;
  /** Settings that were in force when the decision was opened; they pin the limits. */
  readonly settings: ProgrammeSettings;
}

/** Who a case belongs to, for the policies. */
export function subjectOf(head: Pick<CaseHead, 'firmId' | 'organisationId'>): CaseSubject {
  return { firmId: head.firmId, organisationId: head.organisationId };
}

/** A case with its grant decision. Throws AppError not_found. */
export async function openGrantCase(tx: ActorTx, _ctx: Context, applicationId: string): Promise<GrantCase> {
  const opened = await openCase(tx, applicationId);
  const decision = await findGrantDecision(tx, applicationId);
  return { ...opened, decision, settings: decision ? parseSettings(decision.settings) : (opened.rules.settings ?? defaultSettings) };
}

/** A case whose grant decision exists. Throws AppError not_found. */
export async function getGrantCase(tx: ActorTx, ctx: Context, applicationId: string): Promise<GrantCase & { decision: GrantDecisionRow }> {
  const opened = await openGrantCase(tx, ctx, applicationId);
  if (!opened.decision) throw new AppError('not_found');
  return { ...opened, decision: opened.decision };
}

/** Throws AppError four_eyes for who recommended or refused the grant before an appeal reopened it: others review it anew. */
export async function assertNewHands(tx: ActorTx, ctx: Context, decisionId: string): Promise<void> {
  assertAllowed(isOtherPerson(ctx.actor.userId, await listHandsBeforeReopening(tx, decisionId)));
}

/** A case whose agreement exists. Throws AppError not_found. */
export async function getAgreementCase(tx: ActorTx, ctx: Context, applicationId: string): Promise<GrantCase & { decision: GrantDecisionRow; agreement: AgreementRow; parts: CaseParts }> {
  const opened = await getGrantCase(tx, ctx, applicationId);
  const agreement = await findAgreement(tx, { applicationId });
  const parts = await findCaseParts(tx, applicationId);
  if (!agreement || !parts) throw new AppError('not_found');
  return { ...opened, agreement, parts };
}

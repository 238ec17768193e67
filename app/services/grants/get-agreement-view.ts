import type { Context } from '#app/domain/accounts/context.ts';
import { holderMatches } from '#app/domain/grants/account-holder.ts';
import { canMoveAgreement, canMoveGrantDecision, canViewAgreementBudget } from '#app/domain/grants/agreement-policy.ts';
import { canEditBankAccount } from '#app/domain/grants/payment-policy.ts';
import { deltaOf } from '#app/domain/grants/change-values.ts';
import { agreementMachine } from '#app/domain/grants/agreement-machine.ts';
import { grantDecisionMachine } from '#app/domain/grants/grant-decision-machine.ts';
import { planTranches } from '#app/domain/grants/tranche-plan.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { isNotHeld } from '#app/domain/workflow/hold-policy.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { AppError } from '#app/domain/errors.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { clockUntil } from '#app/services/applications/case-clock.ts';
import { findAgreementParty, listAgreedTasks, listBudgetLines, listSignatures } from '#db/queries/agreement-parts.ts';
import { listAgreementVersions, listChangeSignatures } from '#db/queries/agreement-versions.ts';
import { findAgreement, findAgreementVersion, type AgreementRow } from '#db/queries/agreements.ts';
import { listChangesOfCase } from '#db/queries/change-requests.ts';
import { countFirmsWithNumber, findNewestBankAccount } from '#db/queries/bank-accounts.ts';
import { findCaseParts } from '#db/queries/case-states.ts';
import { findGrantCaseOfFirm, findYearMoney, listOtherGrants, type GrantDecisionRow } from '#db/queries/grants.ts';
import { listPools } from '#db/queries/ledger.ts';
import { listTranches } from '#db/queries/tranches.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import type { AgreementContent } from './agreement-content.ts';
import { fittingPools } from './commit-funds.ts';
import { briefOf } from './list-changes.ts';
import { openGrantCase, subjectOf, type GrantCase } from './grant-case.ts';
import { listMissing } from './offer-agreement.ts';
import { listTold, type Told } from './tell-grant.ts';

/** Who is told by which step, for the panel that shows it before the button is pressed. */
const TOLD_BY: Readonly<Record<string, readonly Told[]>> = {
  recommend: ['seniors'],
  ask: ['firm'],
  answer: ['officers'],
  approve: ['firm', 'officers', 'consultant', 'finance', 'parent'],
  refuse: ['firm', 'officers', 'consultant'],
  send_back: ['officers'],
  offer: ['firm', 'parent'],
  accept: ['seniors', 'officers'],
  countersign: ['firm', 'consultant', 'finance', 'parent'],
  put_in_force: ['firm', 'consultant', 'finance', 'parent'],
};

export interface ToldName {
  readonly name: string;
  readonly duty: string;
}

export type AgreementView = Awaited<ReturnType<typeof getAgreementView>>;

/** Everything the agreement pages of officer and firm show; the firm gets no recommendation, funds or checks of others. */
export async function getAgreementView(ctx: Context, applicationId: string) {
  return withActor(ctx, async (tx) => {
    const opened = await openGrantCase(tx, ctx, applicationId);
    const { head, decision, settings } = opened;
    assertAllowed(canViewAgreementBudget(ctx.actor, { ...subjectOf(head), state: null }));
    const agreement = await findAgreement(tx, { applicationId });
    const parts = await findCaseParts(tx, applicationId);
    if (!parts) throw new AppError('not_found');
    const isFirm = ctx.actor.role === 'firm';
    const version = agreement?.currentVersionId && !(isFirm && agreement.state === 'drafting') ? await findAgreementVersion(tx, agreement.currentVersionId) : null;
    const can = abilities(ctx, opened, agreement);
    return {
      applicationId,
      firmName: head.firmName,
      receiptNumber: head.receiptNumber,
      organisationName: head.organisationName,
      yearLabel: head.yearLabel,
      can,
      isPayHeld: !isNotHeld(parts.holds, 'pay').allowed,
      told: await toldBy(tx, ctx, opened, can),
      decision: decision ? shownDecision(decision, isFirm) : null,
      clock: clockFor(ctx, opened, agreement),
      funds: isFirm || !decision ? null : await fundsFor(tx, opened, applicationId),
      limits: { minWon: settings.grantMinWon, maxWon: settings.grantMaxWon, secondReviewAboveWon: settings.secondReviewAboveWon, advanceCapPercent: settings.advanceCapPercent },
      planState: parts.plan?.state ?? null,
      agreement: agreement && !(isFirm && agreement.state === 'drafting') ? shownAgreement(agreement) : null,
      missing: agreement ? listMissing(parts, agreement.currentVersionId) : [],
      version: version ? { id: version.id, number: version.number, documentId: version.documentId, documentHash: version.documentHash, documentBytes: version.documentBytes, hash: version.hash, createdAt: version.createdAt } : null,
      tranchePlan: version ? (version.content as AgreementContent).tranches : [],
      budget: version ? await listBudgetLines(tx, version.id) : [],
      signatures: version ? (await (version.changeRequestId ? listChangeSignatures(tx, version.changeRequestId) : listSignatures(tx, version.id))).map(({ party, signerName, signedAt }) => ({ party, signerName, signedAt })) : [],
      tranches: agreement ? (await listTranches(tx, agreement.id)).map(({ id, number, kind, state, plannedWon, requestedWon, verifiedWon, paidWon, paidAt }) => ({ id, number, kind, state, plannedWon, requestedWon, verifiedWon, paidWon, paidAt })) : [],
      versions: agreement?.inForceAt ? (await listAgreementVersions(tx, agreement.id)).map(({ before, after, ...rest }) => ({ ...rest, delta: after ? deltaOf(before ?? {}, after) : [] })) : [],
      changes: agreement?.inForceAt ? (await listChangesOfCase(tx, applicationId)).map(briefOf) : [],
      draft: can['save_draft'] && agreement ? await draftDefaults(tx, opened, agreement, version?.id ?? null) : null,
      bank: await bankFor(tx, ctx, opened),
    };
  });
}

/** The case of the acting firm that came as far as a grant decision; null before. */
export function findOwnGrantCase(ctx: Context): Promise<string | null> {
  return withActor(ctx, async (tx) => (ctx.actor.firmId ? findGrantCaseOfFirm(tx, ctx.actor.firmId) : null));
}

function abilities(ctx: Context, { head, decision }: GrantCase, agreement: AgreementRow | null): Record<string, boolean> {
  const subject = subjectOf(head);
  const can: Record<string, boolean> = {};
  if (decision) {
    for (const { name } of grantDecisionMachine.transitions) {
      can[name] = canMoveGrantDecision(ctx.actor, { ...subject, state: decision.state, recommendedBy: decision.proposedBy }, name).allowed;
    }
    can['own_recommendation'] = ctx.actor.duty === 'senior_officer' && !isOtherPerson(ctx.actor.userId, [decision.proposedBy]).allowed;
  }
  if (agreement) {
    for (const { name } of agreementMachine.transitions) can[name] = canMoveAgreement(ctx.actor, { ...subject, state: agreement.state }, name).allowed;
    if (can['countersign'] && decision) can['countersign'] = isOtherPerson(ctx.actor.userId, [decision.proposedBy]).allowed;
    can['save_draft'] = agreement.state === 'drafting' && ctx.actor.duty === 'officer';
    can['confirm_condition'] = agreement.state === 'conditions_pending' && ctx.actor.duty === 'officer';
  }
  can['draft'] = !agreement && (ctx.actor.duty === 'officer' || ctx.actor.duty === 'senior_officer') && ['approved', 'approved_conditional', 'partial'].includes(decision?.state ?? '');
  can['enter_bank'] = canEditBankAccount(ctx.actor, subject).allowed && ctx.actor.role === 'firm';
  can['request_change'] = ctx.actor.role === 'firm' && agreement?.state === 'in_force';
  return can;
}

async function toldBy(tx: ActorTx, ctx: Context, { head }: GrantCase, can: Record<string, boolean>): Promise<Record<string, ToldName[]>> {
  const told: Record<string, ToldName[]> = {};
  for (const [name, sides] of Object.entries(TOLD_BY)) {
    if (can[name]) told[name] = (await listTold(tx, ctx, head, sides)).map((person) => ({ name: person.name, duty: person.duty }));
  }
  return told;
}

function shownDecision(decision: GrantDecisionRow, isFirm: boolean) {
  const spec = getState(grantDecisionMachine, decision.state);
  const decided = ['refused', 'partial'].includes(decision.state);
  return {
    state: decision.state,
    label: spec.label,
    publicLabel: spec.publicLabel,
    since: decision.since,
    requestedWon: decision.requestedWon,
    recommendedWon: isFirm ? null : decision.recommendedWon,
    amountWon: ['approved', 'approved_conditional', 'partial', 'lapsed'].includes(decision.state) ? decision.amountWon : null,
    duplicateSupport: isFirm ? {} : decision.duplicateSupport,
    questions: decision.questions,
    conditions: decision.conditions,
    reasonCode: decision.reasonCode,
    reasonText: isFirm && !decided ? null : decision.reasonText,
    reserveNumber: decision.reserveNumber,
    proposerName: isFirm ? null : decision.proposerName,
    proposedAt: isFirm ? null : decision.proposedAt,
    approverName: isFirm ? null : decision.approverName,
    approvedAt: decision.approvedAt,
    appealUntil: decision.appealUntil,
  };
}

function shownAgreement(agreement: AgreementRow) {
  const spec = getState(agreementMachine, agreement.state);
  const { state, since, number, amountWon, ownShareWon, paidWon, startsOn, endsOn, conditions, offeredAt, offerEndsOn, acceptedAt, countersignedAt, inForceAt, endReason } = agreement;
  return { state, label: spec.label, publicLabel: spec.publicLabel, side: spec.side, since, number, amountWon, ownShareWon, paidWon, startsOn, endsOn, conditions, offeredAt, offerEndsOn, acceptedAt, countersignedAt, inForceAt, endReason };
}

function clockFor(ctx: Context, { decision, rules }: GrantCase, agreement: AgreementRow | null) {
  if (agreement?.state === 'offered') return clockUntil({ since: agreement.since, dueOn: agreement.offerEndsOn }, 'offerSign', ctx.now, rules);
  if (!agreement && decision && ['submitted', 'review', 'recommended', 'second_review'].includes(decision.state)) return clockUntil({ since: decision.since, dueOn: null }, 'grantDecision', ctx.now, rules);
  return null;
}

async function fundsFor(tx: ActorTx, { head }: GrantCase, applicationId: string) {
  const year = await findYearMoney(tx, head.programmeYearId);
  const pools = await listPools(tx, { programmeYearId: head.programmeYearId, applicationId, firmId: head.firmId });
  return {
    budgetWon: year?.budgetWon ?? 0,
    freeWon: Math.max(0, (year?.budgetWon ?? 0) - (year?.committedWon ?? 0)),
    poolWon: fittingPools(pools).reduce((sum, pool) => sum + pool.balanceWon, 0),
    others: await listOtherGrants(tx, head.firmId, applicationId),
  };
}

async function draftDefaults(tx: ActorTx, { head, settings }: GrantCase, agreement: AgreementRow, versionId: string | null) {
  const year = await findYearMoney(tx, head.programmeYearId);
  const saved = versionId ? await listBudgetLines(tx, versionId) : [];
  const version = versionId ? await findAgreementVersion(tx, versionId) : null;
  const tasks = await listAgreedTasks(tx, head.id);
  const lines = saved.length > 0
    ? saved.map(({ category, title, basis, proof, amountWon, ownShareWon, planTaskId }) => ({ category, title, basis, proof, amountWon, ownShareWon, planTaskId }))
    : tasks.filter((task) => task.amountWon + task.ownShareWon > 0).map((task) => ({ category: task.budgetCategory ?? ('consulting' as const), title: task.title, basis: '', proof: '', amountWon: task.amountWon, ownShareWon: task.ownShareWon, planTaskId: task.id }));
  const tranches = version ? (version.content as AgreementContent).tranches : planTranches(agreement.amountWon, settings.trancheSplit);
  return { startsOn: agreement.startsOn, endsOn: agreement.endsOn, earliestOn: year?.startsOn ?? agreement.startsOn, latestOn: year?.endsOn ?? agreement.endsOn, lines, tranches };
}

async function bankFor(tx: ActorTx, ctx: Context, { head }: GrantCase) {
  const account = await findNewestBankAccount(tx, head.firmId);
  if (!account) return null;
  const party = await findAgreementParty(tx, head.firmId);
  const mayVerify = (ctx.actor.duty === 'officer' || ctx.actor.duty === 'finance_officer') && account.status === 'entered';
  return {
    id: account.id,
    bankName: account.bankName,
    bankCode: account.bankCode,
    holder: account.holder,
    lastDigits: account.lastDigits,
    status: account.status,
    enteredByName: account.enteredByName,
    enteredAt: account.enteredAt,
    verifiedByName: account.verifiedByName,
    verifiedAt: account.verifiedAt,
    usableFrom: account.usableFrom,
    holderMatches: party ? holderMatches(account.holder, party) : true,
    sharedWithFirms: ctx.actor.role === 'officer' ? await countFirmsWithNumber(tx, account.id) : 0,
    mayVerify: mayVerify && isOtherPerson(ctx.actor.userId, [account.enteredBy]).allowed,
  };
}

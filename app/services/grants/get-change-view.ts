import type { Context } from '#app/domain/accounts/context.ts';
import { addDays } from '#app/domain/calendar/civil-date.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import type { FieldErrors } from '#app/domain/errors.ts';
import { holderMatches } from '#app/domain/grants/account-holder.ts';
import { canEditChangeRequest, canMoveChangeRequest, canViewChangeRequest } from '#app/domain/grants/agreement-policy.ts';
import { paymentEffect } from '#app/domain/grants/change-effects.ts';
import { CHANGE_KINDS } from '#app/domain/grants/change-kinds.ts';
import { changeRequestMachine } from '#app/domain/grants/change-request-machine.ts';
import { canRebase, deltaOf, type ChangeDelta, type ChangeFacts, type ChangeValues } from '#app/domain/grants/change-values.ts';
import { getState } from '#app/domain/workflow/machine.ts';
import { isOtherPerson } from '#app/domain/workflow/separation.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { clockUntil } from '#app/services/applications/case-clock.ts';
import { findAgreementParty } from '#db/queries/agreement-parts.ts';
import { findAgreementVersion } from '#db/queries/agreements.ts';
import { countFirmsWithNumber, findBankAccount } from '#db/queries/bank-accounts.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';
import { listBanks } from './banks.ts';
import { getChangeCase, hashChange, itemOf, listProofs, presentValues, type ChangeCase } from './change-case.ts';
import { historyOf } from './change-history.ts';
import { problemsOf, signTransition } from './sign-change.ts';
import { listTold, type Told } from './tell-grant.ts';

/** Who is told by which step, for the panel that shows it before the button is pressed. */
const TOLD_BY: Readonly<Record<string, readonly Told[]>> = {
  submit: ['officers', 'consultant'],
  notify_small_change: ['officers', 'consultant'],
  answer: ['officers'],
  query: ['firm', 'consultant'],
  recommend: ['seniors'],
  approve: ['firm', 'consultant', 'officers', 'finance'],
  deny: ['firm', 'consultant', 'officers'],
};

export type ChangePage = Awaited<ReturnType<typeof getChangeView>>;

/** One change request as firm, officers and auditors see it. Throws not_found, not_allowed. */
export async function getChangeView(ctx: Context, id: string) {
  return withActor(ctx, async (tx) => {
    const opened = await getChangeCase(tx, ctx, id);
    const { change, head, agreement, current, facts, settings, rules } = opened;
    assertAllowed(canViewChangeRequest(ctx.actor, opened.asChange));
    const proofs = await listProofs(tx, change.id);
    const isFirm = ctx.actor.role === 'firm';
    const editable = canEditChangeRequest(ctx.actor, opened.asChange).allowed;
    const can = abilities(ctx, opened);
    const spec = getState(changeRequestMachine, change.state);
    const isOpen = !spec.terminal;
    const applied = change.appliedVersionId ? await findAgreementVersion(tx, change.appliedVersionId) : null;
    const problems: FieldErrors = isOpen && (change.state === 'draft' || change.state === 'queried') ? problemsOf(opened, proofs.length, ctx.now) : {};
    const today = toSeoulDate(ctx.now);
    return {
      id: change.id,
      applicationId: head.id,
      firmName: head.firmName,
      receiptNumber: head.receiptNumber,
      agreementNumber: agreement.number,
      kind: change.kind,
      effectOf: CHANGE_KINDS[change.kind].effect,
      state: change.state,
      label: spec.label,
      publicLabel: spec.publicLabel,
      side: spec.side,
      version: change.version,
      dueOn: change.dueOn,
      reason: change.reason,
      causeOn: change.causeOn,
      item: itemName(itemOf(change.after), change.kind, facts),
      delta: named(deltaOf(change.before, change.after), facts, itemOf(change.after)),
      effect: paymentEffect(change.kind, change.before, change.after, facts, settings),
      clock: change.state === 'submitted' ? clockUntil({ since: change.since, dueOn: null }, 'changeRequest', ctx.now, rules) : null,
      base: { number: change.baseVersion, current: current.number, isCurrent: change.baseVersion === current.number, canRebase: isOpen && canRebase(change.before, presentValues(opened)) },
      query: change.state === 'queried' ? (change.queries.at(-1) ?? null) : null,
      history: historyOf(change, isFirm).map(({ diff, ...entry }) => ({ ...entry, diff: named(diff, facts, itemOf(change.after)) })),
      proofs: proofs.map(({ id: documentId, fileName, byteSize }) => ({ id: documentId, fileName, byteSize })),
      needsProof: CHANGE_KINDS[change.kind].proof,
      problems: Object.values(problems).flat(),
      appliedNumber: applied?.number ?? null,
      denyCode: change.denyCode,
      denyText: change.denyText,
      opinion: isFirm ? null : change.opinion,
      recommenderName: isFirm ? null : change.recommenderName,
      isOwnRecommendation: ctx.actor.duty === 'senior_officer' && change.state === 'recommended' && !isOtherPerson(ctx.actor.userId, [change.recommendedBy, change.requestedBy, change.signedBy, change.bankCheckedBy]).allowed,
      bank: await bankFor(tx, ctx, opened),
      can,
      told: await toldBy(tx, ctx, opened, can),
      signing: isFirm && (can['submit'] || can['notify_small_change'] || can['answer']) ? { transition: signTransition(opened), hash: hashChange(change, proofs) } : null,
      form: editable ? formFor(change.after, opened) : null,
      latestDueOn: addDays(today, 60),
      defaultDueOn: addDays(today, settings.correctionDays),
    };
  });
}

function abilities(ctx: Context, { change, asChange }: ChangeCase): Record<string, boolean> {
  const can: Record<string, boolean> = Object.fromEntries(changeRequestMachine.transitions.map(({ name }) => [name, canMoveChangeRequest(ctx.actor, asChange, name).allowed]));
  if (can['approve']) can['approve'] = isOtherPerson(ctx.actor.userId, [change.requestedBy, change.signedBy]).allowed;
  can['rebase'] = ctx.actor.duty === 'officer' && (change.state === 'submitted' || change.state === 'recommended');
  can['check_account'] = ctx.actor.duty === 'finance_officer' && change.kind === 'bank_account' && (change.state === 'submitted' || change.state === 'recommended') && !change.bankCheckedBy;
  return can;
}

async function toldBy(tx: ActorTx, ctx: Context, { head }: ChangeCase, can: Record<string, boolean>): Promise<Record<string, { name: string; duty: string }[]>> {
  const told: Record<string, { name: string; duty: string }[]> = {};
  for (const [name, sides] of Object.entries(TOLD_BY)) {
    if (can[name]) told[name] = (await listTold(tx, ctx, head, sides)).map((person) => ({ name: person.name, duty: person.duty }));
  }
  return told;
}

function itemName(item: string | null, kind: ChangeCase['change']['kind'], facts: ChangeFacts): string | { ko: string; en: string } | null {
  if (item === null) return null;
  if (kind === 'task_content') return facts.tasks.find((task) => task.id === item)?.title ?? null;
  if (kind === 'kpi') return facts.cards.find((card) => card.id === item)?.name ?? null;
  return facts.lines[Number(item)]?.title ?? null;
}

/** Adds to each changed field the budget line or unit it belongs to. */
function named(delta: readonly ChangeDelta[], facts: ChangeFacts, item: string | null) {
  return delta.map((entry) => {
    const [field = '', index] = entry.key.split('.');
    return { ...entry, field, name: index === undefined ? null : (facts.lines[Number(index)]?.title ?? index), unit: field === 'target' ? (facts.cards.find((card) => card.id === item)?.unit ?? null) : null };
  });
}

async function bankFor(tx: ActorTx, ctx: Context, { change, head }: ChangeCase) {
  const id = change.after['bankAccountId'];
  if (change.kind !== 'bank_account' || !id || ctx.actor.role !== 'officer') return null;
  const account = await findBankAccount(tx, String(id));
  const party = await findAgreementParty(tx, head.firmId);
  if (!account) return null;
  return { holder: account.holder, holderMatches: party ? holderMatches(account.holder, party) : true, sharedWithFirms: await countFirmsWithNumber(tx, account.id), checkedByName: change.bankCheckerName };
}

/** What the form is filled with, and the items to choose from. */
function formFor(after: ChangeValues, { change, facts }: ChangeCase) {
  return {
    form: CHANGE_KINDS[change.kind].form,
    values: Object.fromEntries(Object.entries(after).flatMap(([key, value]) => (key === 'bankAccountId' || /\.\d+$/.test(key) ? [] : [[key, value === null ? '' : String(value)]]))),
    lines: facts.lines.map((line, index) => ({ title: line.title, grantWon: line.grantWon, ownShareWon: line.ownShareWon, claimedWon: line.claimedWon, wantedWon: Number(after[`grant.${index}`] ?? after[`own.${index}`] ?? 0) })),
    tasks: facts.tasks.map(({ id, title }) => ({ id, title })),
    cards: facts.cards.map(({ id, name, unit, target }) => ({ id, name, unit, target })),
    banks: listBanks(),
    startsOn: facts.startsOn,
    endsOn: facts.endsOn,
    amountWon: facts.amountWon,
  };
}

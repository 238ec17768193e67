import type { Context } from '#app/domain/accounts/context.ts';
import { canGiveConsent, canWithdrawConsent, consentKinds, effectsOfWithdrawal, type ConsentKind, type WithdrawalEffect } from '#app/domain/accounts/consent-policy.ts';
import { LIVE_APPLICATION_STATES } from '#app/domain/applications/application-states.ts';
import { toSeoulDate } from '#app/domain/calendar/seoul.ts';
import { AppError } from '#app/domain/errors.ts';
import type { BilingualText } from '#app/domain/formats/text.ts';
import { paths } from '#app/http/paths.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { officerPeople, tell } from '#app/services/applications/tell.ts';
import { notify } from '#app/services/notices/notify.ts';
import { readConsentText, type ConsentText } from '#app/services/programmes/consent-texts.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findCaseHead } from '#db/queries/cases.ts';
import { findNewestConsentText, insertConsent, listConsentsOf, lockConsentsOf, type ConsentRow } from '#db/queries/consents.ts';
import { findUserRecipient, listOfficerRecipients, type RecipientRow } from '#db/queries/recipients.ts';
import { withActor, type ActorTx } from '#db/transaction.ts';

/** One entry of the record: given or taken back. */
export interface ConsentEntry {
  readonly version: string;
  readonly isGiven: boolean;
  readonly at: Date;
  readonly textHash: string;
}

/** How a person stands to one text: what holds now, and everything before. */
export interface OwnConsent {
  readonly code: string;
  readonly title: BilingualText;
  readonly kind: ConsentKind;
  readonly isRequired: boolean;
  readonly isGiven: boolean;
  readonly canWithdraw: boolean;
  readonly canGive: boolean;
  readonly entries: readonly ConsentEntry[];
}

/** One consent with its text and what taking it back would bring about. */
export interface ConsentPage extends OwnConsent {
  readonly text: ConsentText;
  readonly effects: readonly WithdrawalEffect[];
}

function personOf(ctx: Context): string {
  if (!ctx.actor.userId) throw new AppError('not_signed_in');
  return ctx.actor.userId;
}

function subjectOf(row: ConsentRow, userId: string) {
  return { userId, kind: consentKinds.find((kind) => kind === row.kind) ?? 'consent', isRequired: row.isRequired, isGiven: row.isGiven };
}

function compose(ctx: Context, userId: string, rows: readonly ConsentRow[]): OwnConsent | null {
  const newest = rows[0];
  if (!newest) return null;
  const subject = subjectOf(newest, userId);
  return {
    code: newest.code,
    title: newest.title,
    kind: subject.kind,
    isRequired: newest.isRequired,
    isGiven: newest.isGiven,
    canWithdraw: canWithdrawConsent(ctx.actor, subject).allowed,
    canGive: canGiveConsent(ctx.actor, subject).allowed,
    entries: rows.map(({ version, isGiven, givenAt, textHash }) => ({ version, isGiven, at: givenAt, textHash })),
  };
}

/** Everything the signed-in person agreed to, one line per text with its whole history. */
export async function listOwnConsents(ctx: Context): Promise<OwnConsent[]> {
  const userId = personOf(ctx);
  const rows = await withActor(ctx, (tx) => listConsentsOf(tx, userId));
  return [...new Set(rows.map((row) => row.code))].flatMap((code) => compose(ctx, userId, rows.filter((row) => row.code === code)) ?? []);
}

async function isCaseLive(tx: ActorTx, row: ConsentRow): Promise<boolean> {
  const head = row.applicationId ? await findCaseHead(tx, row.applicationId) : null;
  return head !== null && (LIVE_APPLICATION_STATES as readonly string[]).includes(head.state);
}

/** The text the person agreed to, with the effects of taking the consent back. Throws not_found when it was never given. */
export async function getOwnConsent(ctx: Context, code: string): Promise<ConsentPage> {
  const userId = personOf(ctx);
  return withActor(ctx, async (tx) => {
    const rows = (await listConsentsOf(tx, userId)).filter((row) => row.code === code);
    const own = compose(ctx, userId, rows);
    const newest = rows[0];
    if (!own || !newest) throw new AppError('not_found');
    const { textId: id, version, title, body, isRequired, purpose } = newest;
    return { ...own, text: readConsentText({ id, code, version, title, body, isRequired }), effects: effectsOfWithdrawal({ purpose, isRequired, hasLiveCase: await isCaseLive(tx, newest) }) };
  });
}

/**
 * Takes back a consent of the signed-in person. The record stays and a line is added to it; the officer of the case or the
 * administrator is told of a required one. Throws not_found, not_allowed, or transition_not_allowed when it does not hold.
 */
export async function withdrawConsent(ctx: Context, input: { code: string; ip: string }): Promise<{ code: string }> {
  const userId = personOf(ctx);
  return withActor(
    ctx,
    async (tx) => {
      await lockConsentsOf(tx, userId);
      const row = (await listConsentsOf(tx, userId)).find((entry) => entry.code === input.code);
      if (!row) throw new AppError('not_found');
      assertAllowed(canWithdrawConsent(ctx.actor, subjectOf(row, userId)));
      await insertConsent(tx, { userId, textId: row.textId, applicationId: row.applicationId, firmId: row.firmId, isGiven: false, at: ctx.now, ip: input.ip || null });
      await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: userId, applicationId: row.applicationId, firmId: row.firmId, action: 'withdraw_consent', payload: { code: row.code, version: row.version } });
      const effects = effectsOfWithdrawal({ purpose: row.purpose, isRequired: row.isRequired, hasLiveCase: await isCaseLive(tx, row) });
      if (effects.includes('officer_told')) await tellOfficers(tx, ctx, row);
      if (effects.includes('admin_told')) await tellEach(tx, ctx, 'account_consent_withdrawn', await listOfficerRecipients(tx, ['admin']), paths.admin(), row);
      const self = await findUserRecipient(tx, userId);
      if (self) await tellEach(tx, ctx, 'own_consent_withdrawn', [self], paths.accountConsents(), row);
      return { code: row.code };
    },
    { operation: 'accounts.withdraw_consent', content: { code: input.code } },
  );
}

/** Gives an optional consent anew, to the newest text. Throws not_found, not_allowed, or transition_not_allowed when it holds already. */
export async function giveConsent(ctx: Context, input: { code: string; ip: string }): Promise<{ code: string }> {
  const userId = personOf(ctx);
  return withActor(
    ctx,
    async (tx) => {
      await lockConsentsOf(tx, userId);
      const row = (await listConsentsOf(tx, userId)).find((entry) => entry.code === input.code);
      const textId = row ? await findNewestConsentText(tx, row.code, toSeoulDate(ctx.now)) : null;
      if (!row || !textId) throw new AppError('not_found');
      assertAllowed(canGiveConsent(ctx.actor, subjectOf(row, userId)));
      await insertConsent(tx, { userId, textId, applicationId: row.applicationId, firmId: row.firmId, isGiven: true, at: ctx.now, ip: input.ip || null });
      await recordEvent(tx, ctx, { subjectType: 'app_user', subjectId: userId, applicationId: row.applicationId, firmId: row.firmId, action: 'give_consent', payload: { code: row.code } });
      return { code: row.code };
    },
    { operation: 'accounts.give_consent', content: { code: input.code } },
  );
}

async function tellOfficers(tx: ActorTx, ctx: Context, row: ConsentRow): Promise<void> {
  const head = row.applicationId ? await findCaseHead(tx, row.applicationId) : null;
  if (!head) return;
  for (const person of await officerPeople(tx, head)) await tell(tx, ctx, head, 'consent_withdrawn', [person], { consent: row.title[person.locale] });
}

// The title is written in the language of each reader.
async function tellEach(tx: ActorTx, ctx: Context, kind: string, people: readonly RecipientRow[], path: string, row: ConsentRow): Promise<void> {
  for (const person of people) await notify(tx, ctx, { kind, recipients: [person], path, values: { consent: row.title[person.locale], person: ctx.actor.name }, subjectType: 'app_user', subjectId: personOf(ctx), firmId: row.firmId });
}

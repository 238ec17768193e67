import { tokenHash } from '#app/config/keys.ts';
import type { Actor, Duty } from '#app/domain/accounts/actor.ts';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { paths } from '#app/http/paths.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { countAttempt, findCredential, insertGrant, insertUser, markEmailVerified, type CredentialRow } from '#db/queries/accounts.ts';
import { findFirmHead, type FirmHead } from '#db/queries/firm-members.ts';
import { insertAccountConsents } from '#db/queries/firm-registration.ts';
import { insertFirmMember } from '#db/queries/firms.ts';
import { findInvitation, useInvitation, type InvitationRow } from '#db/queries/invitations.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { lockCheckedHandOver } from '#db/queries/representative-changes.ts';
import { asAuth, type ActorTx } from '#db/transaction.ts';
import { finishHandOver, releaseRepresentative } from './pass-representative.ts';

const TRIES = 5;

/** What the holder of a link may do: make an account, join with the one there is, or neither. */
export type InvitationWay = 'new_account' | 'own_account' | 'taken';

export interface ShownInvitation {
  readonly firmName: string;
  readonly duty: Duty;
  readonly email: string;
  readonly name: string;
  readonly expiresAt: Date;
  readonly way: InvitationWay;
}

/** What an invitation link leads to; null when it is unknown, used, taken back or too old. */
export async function findInvitationPage(ctx: Context, token: string): Promise<ShownInvitation | null> {
  return asAuth(async (tx) => {
    const invitation = await findInvitation(tx, tokenHash(token), ctx.now);
    const firm = invitation && (await findFirmHead(tx, invitation.firmId));
    if (!invitation || !firm || !isOpen(firm)) return null;
    const { duty, email, name, expiresAt } = invitation;
    return { firmName: firm.name, duty, email, name, expiresAt, way: wayOf(await findCredential(tx, email)) };
  }, ctx.requestId);
}

export interface NewPerson {
  readonly token: string;
  readonly name: string;
  readonly passwordHash: string;
  /** Consent texts that were accepted, by id. */
  readonly consentTextIds: readonly string[];
  readonly ip: string;
  readonly locale: 'ko' | 'en';
}

/** Takes an invitation up with a new account; its address counts as proven, for the link came by it. Throws expired, conflict. */
export async function acceptAsNewPerson(ctx: Context, input: NewPerson): Promise<{ userId: string }> {
  return taking(() =>
    asAuth(async (tx) => {
      const { invitation, firm } = await takeUp(tx, ctx, input.token);
      if ((await findCredential(tx, invitation.email)) !== null) throw taken();
      const userId = await insertUser(tx, { email: invitation.email, name: input.name, phone: null, passwordHash: input.passwordHash, locale: input.locale, emailVerifiedAt: ctx.now });
      await insertAccountConsents(tx, { userId, consentTextIds: input.consentTextIds, at: ctx.now, ip: input.ip || null });
      await join(tx, ctx, { invitation, firm, userId, name: input.name, locale: input.locale });
      return { userId };
    }, ctx.requestId),
  );
}

export interface KnownPerson {
  readonly token: string;
  readonly password: string;
  readonly verify: (stored: string | null, password: string) => Promise<boolean>;
}

/**
 * Takes an invitation up with the account that its address has and that holds no duty now. The person signs in afterwards
 * as always. Throws invalid_input on `password`, too_many_requests after five tries in ten minutes, expired, conflict.
 */
export async function acceptWithAccount(ctx: Context, input: KnownPerson): Promise<void> {
  const hash = tokenHash(input.token);
  const found = await asAuth(async (tx) => {
    if ((await countAttempt(tx, `invitation:${hash.toString('base64url')}`)) > TRIES) return 'too_many' as const;
    const invitation = await findInvitation(tx, hash, ctx.now);
    return invitation ? findCredential(tx, invitation.email) : 'expired';
  }, ctx.requestId);
  if (found === 'too_many') throw new AppError('too_many_requests');
  if (found === 'expired') throw new AppError('expired');
  if (found === null || wayOf(found) !== 'own_account') throw taken();
  if (!(await input.verify(found.passwordHash, input.password))) throw new AppError('invalid_input', { fields: { password: ['members.invitation.password_wrong'] } });
  await taking(() =>
    asAuth(async (tx) => {
      const { invitation, firm } = await takeUp(tx, ctx, input.token);
      await markEmailVerified(tx, found.userId, ctx.now);
      await join(tx, ctx, { invitation, firm, userId: found.userId, name: found.name, locale: found.locale });
    }, ctx.requestId),
  );
}

function wayOf(person: CredentialRow | null): InvitationWay {
  if (!person) return 'new_account';
  return person.status === 'active' && person.role === null ? 'own_account' : 'taken';
}

function isOpen(firm: FirmHead): boolean {
  return firm.state !== 'merged' && firm.state !== 'closed';
}

function taken(): AppError {
  return new AppError('conflict', { fields: { '': ['members.invitation.taken'] } });
}

/** A second account or a second duty that appeared meanwhile reads as `taken`. */
async function taking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (constraint === 'app_user_email' || constraint === 'role_grant_one_active' || constraint === 'firm_member_once') throw taken();
    throw error;
  }
}

async function takeUp(tx: ActorTx, ctx: Context, token: string): Promise<{ invitation: InvitationRow; firm: FirmHead }> {
  const invitation = await useInvitation(tx, tokenHash(token), ctx.now);
  const firm = invitation && (await findFirmHead(tx, invitation.firmId));
  if (!invitation || !firm || !isOpen(firm)) throw new AppError('expired');
  return { invitation, firm };
}

interface Joining {
  readonly invitation: InvitationRow;
  readonly firm: FirmHead;
  readonly userId: string;
  readonly name: string;
  readonly locale: 'ko' | 'en';
}

async function join(tx: ActorTx, ctx: Context, { invitation, firm, userId, name, locale }: Joining): Promise<void> {
  const { duty } = invitation;
  const change = duty === 'representative' ? await lockCheckedHandOver(tx, firm.id) : null;
  if (duty === 'representative') {
    if (!change) throw new AppError('expired');
    await releaseRepresentative(tx, ctx, firm, invitation.createdBy);
  }
  const actor: Actor = { userId, role: 'firm', duty, firmId: firm.id, consultantId: null, organisationId: null, name, locale };
  await insertGrant(tx, { userId, role: 'firm', duty, firmId: firm.id, grantedBy: invitation.createdBy });
  await insertFirmMember(tx, { firmId: firm.id, userId, duty, phone: null });
  await recordEvent(tx, { ...ctx, actor }, { subjectType: 'firm_member', subjectId: userId, firmId: firm.id, action: 'join', payload: { duty, invitationId: invitation.id } });
  if (change) return finishHandOver(tx, { ...ctx, actor }, firm, change, { userId, name, by: null });
  await notify(tx, ctx, {
    kind: 'member_joined',
    recipients: await listFirmRecipients(tx, firm.id, ['representative']),
    path: paths.firmMembers(),
    values: { personName: name, firmName: firm.name },
    subjectType: 'firm',
    subjectId: firm.id,
    firmId: firm.id,
  });
}

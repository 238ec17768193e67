import type { Actor } from '#app/domain/accounts/actor.ts';
import { asSystem, type Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { firmMachine } from '#app/domain/firms/firm-machine.ts';
import { sendAccountMail } from '#app/services/accounts/send-account-mail.ts';
import { notify } from '#app/services/notices/notify.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { countAttempt, findCredential, insertGrant, insertUser } from '#db/queries/accounts.ts';
import { findGrantedFirmNumber, insertAccountConsents } from '#db/queries/firm-registration.ts';
import { becomeRepresentative, insertFirm, insertFirmMember, isFirmNumberTaken, setFirmVerified, setRegistryReply } from '#db/queries/firms.ts';
import { asAuth, type ActorTx } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';
import { getRegistryChecker, type RegistryReply } from './registry-checker.ts';

export interface Registration {
  readonly email: string;
  readonly passwordHash: string;
  readonly contactName: string;
  readonly mobile: string;
  readonly businessNumber: string;
  readonly firmName: string;
  readonly representativeName: string;
  readonly regionCode: string;
  /** Result code of the public self-check; seeds the first draft. */
  readonly eligibilityCode: string | null;
  /** Consent texts that were accepted, by id. */
  readonly consentTextIds: readonly string[];
  readonly ip: string;
  readonly locale: 'ko' | 'en';
}

const ATTEMPTS_PER_ADDRESS = 20;

/**
 * Registers a firm with its representative and sends the link that proves the address. A known address gets a mail
 * instead of a second account, and the caller answers the same. Throws duplicate_firm beside `businessNumber`, or
 * too_many_requests.
 */
export async function registerFirm(ctx: Context, input: Registration): Promise<void> {
  const reply = await getRegistryChecker().check(input, ctx.now);
  try {
    await asAuth(async (tx) => {
      if ((await countAttempt(tx, `register:${input.ip}`)) > ATTEMPTS_PER_ADDRESS) throw new AppError('too_many_requests');
      const known = await findCredential(tx, input.email);
      const sameFirm = known !== null && (await findGrantedFirmNumber(tx, known.userId)) === input.businessNumber;
      if (!sameFirm && (await isFirmNumberTaken(tx, input.businessNumber))) throw duplicate();
      if (!known) return create(tx, ctx, input, reply);
      // A second click of the same person, or somebody trying addresses: the owner of the address learns of it, nobody else.
      if (known.emailVerifiedAt === null) await sendAccountMail(tx, ctx, 'verify_email', known);
      else await notify(tx, ctx, { kind: 'account_exists', recipients: [known], path: '/login', values: { name: known.name }, subjectType: 'app_user', subjectId: known.userId });
    }, ctx.requestId);
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (constraint === 'firm_business_number') throw duplicate();
    // Two sends at once with one new address: the other one has made the account and sent the mail.
    if (constraint !== 'app_user_email') throw error;
  }
}

function duplicate(): AppError {
  return new AppError('duplicate_firm', { fields: { businessNumber: ['firms.register.number_taken'] } });
}

async function create(tx: ActorTx, ctx: Context, input: Registration, reply: RegistryReply): Promise<void> {
  const firmId = uuidv7(ctx.now);
  const person = { email: input.email, name: input.contactName, phone: input.mobile, locale: input.locale };
  const userId = await insertUser(tx, { ...person, passwordHash: input.passwordHash, emailVerifiedAt: null });
  await becomeRepresentative(tx, userId, firmId);
  const actor: Actor = { userId, role: 'firm', duty: 'representative', firmId, consultantId: null, organisationId: null, name: input.contactName, locale: input.locale };
  const own: Context = { ...ctx, actor };

  await insertFirm(tx, { id: firmId, businessNumber: input.businessNumber, name: input.firmName, representativeName: input.representativeName, regionCode: input.regionCode, phone: input.mobile, createdBy: userId });
  await insertFirmMember(tx, { firmId, userId, duty: 'representative', phone: input.mobile });
  await insertGrant(tx, { userId, role: 'firm', duty: 'representative', firmId, grantedBy: userId });
  await insertAccountConsents(tx, { userId, consentTextIds: input.consentTextIds, at: ctx.now, ip: input.ip || null });
  await recordEvent(tx, own, {
    machine: 'firm', subjectType: 'firm', subjectId: firmId, firmId, action: 'start', to: 'registering', versionAfter: 1,
    payload: input.eligibilityCode ? { eligibilityCode: input.eligibilityCode } : {},
  });

  await moveState(tx, own, firmMachine, { id: firmId, transition: 'submit', firmId });
  await setRegistryReply(tx, firmId, { ...reply }, ctx.now);
  if (reply.status === 'going') {
    await moveState(tx, asSystem(own), firmMachine, { id: firmId, transition: 'pass_registry_check', firmId, payload: { source: reply.source } });
    await setFirmVerified(tx, firmId, ctx.now);
    await moveState(tx, own, firmMachine, { id: firmId, transition: 'prove_authority', firmId });
  } else {
    await moveState(tx, asSystem(own), firmMachine, { id: firmId, transition: 'flag_registry', firmId, reason: reply.status, reasonCode: reply.status });
  }
  await sendAccountMail(tx, own, 'verify_email', { userId, ...person });
}

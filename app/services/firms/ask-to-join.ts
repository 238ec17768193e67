import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { paths } from '#app/http/paths.ts';
import { notify } from '#app/services/notices/notify.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { countAttempt, findCredential } from '#db/queries/accounts.ts';
import { findFirmByNumber } from '#db/queries/firm-members.ts';
import { countJoinRequests, insertJoinRequest } from '#db/queries/join-requests.ts';
import { listFirmRecipients } from '#db/queries/recipients.ts';
import { asAuth } from '#db/transaction.ts';
import { uuidv7 } from '#db/uuid.ts';

const ATTEMPTS_PER_ADDRESS = 10;
const WAITING_PER_FIRM = 20;

export interface JoinAsking {
  readonly businessNumber: string;
  readonly name: string;
  readonly email: string;
  readonly message: string | null;
  readonly ip: string;
  readonly locale: 'ko' | 'en';
}

/**
 * Brings a request to work for a registered firm before its representative; nobody is let in by it. An address that has
 * an account gets a mail instead, and the caller answers the same. A firm with many open requests is not bothered further.
 * Throws invalid_input beside `businessNumber` for a number that is not registered, too_many_requests.
 */
export async function askToJoin(ctx: Context, input: JoinAsking): Promise<void> {
  await asAuth(async (tx) => {
    if ((await countAttempt(tx, `join:${input.ip}`)) > ATTEMPTS_PER_ADDRESS) throw new AppError('too_many_requests');
    const firm = await findFirmByNumber(tx, input.businessNumber);
    if (!firm) throw new AppError('invalid_input', { fields: { businessNumber: ['members.join.number_unknown'] } });
    const known = await findCredential(tx, input.email);
    if (known?.role) {
      await notify(tx, ctx, { kind: 'account_exists', recipients: [known], path: paths.login(), values: { name: known.name }, subjectType: 'app_user', subjectId: known.userId });
      return;
    }
    if ((await countJoinRequests(tx, firm.id)) >= WAITING_PER_FIRM) return;
    const id = uuidv7(ctx.now);
    const { name, email, message, locale } = input;
    if (!(await insertJoinRequest(tx, { id, firmId: firm.id, name, email, message, locale, at: ctx.now }))) return;
    await recordEvent(tx, ctx, { subjectType: 'join_request', subjectId: id, firmId: firm.id, action: 'ask' });
    await notify(tx, ctx, {
      kind: 'join_requested',
      recipients: await listFirmRecipients(tx, firm.id, ['representative']),
      path: paths.firmMembers(),
      values: { personName: name, firmName: firm.name },
      subjectType: 'join_request',
      subjectId: id,
      firmId: firm.id,
    });
  }, ctx.requestId);
}

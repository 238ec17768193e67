import type { Context } from '#app/domain/accounts/context.ts';
import { asSystem } from '#app/domain/accounts/context.ts';
import { firmMachine } from '#app/domain/firms/firm-machine.ts';
import { canRecheckFirm } from '#app/domain/firms/firm-policy.ts';
import { assertAllowed } from '#app/services/applications/open-case.ts';
import { moveState } from '#app/services/workflow/move-state.ts';
import { recordEvent } from '#app/services/workflow/record-event.ts';
import { findRegistryFacts, listFirmsToCheck, type FirmToCheck } from '#db/queries/firm-register.ts';
import { setRegistryReply } from '#db/queries/firms.ts';
import { lockAggregate } from '#db/queries/workflow.ts';
import { asWorker, withActor, type ActorTx } from '#db/transaction.ts';
import { openFirm, tellFirm } from './firm-subject.ts';
import { getRegistryChecker, type RegistryReply, type RegistryStatus } from './registry-checker.ts';

const DAY = 86_400_000;
/** A firm is looked up again when its last answer is older than this; the nightly run is a little earlier each time. */
const STALE_AFTER = 0.9 * DAY;
const BATCH = 100;
/** Calls to the registry under way at once. */
const PARALLEL = 4;

const STOPPING: readonly RegistryStatus[] = ['suspended', 'closed', 'mismatch'];

/**
 * Keeps an answer and, for a firm in use that is newly closed, suspended or unknown there, hands it to an officer. An answer
 * that was there before was looked at already: the officer who confirmed the firm by paper is not asked each night. Returns
 * whether it was handed over.
 */
async function takeReply(tx: ActorTx, ctx: Context, firm: FirmToCheck, reply: RegistryReply): Promise<boolean> {
  const current = await lockAggregate(tx, firmMachine.name, firm.id);
  const before = (await findRegistryFacts(tx, firm.id))?.reply?.status;
  await setRegistryReply(tx, firm.id, { ...reply }, ctx.now);
  if (reply.status === before) return false;
  if (!STOPPING.includes(reply.status) || current?.state !== 'active') return false;
  await moveState(tx, asSystem(ctx), firmMachine, { id: firm.id, transition: 'flag_registry', firmId: firm.id, reason: reply.status, reasonCode: reply.status });
  await tellFirm(tx, ctx, firm, 'firm_flagged', {}, true);
  return true;
}

/**
 * Nightly rule: looks every firm in use up again. The registry is asked outside of transactions; a silent one changes
 * nothing. Returns how many firms were handed to an officer.
 */
export async function recheckRegistry(ctx: Context): Promise<number> {
  const since = new Date(ctx.now.getTime() - STALE_AFTER);
  const seen: string[] = [];
  let flagged = 0;
  for (;;) {
    const firms = await asWorker((tx) => listFirmsToCheck(tx, since, { except: seen, limit: BATCH }), ctx.requestId);
    if (firms.length === 0) return flagged;
    seen.push(...firms.map((firm) => firm.id));
    for (let start = 0; start < firms.length; start += PARALLEL) {
      const some = firms.slice(start, start + PARALLEL);
      const waiting = some.map(async (firm) => ({ firm, reply: await ask(firm, ctx.now) }));
      for (const answered of waiting) {
        const { firm, reply } = await answered;
        if (reply.status !== 'unknown' && (await asWorker((tx) => takeReply(tx, ctx, firm, reply), ctx.requestId))) flagged += 1;
      }
    }
  }
}

function ask(firm: FirmToCheck, now: Date): Promise<RegistryReply> {
  return getRegistryChecker().check({ businessNumber: firm.businessNumber, firmName: firm.name, representativeName: firm.representativeName ?? '' }, now);
}

/** An officer looks one firm up again. Returns what the registry said. Throws AppError not_found, not_allowed. */
export async function recheckFirm(ctx: Context, firmId: string): Promise<RegistryStatus> {
  assertAllowed(canRecheckFirm(ctx.actor));
  const { firm } = await withActor(ctx, (tx) => openFirm(tx, firmId));
  const reply = await ask(firm, ctx.now);
  await withActor(ctx, async (tx) => {
    await recordEvent(tx, ctx, { subjectType: 'firm', subjectId: firm.id, firmId: firm.id, action: 'look_up_registry', payload: { status: reply.status, source: reply.source } });
    if (reply.status !== 'unknown') await takeReply(tx, ctx, firm, reply);
  });
  return reply.status;
}

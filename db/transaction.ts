import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Context } from '#app/domain/accounts/context.ts';
import { AppError } from '#app/domain/errors.ts';
import { getDatabase, getReportDatabase } from './client.ts';
import { findStoredResult, reserveKey, storeResult } from './queries/idempotency.ts';
import type { DB } from './types.gen.ts';

declare const actorBrand: unique symbol;

/** A transaction that has taken its actor's database role; the bare pool does not fit where this is asked for. */
export type ActorTx = Transaction<DB> & { readonly [actorBrand]: true };

const RETRYABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

interface Settings {
  role: string;
  userId: string | null;
  firmId: string | null;
  consultantId: string | null;
  organisationId: string | null;
  duty: string;
  requestId: string;
}

async function inTransaction<T>(settings: Settings, work: (tx: ActorTx) => Promise<T>, database: Kysely<DB> = getDatabase()): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database
        .transaction()
        .execute(async (tx) => {
          await sql`select set_config('role', ${`portal_${settings.role}`}, true), set_config('app.user_id', ${settings.userId ?? ''}, true),
            set_config('app.firm_id', ${settings.firmId ?? ''}, true), set_config('app.consultant_id', ${settings.consultantId ?? ''}, true),
            set_config('app.organisation_id', ${settings.organisationId ?? ''}, true), set_config('app.duty', ${settings.duty}, true),
            set_config('app.role', ${settings.role}, true), set_config('app.request_id', ${settings.requestId}, true)`.execute(tx);
          return work(tx as ActorTx);
        });
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!RETRYABLE.has(code) || attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}

/**
 * Runs one use-case in a transaction as its actor: database role, row-level security settings, one commit.
 * The whole use-case is repeated on a serialization failure or a deadlock, never a part of it.
 * With `operation` and a key from the browser the result is kept in the same transaction, and a repeated request
 * gets that result instead of a second effect. Throws AppError('conflict') when the key comes with other content.
 */
export async function withActor<T>(ctx: Context, work: (tx: ActorTx) => Promise<T>, options: { operation?: string; content?: unknown } = {}): Promise<T> {
  const { actor } = ctx;
  const settings: Settings = { ...actor, requestId: ctx.requestId };
  const key = options.operation && ctx.idempotencyKey && actor.userId ? { key: ctx.idempotencyKey, userId: actor.userId, operation: options.operation } : null;
  if (!key) return inTransaction(settings, work);
  const hash = createHash('sha256').update(JSON.stringify(options.content ?? null)).digest('hex');
  return inTransaction(settings, async (tx) => {
    if (!(await reserveKey(tx, key, hash))) {
      const stored = await findStoredResult(tx, key);
      if (!stored || stored.requestHash !== hash) throw new AppError('conflict');
      return stored.result as T;
    }
    const result = await work(tx);
    await storeResult(tx, key, result);
    return result;
  });
}

/** Reads a report as its actor, from the copy of the database when DATABASE_REPLICA_URL names one; the copy refuses writes. */
export function readReport<T>(ctx: Context, work: (tx: ActorTx) => Promise<T>): Promise<T> {
  return inTransaction({ ...ctx.actor, requestId: ctx.requestId }, work, getReportDatabase());
}

/** Work of the product itself: jobs, scheduled rules, mail. */
export function asWorker<T>(work: (tx: ActorTx) => Promise<T>, requestId = 'worker'): Promise<T> {
  return inTransaction({ role: 'worker', duty: 'system', userId: null, firmId: null, consultantId: null, organisationId: null, requestId }, work);
}

/** Sign-in and sessions, before an actor is known. Only app/auth and the account use-cases call it. */
export function asAuth<T>(work: (tx: ActorTx) => Promise<T>, requestId = 'auth'): Promise<T> {
  return inTransaction({ role: 'auth', duty: 'system', userId: null, firmId: null, consultantId: null, organisationId: null, requestId }, work);
}

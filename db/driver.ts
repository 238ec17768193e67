import { createHash } from 'node:crypto';
import { type CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type DatabaseConnection, type Dialect, type Driver, type Kysely, type QueryResult } from 'kysely';
import type pg from 'pg';

/** Thrown when COMMIT answered ROLLBACK: a statement had failed and nothing was written. */
export class CommitRefusedError extends Error {}

/**
 * One pooled connection while it is lent out. After release every further query throws: a query on a transaction
 * that has ended would otherwise run on somebody else's connection.
 */
class LentConnection implements DatabaseConnection {
  #client: pg.PoolClient | null;
  readonly #prepared: boolean;
  #role = '';

  constructor(client: pg.PoolClient, prepared: boolean) {
    this.#client = client;
    this.#prepared = prepared;
  }

  get client(): pg.PoolClient {
    if (!this.#client) throw new Error('A query was sent on a transaction that has ended.');
    return this.#client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.client.query({ text: query.sql, values: [...query.parameters], ...(this.#prepared ? { name: this.#nameOf(query) } : {}) });
    const affected = result.command === 'SELECT' ? undefined : BigInt(result.rowCount ?? 0);
    return affected === undefined ? { rows: result.rows as R[] } : { rows: result.rows as R[], numAffectedRows: affected };
  }

  /** A plan holds for one role, because row-level security is part of it; so each role has statements of its own. */
  #nameOf(query: CompiledQuery): string {
    if (query.sql.startsWith("select set_config('role'")) this.#role = String(query.parameters[0]);
    return createHash('sha256').update(`${this.#role}:${query.sql}`).digest('base64url');
  }

  // eslint-disable-next-line require-yield -- part of the interface; no query of the product streams through Kysely
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming goes through keyset pages, not through a cursor.');
  }

  release(error?: Error): void {
    const client = this.client;
    this.#client = null;
    client.release(error);
  }
}

class PortalDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #prepared: boolean;

  constructor(pool: pg.Pool, prepared: boolean) {
    this.#pool = pool;
    this.#prepared = prepared;
  }

  async init(): Promise<void> {
    // The pool opens connections when they are needed.
  }

  async acquireConnection(): Promise<LentConnection> {
    return new LentConnection(await this.#pool.connect(), this.#prepared);
  }

  async beginTransaction(connection: LentConnection): Promise<void> {
    await connection.client.query('begin');
  }

  async commitTransaction(connection: LentConnection): Promise<void> {
    const result = await connection.client.query('commit');
    if (result.command !== 'COMMIT') throw new CommitRefusedError(`COMMIT answered ${result.command}`);
  }

  async rollbackTransaction(connection: LentConnection): Promise<void> {
    await connection.client.query('rollback');
  }

  async releaseConnection(connection: LentConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

/** Kysely on a given pool, with the checks above. */
export class PortalDialect implements Dialect {
  readonly #pool: pg.Pool;
  readonly #prepared: boolean;

  constructor(pool: pg.Pool, options: { readonly prepared: boolean } = { prepared: false }) {
    this.#pool = pool;
    this.#prepared = options.prepared;
  }

  createDriver(): Driver {
    return new PortalDriver(this.#pool, this.#prepared);
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db);
  }
}

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

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  get client(): pg.PoolClient {
    if (!this.#client) throw new Error('A query was sent on a transaction that has ended.');
    return this.#client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.client.query(query.sql, [...query.parameters]);
    const affected = result.command === 'SELECT' ? undefined : BigInt(result.rowCount ?? 0);
    return affected === undefined ? { rows: result.rows as R[] } : { rows: result.rows as R[], numAffectedRows: affected };
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

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {
    // The pool opens connections when they are needed.
  }

  async acquireConnection(): Promise<LentConnection> {
    return new LentConnection(await this.#pool.connect());
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

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  createDriver(): Driver {
    return new PortalDriver(this.#pool);
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

import { setTimeout as pause } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';

/** With pauses of at most 20 ms, 10 on average: about 20 seconds. */
const tries = 2_000;
const longestPauseMs = 20;

export const sqliteDialect = (database: SqliteDatabase): Dialect => ({
  createAdapter: () => new SharedFileAdapter(),
  createDriver: () => new SharedFileDriver(database),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** SQLite's DDL is transactional. Kysely says no; but without a transaction two processes would make the tables at once. */
class SharedFileAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's driver, which gives its one connection to one user at a time, for a file that several processes write. */
class SharedFileDriver extends SqliteDriver {
  readonly #connection: DatabaseConnection;

  constructor(database: SqliteDatabase) {
    super({ database });
    this.#connection = new SharedFileConnection(database);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await super.acquireConnection();
    return this.#connection;
  }

  /**
   * Takes the write lock at once: a transaction that reads first cannot take it after another's write. It is on the disk when
   * it has ended; a statement of its own, such as the limiter's, survives the end of the process but not a power failure.
   * https://www.sqlite.org/pragma.html#pragma_synchronous
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('pragma synchronous = full'));
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    await connection.executeQuery(CompiledQuery.raw('pragma synchronous = normal'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection);
    await connection.executeQuery(CompiledQuery.raw('pragma synchronous = normal'));
  }
}

class SharedFileConnection implements DatabaseConnection {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /**
   * Waits for the file's lock without holding up the event loop. SQLite's own waiting would: no heartbeat would be sent, and a
   * process that has opened the file twice would wait for itself.
   */
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    // The same statement every time: libsql resets one only when it runs it again, and until then a statement that found
    // the file locked lets no transaction end. https://github.com/tursodatabase/libsql-js/pull/237
    let statement: SqliteStatement | undefined;
    for (let failed = 1; ; failed++) {
      try {
        statement ??= this.#database.prepare(sql);
        if (statement.reader) return { rows: statement.all(parameters) as R[] };
        return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
      } catch (error) {
        if (!isLocked(error) || failed === tries) throw error;
      }
      await pause(Math.random() * Math.min(failed, longestPauseMs));
    }
  }

  streamQuery(): never {
    throw new Error('the state store reads no streams');
  }
}

const isLocked = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');

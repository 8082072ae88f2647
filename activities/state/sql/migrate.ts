import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { InvalidConfiguration } from '../../errors.ts';
import { initial } from './0001-initial.ts';

const statements = (texts: readonly string[]): Migration => ({
  async up(db) {
    for (const text of texts) await sql.raw(text).execute(db);
  },
});

/** In order of name. A migration that was released never changes. */
const migrations: Record<string, Migration> = { '0001-initial': statements(initial) };

const migrationTable = 'kysely_migration';

/** Makes or completes the tables. Safe in several processes at once: the migrator decides inside one write transaction. */
export const migrate = async <T>(db: Kysely<T>): Promise<void> => {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    // Their order is told from the hosts' clocks, and these may be wrong.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error as Error;
};

/**
 * Are all tables there? Only reads.
 * @param where the database, for messages
 * @throws InvalidConfiguration when the database is another program's or a newer version's
 */
export const isCurrent = async <T>(db: Kysely<T>, where: string): Promise<boolean> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.length === 0) return false;
  if (!tables.some(({ name }) => name === migrationTable)) {
    throw new InvalidConfiguration(
      `${where} holds another program's tables (${tables[0]!.name}); name another place for the state store`,
    );
  }
  const done = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(db);
  const unknown = done.rows.find(({ name }) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) {
    throw new InvalidConfiguration(
      `${where} was written by a newer version (schema ${unknown.name}); use that version, or name another state store`,
    );
  }
  return done.rows.length === Object.keys(migrations).length;
};

import { Option } from 'commander';
import type { DefineCommand } from '../command.ts';
import { runSql } from './data/sql.ts';
import { listTables } from './data/tables.ts';

export const dataCommand: DefineCommand = (command, io, ends) => {
  command
    .command('tables')
    .description('list the tables that can be queried')
    .option('--json', 'print JSON')
    .action(ends((options: { json?: true }) => listTables(options, io)));
  command
    .command('sql')
    .description("query the lake with DuckDB's SQL; nothing can be changed")
    .argument('<query>', 'as in: SELECT count(*) FROM canonical.tickets; - for standard input')
    .option('--json', 'print a JSON array of objects')
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .action(ends((query: string, options: { json?: true; csv?: true }) => runSql(query, options, io)));
};

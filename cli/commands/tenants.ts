import type { DefineCommand } from '../command.ts';
import { checkTenants } from './tenants/check.ts';
import { importTenants } from './tenants/import.ts';
import { listTenants } from './tenants/list.ts';

export const tenantsCommand: DefineCommand = (command, io, ends) => {
  command
    .command('import')
    .description('take tenants in from YAML or JSON files; those of the same id are replaced, others stay')
    .argument('<file...>', "one tenant, or a list under 'tenants'; - for standard input")
    .option('--json', 'print what was done as JSON')
    .action(ends((files: string[], options: { json?: true }) => importTenants(files, options, io)));
  command
    .command('list')
    .description('list the tenants and their tables')
    .option('--json', 'print the definitions as JSON')
    .action(ends((options: { json?: true }) => listTenants(options, io)));
  command
    .command('check')
    .description('test the configuration of tenants against their sources: secrets, access, tables, fields')
    .argument('[tenant...]', 'tenant ids; all enabled tenants if left out')
    .option('--json', 'print the findings as JSON')
    .action(ends((ids: string[], options: { json?: true }) => checkTenants(ids, options, io)));
};

import { resolve } from 'node:path';
import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { aborted } from '../parts/aborted.ts';
import { port as portNumber } from '../parts/options.ts';

interface Options {
  config?: string;
  port?: number;
  dataFolder?: string;
  json?: true;
}

export const sourceCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--config <file>', 'tenants, amounts, faults, files of your own, as YAML or JSON')
    .option('--port <n>', 'where to listen on 127.0.0.1; a free one if left out', portNumber('--port'))
    .option('--data-folder <folder>', 'keep what changed in this folder; in memory only if left out')
    .option('--json', 'print its address, its tenants and their made-up credentials as JSON')
    .addHelpText('after', '\nIts tenants: curl -s ADDRESS/_demo/tenants | avesa tenants import -')
    .action(ends((options: Options) => serve(options, io)));
};

async function serve({ config, port, dataFolder, json }: Options, io: Io): Promise<ExitCode> {
  const { loadOptions } = await import('../demo-source/options.ts');
  const { startDemoSource } = await import('../demo-source/server.ts');
  const { demoTenants } = await import('../demo-source/tenants.ts');
  const settings = {
    ...(config === undefined ? {} : await loadOptions(resolve(io.cwd, config))),
    ...(port === undefined ? {} : { port }),
    ...(dataFolder === undefined ? {} : { data_folder: resolve(io.cwd, dataFolder) }),
  };
  const source = await startDemoSource(settings);
  try {
    io.stderr(`demo source at ${source.url}, until Ctrl-C`);
    if (json) io.stdout(JSON.stringify({ url: source.url, ...demoTenants(source.url, settings) }));
    io.tellParent({ ready: { url: source.url } });
    await aborted(io.signal);
  } finally {
    await source.close();
  }
  return exitCodes.good;
}

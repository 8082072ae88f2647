import type { DefineCommand } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { aborted } from '../parts/aborted.ts';
import { configOf, shownPath } from '../parts/config.ts';
import { screenOf } from '../screen.ts';
import { startWithDemo } from '../start/with-demo.ts';

interface Options {
  demo?: string;
  json?: true;
}

export const devCommand: DefineCommand = (command, io, ends) => {
  command
    .option('--demo <file>', "options of the demo source, as 'avesa source --config' takes them")
    .option('--json', 'print the addresses as JSON')
    .action(ends((options: Options) => dev(options, io)));
};

async function dev(options: Options, io: Io): Promise<ExitCode> {
  const config = configOf(io);
  const screen = screenOf(io);
  screen.say(
    `starting a Temporal server, the demo source and a worker; everything stays in ${shownPath(config.data, io)}`,
  );
  const { machine } = await startWithDemo({ config, io, screen, engine: 'temporal', demo: options.demo });
  try {
    const { source } = machine;
    const server = machine.server!;
    if (server.ui_url !== null) screen.say(`Temporal UI at ${server.ui_url}`, 'good');
    screen.say("all is up, until Ctrl-C; 'npx avesa run' in another terminal starts a run", 'good');
    const addresses = { temporal_address: server.address, temporal_ui: server.ui_url, demo_source: source.url };
    if (options.json) io.stdout(JSON.stringify(addresses));
    io.tellParent({ ready: addresses });
    await Promise.race([aborted(io.signal), machine.failed]);
    screen.say('stopping');
  } finally {
    await machine.stop();
  }
  return exitCodes.good;
}

#!/usr/bin/env node
import { processIo } from './process-io.ts';
import { runCli } from './program.ts';
import { report } from './report.ts';

const io = processIo();
const argv = process.argv.slice(2);

// What native parts of the SDK and of DuckDB keep open must not keep the process: by now everything of ours is closed.
const leave = (exitCode: number) => process.stdout.write('', () => process.exit(exitCode));

process.on('uncaughtException', (error) => leave(report(error, io, argv)));
leave(await runCli(argv, io));

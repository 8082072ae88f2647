import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, madeOnce } from '../../worker/cache.ts';
import { runCommand } from '../../worker/command.ts';
import { reporting, type Report } from '../../worker/progress.ts';

export const awsLocalVersion = '3.0.0';
const name = 'aws-local-stepfunctions';

/** What we use of the package. */
export interface AwsLocal {
  StateMachine: new (definition: object) => {
    run: (input: object) => { result: Promise<unknown>; eventLogs: AsyncIterable<object> };
  };
}

/** It brings the AWS SDK along: 29 MB that only the benchmark needs, so it goes into our cache. */
export async function installAwsLocal(report: Report): Promise<AwsLocal> {
  const target = join(cacheFolder(process.env), `${name}-${awsLocalVersion}`);
  const folder = await madeOnce(target, report, (unfinished) => {
    const options = ['--prefix', unfinished, '--ignore-scripts', '--no-audit', '--no-fund'];
    return reporting(
      () => `installing ${name}@${awsLocalVersion} with npm, once`,
      report,
      () => runCommand('npm', ['install', ...options, `${name}@${awsLocalVersion}`]),
    );
  });
  const module = join(folder, 'node_modules', name, 'build', 'main.node.esm.js');
  return (await import(pathToFileURL(module).href)) as AwsLocal;
}

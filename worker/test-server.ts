import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, madeOnce } from './cache.ts';
import { onPath, runCommand } from './command.ts';
import { firstWay, type Finding } from './finding.ts';
import { reporting } from './progress.ts';
import { sdkDownload } from './sdk-download.ts';

/** Published with Temporal's Java SDK; the version that the constructs' tests were made with. */
const javaVersion = '1.32.0';

/**
 * The executable of Temporal's time-skipping test server: the SDK's download, else the Java artifact by Maven behind a small
 * script. Its first argument is the port.
 *
 * @throws Error that says what was tried, why each failed and what to do
 */
export async function findTestServer(finding: Finding): Promise<string> {
  const { env, signal } = finding;
  const cache = cacheFolder(env);
  const made = join(cache, `temporal-test-server-${javaVersion}`);
  const script = join(made, 'temporal-test-server');
  if (existsSync(made) && onPath('java', env) !== undefined) return script;
  const ways = [
    {
      name: 'download',
      find: () => sdkDownload('time-skipping', join(cache, 'temporal-test-server-download'), finding),
    },
    { name: 'Maven', find: () => fromMaven(made, finding).then(() => script) },
  ];
  return firstWay(
    ways,
    'no time-skipping Temporal server is to be had',
    'Do one of these: let this machine download it, or install Java 11 or later and Maven',
    signal,
  );
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>avesa</groupId>
  <artifactId>temporal-test-server</artifactId>
  <version>${javaVersion}</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${javaVersion}</version>
      <scope>runtime</scope>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>1.7.36</version>
      <scope>runtime</scope>
    </dependency>
  </dependencies>
</project>
`;

/** Time is short in tests: a small heap, no optimising compiler, and the process itself is the server, so that it can be ended. */
const wrapper = `#!/bin/sh
exec java -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" \\
  io.temporal.testserver.TestServer "$@"
`;

async function fromMaven(target: string, { env, report, signal }: Finding): Promise<void> {
  for (const command of ['java', 'mvn']) {
    if (onPath(command, env) === undefined) throw new Error(`'${command}' is not on PATH`);
  }
  await madeOnce(target, report, (folder) =>
    reporting(
      () => 'fetching the time-skipping Temporal server with Maven',
      report,
      async () => {
        await writeFile(join(folder, 'pom.xml'), pom);
        await runCommand(
          'mvn',
          [
            '--batch-mode',
            '--quiet',
            'dependency:copy-dependencies',
            '-DincludeScope=runtime',
            '-DoutputDirectory=lib',
          ],
          { cwd: folder, env, signal },
        );
        await writeFile(join(folder, 'temporal-test-server'), wrapper);
        await chmod(join(folder, 'temporal-test-server'), 0o755);
      },
    ),
  );
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs } from '../../worker/end-with-us.ts';
import { chooseFreePorts } from '../../worker/free-ports.ts';

/** A MiniStack server of our own. */
export interface MiniStack {
  /** An action of the Step Functions API. @throws MiniStackRefusal */
  call: (action: string, request: object) => Promise<Record<string, unknown>>;
  stop: () => Promise<void>;
}

/** An error of the API. `name` is the error's. */
export class MiniStackRefusal extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const readyWithinMs = 30_000;

/**
 * Starts it on a free port with a temporary folder for all that it writes. Its waits take no time. `mocks`: a mock configuration
 * of Step Functions Local. @throws Error with what it said when it does not start
 */
export async function startMiniStack(python: string, mocks: object = {}): Promise<MiniStack> {
  const folder = await mkdtemp(join(tmpdir(), 'avesa-ministack-'));
  const [port] = await chooseFreePorts(1);
  const mockFile = join(folder, 'mocks.json');
  await writeFile(mockFile, JSON.stringify(mocks));
  const child = spawn(python, ['-m', 'ministack'], {
    cwd: folder,
    env: { ...process.env, ...settings(folder, port!), SFN_MOCK_CONFIG: mockFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const hear = (chunk: Buffer) => {
    said.push(chunk.toString());
    said.splice(0, said.length - 20);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = once(child, 'exit');
  if (child.pid !== undefined) child.once('exit', endWithUs(child.pid));
  const stop = async () => {
    child.kill('SIGTERM');
    // It waits for connections that stay open.
    const timer = setTimeout(() => child.kill('SIGKILL'), 1_000);
    await exited;
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
  };
  const call = (action: string, request: object) => ask(port!, action, request);
  try {
    await answering(call, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw new Error(`MiniStack does not start: ${said.join('').slice(-600)}`, { cause: error });
  }
  return { call, stop };
}

const settings = (folder: string, port: number): NodeJS.ProcessEnv => ({
  GATEWAY_PORT: String(port),
  BIND_HOST: '127.0.0.1',
  TMPDIR: folder,
  STATE_DIR: join(folder, 'state'),
  S3_DATA_DIR: join(folder, 's3'),
  SFN_WAIT_SCALE: '0',
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  LOG_LEVEL: 'ERROR',
});

async function answering(call: MiniStack['call'], hasEnded: () => boolean): Promise<void> {
  for (const deadline = performance.now() + readyWithinMs; ;) {
    try {
      await call('ListStateMachines', {});
      return;
    } catch (error) {
      if (hasEnded() || performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Its Step Functions API looks at no signature. */
async function ask(port: number, action: string, request: object): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${action}` },
    body: JSON.stringify(request),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  throw new MiniStackRefusal(String(answer['__type']), String(answer['message']));
}

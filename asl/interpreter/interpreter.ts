import type { Json, Machine, StateMachine } from '../spec/states.ts';
import { machineNameFault, nameFault } from '../spec/resource-name.ts';
import { validate, type Problem } from '../spec/validate.ts';
import { realClock, VirtualClock, type Clock } from './clock.ts';
import { Execution, type Parent, type StartOptions } from './execution.ts';
import { running, type RunningExecution } from './running-execution.ts';
import { ExecutionNameTaken, StartRefused } from './start-refused.ts';
import { Coverage, type MachineCoverage } from './coverage.ts';
import { errors, StateFailure } from './failure.ts';
import type { Host, ItemOptions } from './host.ts';
import type { ObjectStore } from './map/object-store.ts';
import { jsonText, NotJson } from './json-text.ts';
import { Payload } from './payload.ts';
import { Program } from './program.ts';
import { freshSeed, seededRandom } from './random.ts';
import { Activities, type ActivityTask } from './tasks/activities.ts';
import type { Callbacks, TaskHandlers } from './tasks/handler.ts';
import { mockedTasks, type MockConfig } from './tasks/mock-config.ts';
import { TaskTokens } from './tasks/tokens.ts';

export interface InterpreterOptions {
  /** Definitions by the machine's name: JSON text, or what it parses to. */
  machines: Readonly<Record<string, string | StateMachine>>;
  tasks?: TaskHandlers;
  /** `virtual`, the default, jumps over every wait; `real` waits. */
  clock?: 'virtual' | 'real';
  /** Where virtual time begins, in milliseconds since 1970. Default: now. */
  startTime?: number;
  /** Real milliseconds after which a handler that neither settles nor sleeps on the clock counts as one that never does. Default 5,000. */
  stallAfter?: number;
  /** All random numbers and ids follow from it: the same seed, start time and handlers give the same history. */
  seed?: string;
  /** Of the ARNs. Default `us-east-1`. */
  region?: string;
  /** Default `123456789012`. */
  accountId?: string;
  /** What stands for S3 in distributed Maps. */
  objects?: ObjectStore;
  /** A mock configuration of Step Functions Local; `testCase` at the start chooses. */
  mocks?: MockConfig;
}

export interface Start {
  machine: string;
  /** Any JSON. Default `{}`. */
  input?: Json;
  /** Unique for the machine; made from the seed if left out. While an execution runs, its name and input give it again. */
  name?: string;
  /** A test case of the mock configuration. */
  testCase?: string;
  /** Aborting it stops the execution. */
  signal?: AbortSignal;
}

export interface Interpreter extends Callbacks {
  /** Throws `StartRefused` for a machine, a name, an input or a test case that cannot be. */
  start: (start: Start) => RunningExecution;
  /** Every execution, children too, in the order in which they started; those from the given number on. */
  executions: (from?: number) => RunningExecution[];
  /** Waits for a task of an activity; gives nothing once the signal is aborted. */
  getActivityTask: (
    activityArn: string,
    options?: { workerName?: string; signal?: AbortSignal },
  ) => Promise<ActivityTask | undefined>;
  /** How often each state was entered, over all executions. */
  coverage: () => MachineCoverage[];
  now: () => number;
  /** Virtual time stands still until the promise has settled, for `stallAfter` at most: for whoever returns a token from elsewhere. */
  during: <T>(work: Promise<T>) => Promise<T>;
}

/** Definitions that AWS would refuse. */
export class InvalidDefinition extends Error {
  readonly machine: string;
  readonly problems: readonly Problem[];

  constructor(machine: string, problems: readonly Problem[]) {
    super(
      `the definition of '${machine}' is not valid:\n${problems.map((problem) => `${problem.pointer || '/'}: ${problem.message}`).join('\n')}`,
    );
    this.name = 'InvalidDefinition';
    this.machine = machine;
    this.problems = problems;
  }
}

/**
 * Runs Step Functions definitions in this process, with AWS's behaviour. Throws `InvalidDefinition` for a definition that AWS
 * would refuse, `StartRefused` for a name that it would.
 */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  return new Machines(options).interpreter();
}

interface Known {
  name: string;
  arn: string;
  program: Program;
}

/** The machines and executions of one interpreter. */
class Machines {
  readonly #options: InterpreterOptions;
  readonly #clock: Clock;
  readonly #seed: string;
  readonly #known: Map<string, Known>;
  readonly #coverage: Coverage;
  readonly #executions = new Map<string, Execution>();
  readonly #started: Execution[] = [];
  readonly #host: Omit<Host, 'mock'>;

  constructor(options: InterpreterOptions) {
    const {
      region = 'us-east-1',
      accountId = '123456789012',
      clock = 'virtual',
      startTime = Date.now(),
      stallAfter = 5000,
    } = options;
    this.#options = options;
    this.#clock = clock === 'real' ? realClock() : new VirtualClock({ start: startTime, stallAfter });
    this.#seed = options.seed ?? freshSeed();
    this.#known = new Map(
      Object.entries(options.machines).map(([name, definition]) => [
        name,
        {
          name,
          arn: `arn:aws:states:${region}:${accountId}:stateMachine:${name}`,
          program: new Program(readDefinition(name, definition)),
        },
      ]),
    );
    this.#coverage = new Coverage([...this.#known.values()].map(({ name, program }) => [name, program.definition]));
    this.#host = {
      region,
      accountId,
      handlers: options.tasks ?? {},
      tokens: new TaskTokens(),
      activities: new Activities(),
      objects: options.objects,
      machineNamed: (nameOrArn) => this.#find(nameOrArn)?.name,
      start: (start) => this.#start(start),
      startItem: (item) => this.#startItem(item),
    };
  }

  interpreter(): Interpreter {
    const { tokens, activities } = this.#host;
    return {
      start: (start) => this.#begin(start),
      executions: (from = 0) => this.#started.slice(from).map(running),
      getActivityTask: (arn, { workerName, signal } = {}) => activities.poll(arn, workerName, signal),
      sendTaskSuccess: tokens.sendTaskSuccess,
      sendTaskFailure: tokens.sendTaskFailure,
      sendTaskHeartbeat: tokens.sendTaskHeartbeat,
      coverage: () => this.#coverage.machines(),
      now: () => this.#clock.now(),
      during: (work) => this.#during(work),
    };
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    const outside = this.#clock.call(() => undefined);
    try {
      return await work;
    } finally {
      outside.end();
    }
  }

  #begin({ signal, testCase, input = {}, ...start }: Start): RunningExecution {
    if (start.name !== undefined) refuseName('an execution', start.name, nameFault(start.name));
    const execution = this.#start({ ...start, input: readInput(input) }, testCase);
    const stop = () => {
      execution.stop();
    };
    if (signal?.aborted === true) stop();
    else if (signal !== undefined) {
      signal.addEventListener('abort', stop, { once: true });
      void execution.ended.then(() => {
        signal.removeEventListener('abort', stop);
      });
    }
    return running(execution);
  }

  #start({ machine, input = {}, name, parent }: StartOptions, testCase?: string): Execution {
    const known = this.#find(machine);
    if (known === undefined)
      throw new StartRefused(`there is no state machine '${machine}'; known: ${[...this.#known.keys()].join(', ')}`);
    const { program } = known;
    const mock = testCase === undefined ? undefined : mockedTasks(this.#options.mocks ?? noMocks, known.name, testCase);
    const payload = new Payload(input);
    if (payload.tooLarge) throw inputTooLarge(known.name, parent);
    return this.#make({
      program,
      machine: program.definition,
      machineName: known.name,
      machineArn: known.arn,
      input: payload,
      name,
      mock,
      parent,
    });
  }

  #startItem({ run, program, processor, label, input, eventId }: ItemOptions): Execution {
    const { region, accountId } = this.#host;
    const machineName = `${run.machineName}/${label}`;
    const machineArn = `arn:aws:states:${region}:${accountId}:stateMachine:${machineName}`;
    return this.#make({
      program,
      machine: processor,
      machineName,
      machineArn,
      input,
      name: undefined,
      mock: run.host.mock,
      parent: { run, eventId, limited: run.limited },
    });
  }

  #make({ name, mock, ...parts }: Making): Execution {
    const seed = `${this.#seed}/${this.#executions.size}`;
    const given = name ?? seededRandom(`${seed}/name`).uuid();
    const { region, accountId } = this.#host;
    const arn = `arn:aws:states:${region}:${accountId}:execution:${parts.machineName}:${given}`;
    const known = this.#executions.get(arn);
    // As StartExecution: the same name and input again is the same execution, while it runs.
    if (known?.status === 'RUNNING' && JSON.stringify(known.input) === parts.input.text) return known;
    if (known !== undefined) throw new ExecutionNameTaken(arn);
    const execution = new Execution({
      ...parts,
      host: { ...this.#host, mock },
      clock: this.#clock,
      arn,
      name: given,
      seed,
      timeoutSeconds: (parts.machine as StateMachine).TimeoutSeconds,
      entered: (machine, state) => {
        this.#coverage.entered(machine, state);
      },
    });
    this.#executions.set(arn, execution);
    this.#started.push(execution);
    return execution;
  }

  #find(nameOrArn: string): Known | undefined {
    // An ARN may end with a version or an alias: they all mean the one definition there is.
    const name = /:stateMachine:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
    return this.#known.get(nameOrArn) ?? this.#known.get(name);
  }
}

interface Making {
  program: Program;
  machine: Machine;
  machineName: string;
  machineArn: string;
  input: Payload;
  name: string | undefined;
  mock: Host['mock'];
  parent: Parent | undefined;
}

const noMocks: MockConfig = { StateMachines: {}, MockedResponses: {} };

function refuseName(what: string, name: string, fault: string | undefined): void {
  if (fault !== undefined) throw new StartRefused(`${what} cannot be called '${name}': ${fault}`);
}

function readDefinition(name: string, definition: string | StateMachine): StateMachine {
  refuseName('a state machine', name, machineNameFault(name));
  const problems = validate(definition).filter((problem) => problem.severity === 'error');
  if (problems.length > 0) throw new InvalidDefinition(name, problems);
  // A copy: what the caller does with its own afterwards is not our business.
  return JSON.parse(typeof definition === 'string' ? definition : JSON.stringify(definition)) as StateMachine;
}

/** A state that starts a child may catch it. */
function inputTooLarge(machine: string, parent: Parent | undefined): Error {
  if (parent === undefined) return new StartRefused('the input is larger than 262,144 bytes, which is AWS’s limit');
  return new StateFailure(
    errors.dataLimitExceeded,
    `The input for an execution of '${machine}' has a size exceeding the maximum number of bytes service limit.`,
  );
}

/** A copy too: the caller may go on to change its own. */
function readInput(input: Json): Json {
  try {
    const text = jsonText(input);
    if (text !== undefined) return JSON.parse(text) as Json;
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new StartRefused(`the input is not JSON: ${error.message}`);
  }
  throw new StartRefused(`the input is not JSON: it is a ${typeof input}`);
}

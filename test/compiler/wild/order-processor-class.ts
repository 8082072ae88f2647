import { proxyActivities, sleep } from '@temporalio/workflow';

interface Acts {
  validate(id: string): Promise<boolean>;
  process(id: string): Promise<{ code: string }>;
}
const acts = proxyActivities<Acts>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 2 } });

abstract class Step<T> {
  static counter = 0;
  protected attempts = 0;
  constructor(protected readonly name: string) {
    Step.counter++;
  }
  abstract run(id: string): Promise<T>;
  get label(): string {
    return `${this.name}#${this.attempts}`;
  }
}

class Validate extends Step<boolean> {
  constructor() {
    super('validate');
  }
  override async run(id: string): Promise<boolean> {
    this.attempts++;
    return await acts.validate(id);
  }
}

class Process extends Step<string> {
  override async run(id: string): Promise<string> {
    const { code } = await acts.process(id);
    return code;
  }
}

export async function processWithClasses(id: string): Promise<string> {
  const validate = new Validate();
  if (!(await validate.run(id))) {
    await sleep('1 minute');
    if (!(await validate.run(id))) return `${validate.label} failed`;
  }
  return await new Process('process').run(id);
}

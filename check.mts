import { readFileSync, existsSync, readdirSync, mkdirSync } from 'node:fs';
import { join, dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import ts from 'typescript';
import { randomUUID } from 'node:crypto';
const W = process.env.W ?? '/tmp/wt-samples';
const { compile } = await import(`${W}/asl/compiler/compile.ts`);
const { validate } = await import(`${W}/asl/spec/validate.ts`);
const { shown } = await import(`${W}/test/compiler/run/normalised.ts`);
const { runOnInterpreter } = await import(`${W}/test/compiler/run/on-interpreter.ts`);
const { scenario, asJson, Player, thrown } = await import(`${W}/test/compiler/run/scenario.ts`);
const sdkc: any = await import(`${W}/node_modules/@temporalio/common/lib/index.js`).then((m: any) => m.default ?? m);
const { ActivityFailure, ApplicationFailure, ChildWorkflowFailure, RetryState, TimeoutFailure, TimeoutType } = sdkc;

const root = process.env.ROOT ?? `${W}/test/compiler/samples`;
const names = process.argv.slice(2);
let bad = 0;
for (const name of names) {
  const at = name.includes('/') ? resolve(name) : join(root, name);
  const file = join(at, 'input.ts');
  let compilation: any;
  try { compilation = compile({ files: [file] }); } catch (e: any) { console.log(`### ${name}: CRASH ${e.stack}`); bad++; continue; }
  const errors = compilation.diagnostics.filter((d: any) => d.severity !== 'note');
  if (errors.length) { console.log(`### ${name}`); for (const d of errors) console.log(`  ${d.line}:${d.column} ${d.severity} ${d.code} ${d.text}`); }
  if (errors.some((d: any) => d.severity === 'error')) { bad++; continue; }
  const definitions = Object.fromEntries(Object.entries(compilation.machines).map(([n, m]: any) => [n, m.definition]));
  for (const [n, d] of Object.entries(definitions)) for (const p of validate(d as any)) console.log(`### ${name}/${n} INVALID ${JSON.stringify(p)}`);
  let scenarios: any[];
  try { scenarios = z.array(scenario).parse(parse(readFileSync(join(at, 'scenarios.yaml'), 'utf8'))) as any[]; } catch (e: any) { console.log(`### ${name} YAML ${e.message}`); bad++; continue; }
  for (const [i, s] of scenarios.entries()) {
    const workflow = s.workflow ?? Object.keys(definitions)[0]!;
    let a: string, b: string;
    const inOrder = !/"Type":"(Map|Parallel)"/.test(JSON.stringify(definitions));
    try { b = shown(await direct(file, workflow, s), inOrder); } catch (e: any) { b = `CRASH direct ${e.stack}`; }
    try { a = shown(await Promise.race([runOnInterpreter(definitions, workflow, s), new Promise<any>((_, r) => setTimeout(() => r(new Error('too long')), 20000).unref())]), inOrder); } catch (e: any) { a = `CRASH machine ${e.stack}`; }
    if (a !== b) { bad++; console.log(`### ${name} scenario ${i + 1} DIFFERS`); const la=a.split('\n'), lb=b.split('\n'); const n=Math.max(la.length,lb.length); for(let k=0;k<n;k++) if(la[k]!==lb[k]) { console.log(`   asl: ${(la[k]??'-').slice(0,1500)}\n   js:  ${(lb[k]??'-').slice(0,1500)}`); } 
      if (process.env.V) { console.log(a); console.log(b);} }
    else if (process.env.V) console.log(`--- ${name} ${i + 1}\n${a}`);
    if (/uuid|NaN/.test('')) {}
  }
}
console.log(bad ? `${bad} bad` : 'all fine', names.length);
process.exit(0);

async function direct(file: string, workflow: string, s: any) {
  const player = new Player(s);
  let depth = 0;
  const loaded = new Map<string, any>();
  const fakes: any = { '@temporalio/workflow': sdk(player), 'avesa/constructs': constructs(player) };
  const load = (f: string): any => {
    if (loaded.has(f)) return loaded.get(f);
    const { outputText } = ts.transpileModule(readFileSync(f, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const exported: any = {}; loaded.set(f, exported);
    new Function('require', 'exports', outputText)((n: string) => fakes[n] ?? load(resolve(dirname(f), n)), exported);
    return exported;
  };
  try {
    const e = load(file);
    return { outcome: { completed: asJson(await e[workflow](s.input)) }, calls: player.calls };
  } catch (error) {
    const { type, message } = failureOf(error);
    if (process.env.V && type === 'WorkflowError') console.log(error);
    return { outcome: { failed: type, message }, calls: player.calls };
  }
}
function sdk(player: any) {
  return {
    ...sdkc,
    proxyActivities: (policy: any) => new Proxy({}, { get: (_, name: string) => (input: unknown) => call(player, name, asJson(input), policy) }),
    executeChild: async (workflow: any, { args: [input] = [] as any }: any = {}) => {
      try { return asJson(await workflow(asJson(input))); } catch (error) { throw new ChildWorkflowFailure(undefined, { workflowId: '', runId: '' }, '', RetryState.RETRY_POLICY_NOT_SET, error as Error); }
    },
    startChild: async (workflow: any, { args: [input] = [] as any }: any = {}) => { try { await workflow(asJson(input)); } catch {} },
    sleep: () => Promise.resolve(), uuid4: () => randomUUID(),
    workflowInfo: () => ({ workflowId: 'w', runId: 'r', workflowType: 't', startTime: new Date(0) }),
    log: { info() {}, warn() {}, error() {}, debug() {} },
    ParentClosePolicy: { ABANDON: 'ABANDON' },
  };
}
async function call(player: any, name: string, input: any, { retry }: any) {
  for (let attempt = 1; ; attempt += 1) {
    await Promise.resolve();
    const step = player.next(name, input);
    if (!step.times_out && step.throws === undefined) return asJson(step.returns ?? null);
    const { type, message } = thrown(step);
    const isFinal = retry.nonRetryableErrorTypes?.includes(type) === true;
    if (attempt < retry.maximumAttempts && !isFinal) continue;
    const cause = step.times_out ? new TimeoutFailure('', undefined, TimeoutType.START_TO_CLOSE) : ApplicationFailure.create({ type, message });
    throw new ActivityFailure(undefined, name, undefined, isFinal ? RetryState.NON_RETRYABLE_FAILURE : RetryState.MAXIMUM_ATTEMPTS_REACHED, undefined, cause);
  }
}
function constructs(player: any) {
  return {
    failureOf,
    mapConcurrently: async (items: any, _: number, fn: any) => { const r: any[] = []; for (const [i, item] of items.entries()) r.push(await fn(item, i)); return r; },
    allOf: async (branches: any) => { const r: any[] = []; for (const b of branches) r.push(await b()); return r; },
    withRetries: async (retriers: any, fn: any) => {
      const counts = retriers.map(() => 1);
      for (;;) { try { return await fn(); } catch (error: any) {
        const { type } = failureOf(error);
        const isFinal = error instanceof ActivityFailure && (error as any).retryState === RetryState.NON_RETRYABLE_FAILURE;
        const at = retriers.findIndex(({ errors }: any) => errors.includes(type) || (errors.includes('All') && !isFinal));
        if (at < 0 || counts[at]! >= retriers[at]!.maximumAttempts) throw error;
        counts[at]! += 1; } }
    },
  };
}
function failureOf(error: any): { type: string; message: string } {
  if ((error instanceof ActivityFailure || error instanceof ChildWorkflowFailure) && (error as any).cause !== undefined) return failureOf((error as any).cause);
  if (error instanceof TimeoutFailure) return { type: 'Timeout', message: '' };
  if (error instanceof ApplicationFailure) return { type: (error as any).type ?? 'Error', message: (error as any).message };
  return { type: 'WorkflowError', message: error instanceof Error ? error.message : String(error) };
}

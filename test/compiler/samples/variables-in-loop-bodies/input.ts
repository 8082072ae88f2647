import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  text(name: string): Promise<string>;
}
const { text } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

/** A variable of a loop's body is a new one in each round; names inside may hide those around. */
export async function variablesInLoopBodies(input: { names: string[] }): Promise<unknown> {
  const out: unknown[] = [];
  for (const name of input.names) {
    let found: string | undefined;
    if (name !== 'skip') found = await text(name);
    let seen: string[] = [];
    if (found !== undefined) seen = [...seen, found];
    out.push({ name, found: found ?? 'unset', seen });
  }
  let i = 0;
  while (i < input.names.length) {
    let last;
    const name = input.names[i] ?? '';
    if (name.length > 1) last = await text(`${name}!`);
    out.push(last ?? 'no last');
    i += 1;
  }
  const name = 'outer';
  for (const name of input.names) {
    const out = name.length;
    if (out > 1) await text(`${name}${out}`);
  }
  {
    const name = await text('block');
    out.push(name);
  }
  for (let i = 5; i < 7; i++) out.push(i);
  return { out, name, i };
}

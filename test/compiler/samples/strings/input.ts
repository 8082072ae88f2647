import { proxyActivities } from '@temporalio/workflow';

interface Activities {
  send(value: unknown): Promise<void>;
}
const { send } = proxyActivities<Activities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

export async function strings({ text, part }: { text: string; part: string }): Promise<string> {
  await send([text.toUpperCase(), text.toLowerCase(), text.trim(), text.trimStart(), text.trimEnd()]);
  await send([
    text.slice(1),
    text.slice(-2),
    text.slice(0, 2),
    text.slice(1, -1),
    text.substring(1, 3),
    text.charAt(0),
  ]);
  await send([text.includes(part), text.startsWith(part), text.endsWith(part), text.indexOf(part)]);
  await send([text.split(','), text.split(part), text.split('')]);
  await send([text.replace('a', 'b'), text.replaceAll('a', 'b'), text.replaceAll(part, '-')]);
  await send([text.padStart(8, '*'), text.padEnd(8), text.padStart(9, 'xy'), text.repeat(2)]);
  await send([text.length, text + part, `${text}${1}${true}${null}`, text.concat(part, '!')]);
  return text.at(0) ?? 'empty';
}

import { proxyActivities } from '@temporalio/workflow';

interface Input {
  number: number;
  flag: boolean;
  maybe?: string | number;
  nothing: string | null;
  mixed: (string | number | boolean | null)[];
}
interface Activities {
  tell(texts: string[]): Promise<void>;
}
const { tell } = proxyActivities<Activities>({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function textOfValues(input: Input): Promise<string> {
  const { number, flag, maybe, nothing, mixed } = input;
  await tell([
    `${number}${flag}${maybe}${nothing}`,
    String(maybe),
    String(nothing),
    String(flag),
    number.toString(),
    flag.toString(),
    '' + number + flag + nothing,
    number + number + 'n',
    'n' + number + number,
    'n' + (number + number),
    `${number > 1 ? `big ${number}` : `small ${`${-number}`}`}`,
    mixed.map((each) => `<${each}>`).join(''),
    mixed.map(String).join(),
    `${mixed.length}/${mixed.filter((each) => each === null).length}`,
  ]);
  let text = '';
  for (const each of mixed) text += each;
  text += number;
  text += flag;
  return text;
}

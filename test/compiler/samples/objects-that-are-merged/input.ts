import { proxyActivities } from '@temporalio/workflow';

interface Options {
  size?: number;
  color?: string | null;
  tags?: string[];
}
interface Activities {
  options(name: string): Promise<Options | null>;
  tell(value: unknown): Promise<void>;
}
const { options, tell } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumAttempts: 1 },
});
const defaults = { size: 1, color: 'red', tags: ['none'] };

/** Later fields win, also by null, 0 and the empty list; what is absent changes nothing. */
export async function objectsThatAreMerged(input: { own?: Options; flag: boolean }): Promise<unknown> {
  const found = await options('x');
  const { own, flag } = input;
  await tell({ ...defaults, ...own });
  await tell({ ...defaults, ...found, ...own, last: true });
  await tell({ size: 9, ...found });
  await tell({ ...(flag ? defaults : {}), ...(own ?? {}) });
  await tell({ ...(flag && { flag }), size: 0 });
  await tell(Object.assign({}, defaults, own));
  const merged = { ...defaults, ...own };
  const copy = { ...merged, tags: [...(merged.tags ?? []), 'more'] };
  const { color, ...others } = merged;
  return { copy, color, others, size: merged.size > 1 ? 'large' : 'small', keys: Object.keys(others) };
}

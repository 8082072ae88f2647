/** States that a machine passes. */
export const visits = 4_000;

const rounds = visits / 2;

const loop = (add: object, again: object) => ({
  StartAt: 'Add',
  States: {
    Add: { Type: 'Pass', ...add, Next: 'Enough' },
    Enough: { Type: 'Choice', Choices: [{ ...again, Next: 'Add' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
});

const chain = (fields: (index: number) => object) => ({
  StartAt: 'Step 0',
  States: Object.fromEntries(
    Array.from({ length: visits }, (_, index) => [
      `Step ${index}`,
      { Type: 'Pass', ...fields(index), ...(index + 1 < visits ? { Next: `Step ${index + 1}` } : { End: true }) },
    ]),
  ),
});

const jsonata = (text: string) => ({
  Output: { count: '{% $states.input.count + 1 %}', text: `{% '${text} ' & $states.input.count %}` },
});
const jsonpath = (text: string) => ({
  Parameters: { 'count.$': 'States.MathAdd($.count, 1)', 'text.$': `States.Format('${text} {}', $.count)` },
});

export type MachineName = 'JSONata loop' | 'JSONata chain' | 'JSONPath loop' | 'JSONPath chain';

/** A machine of this name, and what it has to give. */
export interface MeasuredMachine {
  definition: object;
  output: object;
}

let made = 0;

/** One whose texts no other has: nobody knows its expressions from an earlier run. */
export function makeMachine(name: MachineName): MeasuredMachine {
  const text = `step of ${++made}`;
  switch (name) {
    case 'JSONata loop': {
      const again = { Condition: `{% $states.input.count < ${rounds} %}` };
      return { definition: { QueryLanguage: 'JSONata', ...loop(jsonata(text), again) }, output: looped(text) };
    }
    case 'JSONata chain': {
      const states = chain((index) => jsonata(`${text} ${index}`));
      return { definition: { QueryLanguage: 'JSONata', ...states }, output: chained(text) };
    }
    case 'JSONPath loop':
      return {
        definition: loop(jsonpath(text), { Variable: '$.count', NumericLessThan: rounds }),
        output: looped(text),
      };
    case 'JSONPath chain':
      return { definition: chain((index) => jsonpath(`${text} ${index}`)), output: chained(text) };
  }
}

const looped = (text: string) => ({ count: rounds, text: `${text} ${rounds - 1}` });
const chained = (text: string) => ({ count: visits, text: `${text} ${visits - 1} ${visits - 1}` });

export const input = { count: 0 };

import { expect, test } from 'vitest';
import { createInterpreter } from '../../asl/interpreter/interpreter.ts';
import { nameFault } from '../../asl/spec/resource-name.ts';
import type { StateMachine } from '../../asl/spec/states.ts';

const definition: StateMachine = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html#API_StartExecution_RequestSyntax */
test.each(['a b', '', 'x'.repeat(81), 'a:b', 'a/b', 'a"b', 'a\u0007b', 'a$b', 'a*'])('AWS takes no name %j', (name) => {
  expect(nameFault(name)).toBeTypeOf('string');
  expect(() => createInterpreter({ machines: { [name]: definition } })).toThrow('cannot be called');
  const interpreter = createInterpreter({ machines: { machine: definition } });
  expect(() => interpreter.start({ machine: 'machine', name })).toThrow('cannot be called');
  expect(interpreter.executions()).toEqual([]);
});

test.each(['a', 'x'.repeat(80), 'a-b_c.d', 'Überlauf', 'a(b)', "a'b", 'a@b+c='])(
  'AWS takes the name %j',
  async (name) => {
    const interpreter = createInterpreter({ machines: { [name]: definition } });
    expect(await interpreter.start({ machine: name, name }).result).toMatchObject({ status: 'SUCCEEDED', name });
  },
);

test('an execution is one handle, however often it is asked for', async () => {
  const interpreter = createInterpreter({ machines: { machine: definition } });
  const execution = interpreter.start({ machine: 'machine' });
  await execution.result;
  expect(interpreter.executions()[0]).toBe(execution);
  expect(interpreter.executions(1)).toEqual([]);
});

import { evaluate, fill, jsonata, jsonpath, resource, type DifferentialMachine } from '../machine.ts';

const order = {
  id: 7,
  items: [
    { sku: 'a', price: 5 },
    { sku: 'b', price: 15 },
    { sku: 'c', price: 25 },
  ],
  to: { city: 'Bern' },
};

export const dataflowMachines: DifferentialMachine[] = [
  {
    name: 'JSONPath: all five fields of a Task',
    definition: jsonpath({
      Work: {
        Type: 'Task',
        Resource: resource,
        InputPath: '$.order',
        Parameters: { 'id.$': '$.id', fixed: true },
        ResultSelector: { 'total.$': '$.sum', 'by.$': '$$.State.Name' },
        ResultPath: '$.order.priced',
        OutputPath: '$.order',
        End: true,
      },
    }),
    input: { order: { id: 7 } },
    tasks: { Work: [{ return: { sum: 12.5, more: 1 } }] },
  },
  {
    name: 'JSONPath: ResultPath null keeps the input',
    definition: jsonpath({ Work: { Type: 'Task', Resource: resource, ResultPath: null, End: true } }),
    input: { kept: true },
    tasks: { Work: [{ return: 'dropped' }] },
  },
  {
    name: 'JSONPath: ResultPath makes the objects on its way',
    definition: jsonpath({ Make: { Type: 'Pass', Result: [1], ResultPath: '$.a.b.c', End: true } }),
    input: { a: { z: 0 } },
  },
  {
    name: 'JSONPath: InputPath null is an empty object',
    definition: jsonpath({ Empty: { Type: 'Pass', InputPath: null, End: true } }),
    input: { gone: true },
  },
  {
    name: 'JSONPath: OutputPath null is an empty object',
    definition: jsonpath({ Empty: { Type: 'Succeed', OutputPath: null } }),
    input: { gone: true },
  },
  {
    name: 'JSONPath: a path that leads nowhere in Parameters',
    definition: fill({ 'x.$': '$.not.there' }),
  },
  {
    name: 'JSONPath: a path that leads nowhere as InputPath',
    definition: jsonpath({ Read: { Type: 'Pass', InputPath: '$.not.there', End: true } }),
  },
  {
    name: 'JSONPath: slices, wildcards, descents and filters',
    definition: fill({
      'last.$': '$.items[-1:]',
      'first.$': '$.items[0].sku',
      'two.$': '$.items[0,2].sku',
      'all.$': '$.items[*].price',
      'deep.$': '$..sku',
      'dear.$': '$.items[?(@.price > 10)].sku',
      'none.$': '$.items[?(@.price > 100)]',
    }),
    input: order,
  },
  {
    name: 'JSONPath: the context object',
    definition: fill({ 'input.$': '$$.Execution.Input.to', 'state.$': '$$.State.Name', 'machine.$': '$.id' }),
    input: order,
  },
  {
    name: 'JSONPath: variables, set from the values before',
    definition: jsonpath({
      First: { Type: 'Pass', Assign: { count: 1, 'city.$': '$.to.city' }, Next: 'Second' },
      Second: { Type: 'Pass', Assign: { 'count.$': 'States.MathAdd($count, 1)', 'before.$': '$count' }, Next: 'Show' },
      Show: { Type: 'Pass', Parameters: { 'count.$': '$count', 'before.$': '$before', 'city.$': '$city' }, End: true },
    }),
    input: order,
  },
  {
    name: 'JSONata: Output and Assign see the same values',
    definition: jsonata({
      First: { Type: 'Pass', Assign: { count: 1 }, Next: 'Second' },
      Second: {
        Type: 'Pass',
        Assign: { count: '{% $count + 1 %}' },
        Output: { count: '{% $count %}', input: '{% $states.input.id %}' },
        Next: 'Show',
      },
      Show: { Type: 'Pass', Output: { before: '{% $states.input %}', count: '{% $count %}' }, End: true },
    }),
    input: order,
  },
  {
    name: 'JSONata: Arguments and Output of a Task',
    definition: jsonata({
      Work: {
        Type: 'Task',
        Resource: resource,
        Arguments: { skus: '{% $states.input.items.sku %}', fixed: [1, '{% $states.input.id %}'] },
        Output: '{% $merge([$states.input.to, $states.result]) %}',
        Assign: { sum: '{% $states.result.sum %}' },
        Next: 'Show',
      },
      Show: { Type: 'Pass', Output: { last: '{% $states.input %}', sum: '{% $sum %}' }, End: true },
    }),
    input: order,
    tasks: { Work: [{ return: { sum: 45 } }] },
  },
  {
    name: 'JSONata: a Task without Arguments gets the input',
    definition: jsonata({ Work: { Type: 'Task', Resource: resource, End: true } }),
    input: { id: 7 },
    tasks: { Work: [{ return: null }] },
  },
  {
    name: 'JSONata: only a whole text in braces is an expression',
    definition: evaluate({ a: ' {% 1 %} ', b: '{%1%}', c: '$.x', 'd.$': '$.x', e: [true, null, '{% [] %}'] }),
  },
  {
    name: 'JSONata: a text with the end of an expression only',
    definition: evaluate('x {% 1 %}'),
  },
  {
    name: 'JSONata: an expression without a value fails in a template too',
    definition: evaluate({ a: 1, b: '{% $states.input.not.there %}' }),
  },
  {
    name: 'JSONata: a variable that nobody set',
    definition: evaluate('{% $nobody %}'),
  },
  {
    name: 'JSONata: a null variable is a value',
    definition: jsonata({
      Set: { Type: 'Pass', Assign: { nothing: null }, Next: 'Show' },
      Show: { Type: 'Pass', Output: '{% $nothing = null %}', End: true },
    }),
  },
  {
    name: 'JSONata: $states.result in a Pass',
    definition: evaluate('{% $states.result %}'),
  },
  {
    name: 'JSONata: a Succeed with an Output',
    definition: jsonata({ Done: { Type: 'Succeed', Output: { id: '{% $states.input.id %}' } } }),
    input: order,
  },
  {
    name: 'both: states of both languages share their variables',
    definition: jsonpath({
      First: { Type: 'Pass', Assign: { 'id.$': '$.id' }, Next: 'Second' },
      Second: {
        Type: 'Pass',
        QueryLanguage: 'JSONata',
        Assign: { twice: '{% $id * 2 %}' },
        Output: { id: '{% $id %}' },
        Next: 'Third',
      },
      Third: { Type: 'Pass', Parameters: { 'twice.$': '$twice' }, ResultPath: '$.more', End: true },
    }),
    input: order,
  },
];

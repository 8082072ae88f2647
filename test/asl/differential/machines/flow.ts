import { jsonata, jsonpath, resource, type DifferentialMachine } from '../machine.ts';

const pass = (fields: object) => ({ Type: 'Pass', ...fields, End: true });
const processor = (states: Record<string, object>) => ({ StartAt: Object.keys(states)[0]!, States: states });

export const flowMachines: DifferentialMachine[] = [
  {
    name: 'JSONPath: a Map selects its items',
    definition: jsonpath({
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector: { 'index.$': '$$.Map.Item.Index', 'item.$': '$$.Map.Item.Value', 'all.$': '$.id' },
        ItemProcessor: processor({ Item: pass({}) }),
        ResultPath: '$.results',
        End: true,
      },
    }),
    input: { id: 7, items: ['a', { b: 1 }, null] },
  },
  {
    name: 'JSONPath: a Map in the old form',
    definition: jsonpath({
      Each: {
        Type: 'Map',
        Parameters: { 'item.$': '$$.Map.Item.Value' },
        Iterator: processor({ Item: pass({ OutputPath: '$.item' }) }),
        End: true,
      },
    }),
    input: [3, 1, 2],
  },
  {
    name: 'JSONPath: a Map of nothing',
    definition: jsonpath({ Each: { Type: 'Map', ItemProcessor: processor({ Item: pass({}) }), End: true } }),
    input: [],
  },
  {
    name: 'JSONPath: a Map of what is no array',
    definition: jsonpath({ Each: { Type: 'Map', ItemProcessor: processor({ Item: pass({}) }), End: true } }),
    input: { not: 'an array' },
  },
  {
    name: 'JSONPath: a Map in a Map reads the variables around it',
    definition: jsonpath({
      Set: { Type: 'Pass', Assign: { offset: 100 }, Next: 'Rows' },
      Rows: {
        Type: 'Map',
        ItemProcessor: processor({
          Keep: { Type: 'Pass', Assign: { 'row.$': '$$.Map.Item.Index' }, Next: 'Cells' },
          Cells: {
            Type: 'Map',
            ItemsPath: '$.x',
            ItemProcessor: processor({
              Cell: pass({ Parameters: { 'sum.$': 'States.MathAdd($, $offset)' }, OutputPath: '$.sum' }),
            }),
            End: true,
          },
        }),
        ItemSelector: { 'x.$': '$$.Map.Item.Value' },
        End: true,
      },
    }),
    input: [[1, 2], [3]],
  },
  {
    name: 'JSONPath: the branches of a Parallel in their order',
    definition: jsonpath({
      Both: {
        Type: 'Parallel',
        Parameters: { 'n.$': '$.id' },
        Branches: [
          processor({ First: { Type: 'Wait', Seconds: 1, Next: 'Late' }, Late: pass({ Result: 'late' }) }),
          processor({ Soon: pass({ OutputPath: '$.n' }) }),
        ],
        ResultSelector: { 'second.$': '$[1]', 'all.$': '$' },
        ResultPath: '$.both',
        End: true,
      },
    }),
    input: { id: 7 },
  },
  {
    name: 'JSONPath: a loop with a count',
    definition: jsonpath({
      Start: { Type: 'Pass', Result: { count: 0 }, Next: 'Add' },
      Add: { Type: 'Pass', Parameters: { 'count.$': 'States.MathAdd($.count, 1)' }, Next: 'Enough' },
      Enough: {
        Type: 'Choice',
        Choices: [{ Variable: '$.count', NumericLessThan: 25, Next: 'Add' }],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    }),
  },
  {
    name: 'JSONPath: a Wait for what the input says',
    definition: jsonpath({
      Sleep: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Until' },
      Until: { Type: 'Wait', TimestampPath: '$.at', OutputPath: '$.at', End: true },
    }),
    input: { seconds: 3, at: '2020-01-01T00:00:00Z' },
  },
  {
    name: 'JSONata: a Map with Items and an ItemSelector',
    definition: jsonata({
      Each: {
        Type: 'Map',
        Items: '{% $states.input.items[size > 1] %}',
        ItemSelector: {
          index: '{% $states.context.Map.Item.Index %}',
          size: '{% $states.context.Map.Item.Value.size * $states.input.factor %}',
        },
        ItemProcessor: processor({ Item: pass({ Output: '{% $states.input.size + $states.input.index %}' }) }),
        Output: { sizes: '{% $states.result %}', sum: '{% $sum($states.result) %}' },
        End: true,
      },
    }),
    input: { factor: 10, items: [{ size: 1 }, { size: 2 }, { size: 3 }] },
  },
  {
    name: 'JSONata: a Map of one item that a filter leaves bare',
    definition: jsonata({
      Each: {
        Type: 'Map',
        Items: '{% $states.input.items[size > 2] %}',
        ItemProcessor: processor({ Item: pass({}) }),
        End: true,
      },
    }),
    input: { items: [{ size: 1 }, { size: 3 }] },
  },
  {
    name: 'JSONata: Items with expressions inside',
    definition: jsonata({
      Each: {
        Type: 'Map',
        Items: [1, '{% $states.input.two %}', '{% 1 + 2 %}'],
        ItemProcessor: processor({ Item: pass({ Output: '{% $states.input * 2 %}' }) }),
        End: true,
      },
    }),
    input: { two: 2 },
  },
  {
    name: 'JSONata: variables of an iteration stay in it',
    definition: jsonata({
      Set: { Type: 'Pass', Assign: { base: 10 }, Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: [1, 2, 3],
        ItemProcessor: processor({
          Keep: { Type: 'Pass', Assign: { mine: '{% $states.input + $base %}' }, Next: 'Give' },
          Give: pass({ Output: '{% $mine %}' }),
        }),
        Output: '{% {"results": $states.result, "left": $exists($mine)} %}',
        End: true,
      },
    }),
  },
  {
    name: 'JSONata: the Arguments of a Parallel',
    definition: jsonata({
      Both: {
        Type: 'Parallel',
        Arguments: { n: '{% $states.input.id + 1 %}' },
        Branches: [
          processor({ One: pass({ Output: '{% $states.input.n %}' }) }),
          processor({ Two: pass({ Output: '{% $states.input %}' }) }),
        ],
        Output: '{% $states.result[1].n + $states.result[0] %}',
        End: true,
      },
    }),
    input: { id: 7 },
  },
  {
    name: 'JSONata: a Map with a Task, its results gathered',
    definition: jsonata({
      Each: {
        Type: 'Map',
        MaxConcurrency: 1,
        Items: '{% [1..3] %}',
        ItemProcessor: processor({
          Work: {
            Type: 'Task',
            Resource: resource,
            Arguments: { n: '{% $states.input %}' },
            Output: '{% $states.result.text & $string($states.input) %}',
            End: true,
          },
        }),
        Output: '{% $join($states.result, "-") %}',
        End: true,
      },
    }),
    tasks: { Work: [{ return: { text: 'a' } }, { return: { text: 'b' } }, { return: { text: 'c' } }] },
  },
  {
    name: 'JSONata: a distributed Map that tolerates a failure',
    definition: jsonata({
      Each: {
        Type: 'Map',
        Items: [1, 2, 3, 4],
        ToleratedFailurePercentage: 25,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          ...processor({
            Third: {
              Type: 'Choice',
              Choices: [{ Condition: '{% $states.input = 3 %}', Next: 'Bad' }],
              Default: 'Good',
            },
            Bad: { Type: 'Fail', Error: 'Odd', Cause: 'it is three' },
            Good: pass({ Output: '{% $states.input * 10 %}' }),
          }),
        },
        End: true,
      },
    }),
  },
  {
    name: 'JSONata: a loop with a variable',
    definition: jsonata({
      Start: { Type: 'Pass', Assign: { count: 0, text: '' }, Next: 'Add' },
      Add: {
        Type: 'Pass',
        Assign: { count: '{% $count + 1 %}', text: '{% $text & $string($count) %}' },
        Next: 'Enough',
      },
      Enough: { Type: 'Choice', Choices: [{ Condition: '{% $count < 12 %}', Next: 'Add' }], Default: 'Done' },
      Done: { Type: 'Succeed', Output: '{% $text %}' },
    }),
  },
  {
    name: 'JSONata: a Wait for a part of a second',
    definition: jsonata({ Sleep: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true } }),
    input: { seconds: 1.5 },
  },
];

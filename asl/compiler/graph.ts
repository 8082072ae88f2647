import { limits } from '../spec/limits.ts';
import type { ChoiceRule, Machine, State, StateMachine } from '../spec/states.ts';
import type { Budget, Repeat } from './4-budget/budget.ts';

/** A definition as a flowchart for Mermaid: https://mermaid.js.org/syntax/flowchart.html. What is known of its budget stands below, as comments. */
export function graphOf(definition: StateMachine, budget?: Budget): string {
  const lines = ['flowchart TD'];
  draw(definition, lines, '  ');
  if (budget !== undefined) lines.push(...budgetLines(budget).map((line) => `  %% ${line}`));
  return lines.join('\n');
}

function budgetLines({ events, repeats }: Budget): string[] {
  const least = events === undefined ? [] : [`${grouped(events)} of ${grouped(limits.historyEvents)} events at least`];
  return [...least, ...repeats.map(repeatLine)];
}

function repeatLine({ kind, state, events, fits, items, concurrency }: Repeat): string {
  const parts = [
    ...(items === undefined ? [] : [`${grouped(items)} items`]),
    `${events} events ${kind === 'loop' ? 'a turn' : 'an iteration'}`,
    `${grouped(fits)} fit`,
    ...(concurrency === undefined || concurrency === 0 ? [] : [`${concurrency} at once`]),
  ];
  return `${state} (${kind === 'loop' ? 'loop' : 'Map'}): ${parts.join(', ')}`;
}

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Names of states are unique in the whole definition; in Mermaid's ids there are only letters and digits. */
function idOf(name: string): string {
  const letters = name.replace(/[^A-Za-z0-9]/gu, (character) => `_${character.codePointAt(0)!.toString(16)}_`);
  return `s_${letters}`;
}

/** Mermaid reads a label in quotes, with `#quot;` for a quote. */
const label = (text: string): string =>
  `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('\n', ' ')}"`;

function draw({ StartAt, States }: Machine, lines: string[], indent: string): void {
  for (const [name, state] of Object.entries(States)) drawState(name, state, lines, indent);
  lines.push(`${indent}${idOf(StartAt)}_start(( )) --> ${idOf(StartAt)}`);
  for (const [name, state] of Object.entries(States))
    for (const [how, to] of waysOf(state)) lines.push(`${indent}${idOf(name)} ${how} ${idOf(to)}`);
}

function drawState(name: string, state: State, lines: string[], indent: string): void {
  const inner = innerOf(state);
  if (inner.length === 0) {
    lines.push(`${indent}${shapeOf(name, state)}`);
    return;
  }
  lines.push(`${indent}subgraph ${idOf(name)}[${label(`${name} (${state.Type})`)}]`);
  for (const machine of inner) draw(machine, lines, `${indent}  `);
  lines.push(`${indent}end`);
}

function innerOf(state: State): Machine[] {
  if (state.Type === 'Parallel') return state.Branches;
  if (state.Type !== 'Map') return [];
  const processor = state.ItemProcessor ?? state.Iterator;
  return processor === undefined ? [] : [processor];
}

function shapeOf(name: string, state: State): string {
  const text = label(name);
  switch (state.Type) {
    case 'Choice':
      return `${idOf(name)}{${text}}`;
    case 'Wait':
      return `${idOf(name)}[/${text}/]`;
    case 'Succeed':
    case 'Fail':
      return `${idOf(name)}([${text}])`;
    case 'Pass':
      return `${idOf(name)}(${text})`;
    default:
      return `${idOf(name)}[${text}]`;
  }
}

function waysOf(state: State): [string, string][] {
  switch (state.Type) {
    case 'Choice': {
      const rules = state.Choices.map((rule): [string, string] => [`-->|${label(conditionOf(rule))}|`, rule.Next]);
      return state.Default === undefined ? rules : [...rules, ['-->', state.Default]];
    }
    case 'Succeed':
    case 'Fail':
      return [];
    case 'Pass':
    case 'Wait':
      return nextOf(state);
    default: {
      const caught = (state.Catch ?? []).map(({ ErrorEquals, Next }): [string, string] => [
        `-.->|${label(ErrorEquals.join(', '))}|`,
        Next,
      ]);
      return [...nextOf(state), ...caught];
    }
  }
}

const nextOf = ({ Next }: { Next?: string }): [string, string][] => (Next === undefined ? [] : [['-->', Next]]);

const longestLabel = 60;

function conditionOf(rule: ChoiceRule): string {
  const text =
    'Condition' in rule
      ? String(rule.Condition).replace(/^\{%\s*|\s*%\}$/g, '')
      : JSON.stringify({ ...rule, Next: undefined, Comment: undefined });
  return text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text;
}

import { features, type ConformanceCase, type Feature } from '../asl/cases.ts';
import { code, markdownTable } from './field-tables.ts';

type Kind = 'recorded' | 'documented' | 'specified' | 'jsonata' | 'derived';

const kinds: Kind[] = ['recorded', 'documented', 'specified', 'jsonata', 'derived'];
const kindOf = ({ source }: ConformanceCase): Kind => kinds.find((kind) => kind in source)!;
const count = (cases: readonly ConformanceCase[], kind: Kind) => cases.filter((each) => kindOf(each) === kind).length;
const ofLanguage = (cases: readonly ConformanceCase[], language: string) =>
  cases.filter((each) => each.language === language).length;

const all = features.flatMap(({ cases }) => cases);

/** How many cases there are, by where their expectation is from. */
export function conformanceTotals(): string {
  const rows = kinds.map((kind) => [kind, String(count(all, kind))]);
  const sourced = all.length - count(all, 'derived');
  return `${markdownTable(['source', 'cases'], rows)}\n\n${sourced} cases with a source of their own, ${count(all, 'derived')} that are derived from a rule.`;
}

/** Feature by query language, each with its cases' count. */
export function conformanceTable(): string {
  const rows = features.map(({ file, feature, cases }: Feature) => [
    feature,
    String(ofLanguage(cases, 'JSONPath')),
    String(ofLanguage(cases, 'JSONata')),
    ...kinds.map((kind) => String(count(cases, kind))),
    code(file),
  ]);
  return markdownTable(['feature', 'JSONPath', 'JSONata', ...kinds, 'below `test/asl/cases`'], rows);
}

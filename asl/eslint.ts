import type { ESLint, Linter, Rule } from 'eslint';
import { resolve } from 'node:path';
import { compile } from './compiler/compile.ts';
import type { Diagnostic, Severity } from './compiler/diagnostics/diagnostic.ts';

/**
 * `avesa/eslint`: the findings of `avesa transpile` in an editor, of the text as it stands there. A file is looked at if it uses
 * Temporal's workflow SDK or our constructs; of what it imports, findings are shown where that is linted.
 */

/** Options of both rules: the `tsconfig.json` to use, relative to ESLint's folder; the nearest one above the file if left out. */
interface Options {
  project?: string;
}

const usesWorkflows = /['"](@temporalio\/workflow|avesa\/constructs)['"]/;
/** Findings of a file that only others use: it exports no workflow, and does not have to. */
const noWorkflow = 'ASL1004';

/** Both rules look at the same text. */
const findings = new WeakMap<object, readonly Diagnostic[]>();

function findingsOf({ filename, sourceCode, cwd, options }: Rule.RuleContext): readonly Diagnostic[] {
  const known = findings.get(sourceCode);
  if (known !== undefined) return known;
  const { project } = (options[0] ?? {}) as Options;
  const { diagnostics, folder } = compile({
    files: [filename],
    overlay: new Map([[filename, sourceCode.text]]),
    project: project === undefined ? undefined : resolve(cwd, project),
  });
  const own = diagnostics.filter(
    ({ file, code }) => code !== noWorkflow && isOf(filename, file === '' ? '' : resolve(folder, file)),
  );
  findings.set(sourceCode, own);
  return own;
}

/** What has no place, such as a tsconfig that cannot be read, is shown in every file. */
const isOf = (filename: string, file: string): boolean => file === filename || hasNoPlace(file);
const hasNoPlace = (file: string): boolean => file === '' || file.endsWith('.json');

const rule = (severity: Severity, description: string): Rule.RuleModule => ({
  meta: {
    type: 'problem',
    docs: { description },
    schema: [{ type: 'object', properties: { project: { type: 'string' } }, additionalProperties: false }],
    messages: { finding: '{{code}}: {{text}}. {{help}}' },
  },
  create: (context) => {
    const { sourceCode } = context;
    if (!usesWorkflows.test(sourceCode.text)) return {};
    return {
      Program: () => {
        for (const finding of findingsOf(context)) {
          if (finding.severity !== severity) continue;
          const { code, text, help } = finding;
          context.report({ loc: placeOf(finding, sourceCode), messageId: 'finding', data: { code, text, help } });
        }
      },
    };
  },
});

interface Position {
  line: number;
  column: number;
}

function placeOf(
  { file, line, column, length }: Diagnostic,
  sourceCode: Rule.RuleContext['sourceCode'],
): { start: Position; end: Position } {
  const start = hasNoPlace(file) ? { line: 1, column: 0 } : { line, column: column - 1 };
  const end = Math.min(sourceCode.getIndexFromLoc(start) + length, sourceCode.text.length);
  return { start, end: sourceCode.getLocFromIndex(end) };
}

/** For `plugins` of a flat configuration; `configs.recommended` has both rules. */
const rules = {
  meta: { name: 'avesa' },
  rules: {
    transpiles: rule('error', 'what cannot run on Step Functions as it does on Temporal'),
    'transpiles-well': rule('warning', 'what may run into a limit of Step Functions'),
  },
} satisfies ESLint.Plugin;

const recommended: Linter.Config = {
  name: 'avesa/recommended',
  plugins: { avesa: rules },
  rules: { 'avesa/transpiles': 'error', 'avesa/transpiles-well': 'warn' },
};

export const avesa = { ...rules, configs: { recommended } };

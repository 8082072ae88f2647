/**
 * One way: workflows > activities' types; activities know no engine; only tests and the command line start a worker; compiler and
 * interpreter of ASL know its spec, and neither the other.
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'workflows-import-only-the-sdk-and-types',
      comment: 'shapes.ts alone may use zod, and no workflow may import it but as types',
      severity: 'error',
      from: { path: '^workflows/', pathNot: '^workflows/shapes\\.ts$' },
      to: { pathNot: '^(workflows/|node_modules/@temporalio/workflow/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflow-code-does-not-run-zod',
      severity: 'error',
      from: { path: '^workflows/', pathNot: '^workflows/shapes\\.ts$' },
      to: { path: '^workflows/shapes\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'activities-know-no-engine',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^(worker|cli|bench|test|asl|parity|infra)/|node_modules/@temporalio/' },
    },
    {
      name: 'the-asl-spec-knows-nothing-else',
      severity: 'error',
      from: { path: '^asl/spec/' },
      to: { path: '^[^/]+/', pathNot: '^(asl/spec|node_modules)/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'the-asl-interpreter-knows-only-the-spec',
      comment: 'compiler and interpreter do not know each other, so that neither hides a fault of the other',
      severity: 'error',
      from: { path: '^asl/interpreter/' },
      to: { path: '^[^/]+/', pathNot: '^(asl/(spec|interpreter)|node_modules)/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'the-asl-compiler-does-not-know-the-interpreter',
      severity: 'error',
      from: { path: '^asl/compiler/' },
      to: { path: '^asl/(interpreter/|index\\.ts$)' },
    },
    {
      name: 'nothing-imports-tests-or-benchmarks',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'only-hosts-import-the-worker',
      severity: 'error',
      from: { pathNot: '^(worker|cli|test|bench)/' },
      to: { path: '^worker/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};

/** One way: workflows > activities' types; activities know no engine; only tests and the command line start a worker. */
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

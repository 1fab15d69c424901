// Who may import whom. Each rule's comment is what its trespasser reads.

/** Modules of one of our layers, at whatever depth. */
const layer = (...names) => `^src/(${names.join('|')})/`;
const ROOTS = '^src/(plugin|cli|analyzer|fixer)\\.ts$';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const OUTSIDE = ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

/** A layer and all that it may import: layers, and packages. */
const walls = [
  {
    of: 'model',
    path: layer('model'),
    layers: layer('model'),
    comment: 'The model imports nothing: it is the words that every other layer speaks. Move what needs more to the layer that needs it.',
  },
  {
    of: 'knowledge',
    path: layer('knowledge'),
    layers: layer('model', 'knowledge'),
    comment: 'Knowledge is data. If a row needs code, the pattern is missing: teach it to the interpreter once, for all rows.',
  },
  {
    of: 'extract',
    path: layer('extract'),
    layers: layer('model', 'extract'),
    comment: 'Extraction turns one file into facts and knows the model only: knowledge is given to it, and what other files say is for the linker.',
  },
  {
    of: 'link',
    path: layer('link'),
    layers: layer('model', 'link'),
    comment: 'The linker works on summaries alone. A fact that it misses has to be put into the summary by extract.',
  },
  {
    of: 'judge',
    path: layer('judge'),
    layers: layer('model', 'link', 'judge'),
    comment: 'The judge asks summaries and the linker, and knows no rule and no host.',
  },
  {
    of: 'rules',
    path: '^rules/(?!index\\.ts$)',
    layers: `${layer('model')}|^src/judge/(excuses/|remedies\\.ts$|words\\.ts$)`,
    comment: 'A rule is a selection, a list of excuses, words and repairs. It sees no tree, no linker, no host and no other rule: what two rules share is an excuse, a repair or a fact.',
  },
  {
    of: 'project',
    path: layer('project'),
    layers: layer('model', 'extract', 'link', 'project'),
    comment: 'The index reads, parses and links. It is asked by rules and hosts and knows neither.',
  },
  {
    of: 'repairs',
    path: layer('repairs'),
    layers: layer('model', 'extract', 'repairs'),
    comment: 'A repair is planned from a finding and the text it stands in. Rules say which may fit; hosts offer them.',
  },
  {
    of: 'hosts-eslint',
    path: '^src/hosts/eslint/',
    layers: `${layer('model', 'extract', 'link', 'judge', 'project', 'repairs')}|^src/hosts/(eslint/|[^/]+$)`,
    comment: 'The ESLint host is given rules and knowledge by src/plugin.ts, and meets other hosts and codemods only in a Finding.',
  },
  {
    of: 'hosts-cli',
    path: '^src/hosts/cli/',
    layers: `${layer('model', 'extract', 'link', 'judge', 'project', 'repairs')}|^src/hosts/(cli/|[^/]+$)`,
    comment: 'The CLI host is given rules, knowledge and codemods by src/cli.ts, and meets the ESLint host only in a Finding.',
  },
  {
    of: 'hosts',
    path: '^src/hosts/[^/]+$',
    layers: `${layer('model', 'extract', 'link', 'judge', 'project', 'repairs')}|^src/hosts/[^/]+$`,
    comment: 'What stands beside the hosts is what they share, so it knows neither.',
  },
  {
    of: 'codemods',
    path: layer('codemods'),
    layers: layer('model', 'extract', 'link', 'judge', 'project', 'repairs', 'codemods'),
    comment: 'A codemod is given a finding and files. Rules, knowledge and hosts come from the outside.',
  },
];

module.exports = {
  forbidden: [
    ...walls.map(({ of, path, layers, comment }) => ({
      name: `walls-of-${of}`,
      severity: 'error',
      comment,
      from: { path },
      to: { pathNot: layers, dependencyTypesNot: OUTSIDE },
    })),
    {
      name: 'nobody-imports-the-roots',
      severity: 'error',
      comment: 'plugin.ts, cli.ts, analyzer.ts and fixer.ts put the parts together. What another module wants from one of them belongs into a layer below.',
      from: { pathNot: ROOTS },
      to: { path: ROOTS },
    },
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'A circle of imports means that two modules are one, or that a third is hidden in them. Types may only circle inside the model.',
      from: { pathNot: layer('model') },
      to: { circular: true },
    },
    {
      name: 'no-circle-in-the-model-but-of-types',
      severity: 'error',
      comment: 'Types of the model may refer to each other; its few functions may not.',
      from: { path: layer('model') },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-layers-touch-no-system',
      severity: 'error',
      comment: 'Extract, link, judge, rules, model and knowledge are functions of what they are given: no file system, no process, no clock. Reading is the work of src/project.',
      from: { path: `${layer('model', 'knowledge', 'extract', 'link', 'judge')}|^rules/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|path(/posix)?)$' },
    },
    {
      name: 'no-packages-in-model-knowledge-rules',
      severity: 'error',
      comment: 'Model, knowledge and rules are plain types, data and words, and need no package.',
      from: { path: `${layer('model', 'knowledge')}|^rules/` },
      to: { dependencyTypes: OUTSIDE.filter((type) => type !== 'core') },
    },
    {
      name: 'trees-only-in-extract',
      severity: 'error',
      comment: 'Only extract (and project, which parses) sees a syntax tree, and what writes code. Ask for a fact in the summary instead.',
      from: { pathNot: layer('extract', 'project', 'repairs', 'codemods') },
      to: {
        path: npm('oxc-parser', '@oxc-project/types', '@typescript-eslint/(types|scope-manager|visitor-keys|typescript-estree)', '@eslint-community/eslint-utils', 'estree-walker'),
      },
    },
    {
      name: 'eslint-only-in-its-host',
      severity: 'error',
      comment: 'The analysis must run without ESLint: only src/hosts/eslint speaks to it (and src/plugin.ts, in types).',
      from: { pathNot: '^src/(hosts/eslint/|plugin\\.ts$)' },
      to: { path: npm('eslint', '@eslint/[^/]+', '@typescript-eslint/utils', '@typescript-eslint/parser', '@types/eslint') },
    },
    {
      name: 'plugin-takes-only-types-of-eslint',
      severity: 'error',
      comment: 'src/plugin.ts is loaded with every ESLint start: types cost nothing, an import does.',
      from: { path: '^src/plugin\\.ts$' },
      to: { path: npm('eslint', '@eslint/[^/]+', '@typescript-eslint/utils', '@types/eslint'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ts-morph-only-in-codemods',
      severity: 'error',
      comment: 'ts-morph loads the TypeScript compiler: half a second and a hundred megabytes that only a codemod is worth.',
      from: { pathNot: layer('codemods') },
      to: { path: npm('ts-morph', '@ts-morph/[^/]+') },
    },
    {
      name: 'nobody-loads-typescript',
      severity: 'error',
      comment: 'Nothing of ours depends on the compiler: rules work without types and with any version that the user has.',
      from: {},
      to: { path: npm('typescript') },
    },
    {
      name: 'only-what-is-installed-with-us',
      severity: 'error',
      comment: 'What ships must not import what only developers have. Move the package to dependencies, or import its types only.',
      from: {},
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'This import leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Without it imports of types would not count, and layers are as much about types.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};

// Who may import whom (docs/ARCHITECTURE.md). Each rule's comment is what a person reads who breaks it.
const test = '\\.(test|spec)\\.tsx?$|/testing/';
const rule = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { ...from, pathNot: [test, ...(from.pathNot ?? [])] },
  to,
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    rule(
      'shared-knows-nobody',
      'shared/ runs anywhere: it imports nothing of ours outside of itself.',
      { path: '^shared/' },
      { path: '^(main|renderer|preload|lab|build|e2e)/' },
    ),
    rule(
      'shared-no-node',
      'shared/ runs in browsers too: no Node modules.',
      { path: '^shared/', pathNot: ['^shared/.*build\\.mjs$'] },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'ports-know-shared',
      'ports/ are interfaces over shared/ only.',
      { path: '^main/ports/' },
      { path: '^(main|renderer|preload|lab)/', pathNot: '^main/ports/' },
    ),
    rule(
      'domains-know-ports',
      'A domain sees shared/, ports/, its own folder, and the index.ts of another domain.',
      { path: '^main/domains/([^/]+)/' },
      {
        path: '^(main|renderer|preload|lab)/',
        pathNot: ['^main/(ports|files)/', '^main/domains/$1/', '^main/domains/[^/]+/index\\.ts$'],
      },
    ),
    {
      name: 'domains-share-types-only',
      comment: 'From another domain a domain takes types; the core hands it the objects.',
      severity: 'error',
      from: { path: '^main/domains/([^/]+)/', pathNot: [test] },
      to: { path: '^main/domains/[^/]+/index\\.ts$', pathNot: '^main/domains/$1/', dependencyTypesNot: ['type-only'] },
    },
    rule(
      'adapters-know-ports',
      'An adapter sees shared/, ports/ and other adapters.',
      { path: '^main/adapters/' },
      { path: '^(main|renderer|preload|lab)/', pathNot: ['^main/(ports|adapters)/', '^main/workers/serve\\.ts$'] },
    ),
    rule(
      'db-knows-ports',
      'db/ sees shared/ and ports/.',
      { path: '^main/db/' },
      { path: '^(main|renderer|preload|lab)/', pathNot: '^main/(ports|db|files)/' },
    ),
    rule(
      'workers-know-domains',
      'Workers run code of shared/ and of domains; they know no shell and no core.',
      { path: '^main/workers/' },
      { path: '^(main/(core|shells|adapters)|renderer|preload|lab)/' },
    ),
    rule(
      'core-knows-domains-index',
      "The core sees shared/, ports/, db/ and each domain's index.ts.",
      { path: '^main/core/' },
      {
        path: '^(main|renderer|preload|lab)/',
        pathNot: ['^main/(core|ports|db|files)/', '^main/domains/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'core-no-shell-packages',
      'The core runs under every shell: no electron, react, konva, three; ws only in an adapter, as a client.',
      { path: '^main/(core|domains|ports|db|workers|adapters)/' },
      { path: 'node_modules/(electron|react|react-dom|konva|three)/' },
    ),
    rule(
      'core-no-websocket-server',
      'The core speaks over channels that a shell hands to it.',
      { path: '^main/(core|domains|ports|db|workers)/' },
      { path: 'node_modules/ws/' },
    ),
    rule(
      'electron-in-its-shell',
      'Only main/shells/electron and the preload import electron.',
      { path: '.', pathNot: ['^main/shells/electron/', '^preload/', '^e2e/electron/'] },
      { path: 'node_modules/electron/' },
    ),
    rule(
      'network-at-the-edge',
      'Only adapters (as clients), main/shells/browser and the practice world touch the network; who listens, the architecture test knows.',
      { path: '^(main|shared|preload|renderer)/', pathNot: ['^main/shells/browser/', '^main/adapters/'] },
      { path: '^(node:)?(http|https|net|tls|http2)$' },
    ),
    rule(
      'shells-not-renderer',
      'Shells start the core; the page is built apart.',
      { path: '^main/' },
      { path: '^(renderer|preload|e2e|build)/' },
    ),
    rule(
      'lab-by-dynamic-import',
      'The practice world is loaded only when someone asks for it.',
      { path: '^main/' },
      { path: '^lab/', dependencyTypesNot: ['dynamic-import', 'type-only'] },
    ),
    rule(
      'lab-knows-ports',
      'The practice world sees shared/ and ports/.',
      { path: '^lab/' },
      { path: '^(main|renderer|preload)/', pathNot: '^main/ports/' },
    ),
    rule(
      'preload-knows-shared',
      'The preload is small and sandboxed.',
      { path: '^preload/' },
      { path: '^(main|renderer|lab)/' },
    ),
    rule(
      'renderer-knows-shared',
      'The page speaks to the core through the contract only.',
      { path: '^renderer/' },
      { path: '^(main|preload|lab)/' },
    ),
    rule(
      'features-stand-alone',
      'A feature never imports another; app/ composes them.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    ),
    rule(
      'canvas-knows-no-feature',
      'The canvas knows neither features nor the 3-D scene nor the app.',
      { path: '^renderer/canvas/' },
      { path: '^renderer/(features|scene3d|app)/' },
    ),
    rule(
      'ui-knows-no-feature',
      'Primitives know nobody.',
      { path: '^renderer/ui/' },
      { path: '^renderer/(features|canvas|scene3d|app)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|release|\\.cache)/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

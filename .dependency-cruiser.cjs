/** The layers of the house: each names everything it may import of our own code; the rest is refused. */
const layers = {
  routes: ['routes', 'http', 'services', 'domain', 'ui', 'i18n'],
  http: ['http', 'auth', 'config', 'domain', 'i18n'],
  auth: ['auth', 'config', 'domain', 'db'],
  // Documents, notices and views are written from the catalogues, and notices name the page to open: both rooms are pure.
  services: ['services', 'domain', 'config', 'db', 'jobs/enqueue', 'i18n', 'http/paths.ts'],
  jobs: ['jobs', 'services', 'config', 'emails', 'db', 'domain'],
  ui: ['ui', 'domain', 'i18n', 'http/framework.ts', 'http/paths.ts'],
  i18n: ['i18n', 'domain'],
  config: ['config'],
  domain: ['domain'],
  db: ['db', 'domain'],
  emails: ['emails', 'i18n', 'domain'],
};

/** Layers that may know the domain's types but none of its values. */
const typesOnly = ['db', 'emails'];

const place = (name) => {
  const top = name === 'db' || name === 'emails' ? '' : 'app/';
  if (/\.tsx?$/.test(name)) return `${top}${name.replace('.', '[.]')}$`;
  return `${top}${name}${name.includes('/') ? '(/|[.]tsx?$)' : '/'}`;
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `${layer} may import: ${allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^${place(layer)}` },
  to: { path: '^(app|db|emails|tests)/', pathNot: `^(${allowed.map(place).join('|')})` },
}));

const typeRules = typesOnly.map((layer) => ({
  name: `types-only-${layer}`,
  comment: `${layer} takes types from the domain (and its error class), not rules`,
  severity: 'error',
  from: { path: `^${place(layer)}` },
  to: { path: '^app/domain/', pathNot: '^app/domain/errors[.]ts$', dependencyTypesNot: ['type-only'] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...typeRules,
    {
      name: 'browser-frame',
      comment: 'root and the entries are compiled for the browser: they see what a route sees',
      severity: 'error',
      from: { path: '^app/(root|entry[.]client)[.]tsx$' },
      to: { path: '^(app|db|emails|tests)/', pathNot: '^app/(http|services|domain|ui|i18n|routes)/' },
    },
    {
      name: 'no-import-of-tests',
      severity: 'error',
      from: { path: '^(app|db|emails)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-cycles',
      comment: 'cycles of types alone are harmless: they vanish when compiled',
      severity: 'error',
      from: { path: '^(app|db|emails|tests)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'no-dev-packages',
      comment: 'what the product runs with is in dependencies',
      severity: 'error',
      from: { path: '^(app|db|emails)/', pathNot: '^db/generate-types[.]ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '@types/' },
    },
    {
      name: 'declared-packages',
      severity: 'error',
      from: { path: '^(app|db|emails)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|public)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};

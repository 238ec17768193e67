import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const code = '**/*.{ts,tsx}';

/** Who may import what outside packages; the layers between our own folders are checked by dependency-cruiser. */
const rooms = {
  sql: { group: ['kysely', 'kysely/*', 'pg', 'pg/*', 'pg-*', '!pg-boss'], message: 'SQL lives in db/.' },
  sessions: { group: ['lucia', '@oslojs/*', '@node-rs/argon2'], message: 'Sessions and passwords live in app/auth/.' },
  framework: { group: ['@remix-run/*'], message: 'Import from #app/http/framework.ts.' },
  schemas: { group: ['zod', 'zod/*', '@conform-to/zod', '@conform-to/zod/*'], message: 'zod stays on the server: it would add 27 KB to each form page.' },
  mail: { group: ['nodemailer', 'nodemailer/*'], message: 'Mail is sent by app/jobs/.' },
};

const forbidImports = (...names) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      paths: [{ name: 'node:process', importNames: ['env'], message: 'Only app/config/ reads the environment.' }],
      patterns: names.map((name) => rooms[name]),
    },
  ],
});

const syntax = {
  selectAll: {
    selector: 'CallExpression[callee.property.name=/^(selectAll|returningAll)$/]',
    message: 'Name the columns: new ones would leak to the browser.',
  },
  rawSql: { selector: 'MemberExpression[object.name="sql"][property.name="raw"]', message: 'Parameters only; sql.raw is for migrations.' },
  parallel: {
    selector: 'CallExpression[callee.object.name="Promise"][callee.property.name=/^(all|allSettled|any)$/]',
    message: 'A transaction runs one query after the other; a rejected branch would leave others running after the rollback.',
  },
  clock: { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take the time from the context (ctx.now).' },
  clockCall: { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'Take the time from the context (ctx.now).' },
  chance: { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: 'Rules are deterministic.' },
  styleAttribute: { selector: 'JSXAttribute[name.name="style"]', message: 'The content security policy refuses inline styles: use a class or an SVG attribute.' },
  rawHtml: { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Text is escaped by React; there is no raw HTML here.' },
  focused: {
    selector: 'CallExpression[callee.object.name=/^(test|it|describe|suite)$/][callee.property.name=/^(only|skip|fixme|todo)$/]',
    message: 'Tests run, or they are deleted.',
  },
  sleep: { selector: 'CallExpression[callee.property.name="waitForTimeout"]', message: 'Wait for what the user sees, not for time.' },
};

const forbidSyntax = (...names) => ({ 'no-restricted-syntax': ['error', ...names.map((name) => syntax[name])] });

const noEnvironment = {
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only app/config/ reads the environment.' }],
};

export default tseslint.config(
  { ignores: ['node_modules', 'build', 'public', '.data', '.cache', 'test-results', 'playwright-report', 'db/types.gen.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: [code],
    extends: [tseslint.configs.strict],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-param-reassign': ['error', { props: false }],
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-rename': 'error',
      'require-yield': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      'default-case-last': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 8 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      ...noEnvironment,
    },
  },
  {
    // A forgotten await leaves work outside its transaction; only the type checker can see it.
    files: ['app/{auth,http,jobs,services}/**/*.{ts,tsx}', 'app/*.{ts,tsx}', 'db/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },

  // The rooms, from wide to narrow: a later block replaces the same rule of an earlier one.
  { files: ['app/**/*.{ts,tsx}'], rules: { ...forbidImports('sql', 'sessions', 'framework', 'mail'), ...forbidSyntax('selectAll', 'rawSql', 'rawHtml') } },
  { files: ['app/domain/**/*.ts'], rules: forbidSyntax('selectAll', 'rawSql', 'clock', 'clockCall', 'chance') },
  { files: ['app/services/**/*.{ts,tsx}'], rules: forbidSyntax('selectAll', 'rawSql', 'rawHtml', 'parallel', 'clock', 'clockCall') },
  { files: ['app/ui/**/*.{ts,tsx}'], rules: { ...forbidImports('sql', 'sessions', 'framework', 'mail', 'schemas'), ...forbidSyntax('selectAll', 'rawSql', 'rawHtml', 'styleAttribute') } },
  { files: ['app/routes/**/*.{ts,tsx}', 'app/root.tsx'], rules: forbidSyntax('selectAll', 'rawSql', 'rawHtml', 'styleAttribute') },
  { files: ['app/auth/**/*.ts'], rules: forbidImports('sql', 'framework', 'mail') },
  { files: ['app/jobs/**/*.{ts,tsx}'], rules: forbidImports('sql', 'sessions', 'framework') },
  { files: ['app/http/framework.ts', 'app/entry.*.tsx', 'app/root.tsx', 'app/server.ts', 'app/dev-server.ts', 'app/routes.ts'], rules: forbidImports('sql', 'sessions', 'mail') },
  { files: ['emails/**/*.{ts,tsx}'], rules: { ...forbidImports('sql', 'sessions', 'framework', 'schemas', 'mail'), ...forbidSyntax('rawHtml') } },
  { files: ['db/**/*.ts'], rules: { ...forbidImports('sessions', 'framework', 'mail'), ...forbidSyntax('selectAll', 'rawSql') } },
  { files: ['db/queries/**/*.ts'], rules: forbidSyntax('selectAll', 'rawSql', 'parallel') },
  { files: ['db/migrations/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },

  // Commands and harness: they read the environment and print.
  { files: ['app/config/**/*.ts'], rules: { 'no-restricted-properties': 'off', '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: ['db/*.ts'], rules: { 'no-console': 'off', 'no-restricted-properties': 'off' } },
  { files: ['app/{start,seed,worker,server}.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      ...forbidSyntax('focused', 'sleep'),
      '@typescript-eslint/no-restricted-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['tests/support/**/*.ts', 'tests/bench/**/*.ts', 'tests/run.ts', '*.config.ts'], rules: { 'no-console': 'off', 'no-restricted-properties': 'off', '@typescript-eslint/no-restricted-imports': 'off' } },
);

import reactHooks from 'eslint-plugin-react-hooks'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'

const bannedSyntax = [
  { selector: 'TSEnumDeclaration', message: 'No enums: use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'No default exports: name what you export.' },
  {
    selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
    message: "Write `import * as z from 'zod'`: the named import pulls in all of zod's locales.",
  },
]

/** Ways of writing a file that are neither whole nor private. */
const bareWrites = {
  selector:
    'ImportDeclaration[source.value=/^node:fs/] > ImportSpecifier[imported.name=/^(writeFile|appendFile|cp)(Sync)?$|^createWriteStream$/]',
  message: "Files of our own go through core/state/write-private-file.ts, the user's through core/files.",
}

const patient = 'Wait for what is awaited, by `until` or the limits of test/patience.ts.'

/** A machine may be slow and busy: no result of a test hangs on the clock. */
const bannedInTests = [
  { selector: "CallExpression[callee.object.name='vi'][callee.property.name='waitFor']", message: patient },
  { selector: "CallExpression[callee.property.name='waitForTimeout']", message: patient },
  {
    selector:
      'CallExpression[callee.name=/^(it|test|describe|(before|after)(All|Each))$/] > Literal[raw=/^[0-9_]+$/]',
    message: patient,
  },
  {
    selector:
      'CallExpression[callee.name=/^(it|test|describe)$/] > ObjectExpression > Property[key.name="timeout"]',
    message: patient,
  },
  {
    selector:
      "CallExpression[callee.property.name=/^toBeLess/] BinaryExpression[operator='-'] > CallExpression[callee.object.name=/^(Date|performance)$/]",
    message: 'Times are for the bench. Here: a count, or `growth` of test/growth.ts.',
  },
]

export default tseslint.config(
  {
    ignores: [
      'vitest.config.ts',
      'dist',
      '.tsbuild',
      '.cache',
      'node_modules',
      'test/fixtures',
      'test-results',
      'playwright-report',
      '*.cjs',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': ['error', ...bannedSyntax],
      'no-control-regex': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    // What a hostile file or name is matched against takes no more than a look at each character.
    files: ['shared/**', 'core/**', 'cli/**', 'electron/**', 'renderer/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['core/**', 'cli/**', 'electron/**'],
    // The lock is a folder that is signed before it has its name.
    ignores: ['core/state/lock-folder.ts', 'core/state/write-at-once.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...bannedSyntax, bareWrites],
    },
  },
  {
    // Core learns from its host whose files these are (docs/adr/0003).
    files: ['core/**'],
    // The SDK's own switch; the program that copies attributes.
    ignores: ['core/network/sdk-options.ts', 'core/files/extra-attributes.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment comes in with the ports.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:os',
              importNames: ['homedir'],
              message: 'The home folder comes in with the ports.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.test.ts', 'test/**/*.test.tsx', 'test/**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', ...bannedSyntax, ...bannedInTests] },
  },
  // CommonJS on purpose: these start without the loader of ES modules.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'zod', message: 'The page only takes types from the contract.' }] },
      ],
    },
  },
  {
    files: [
      '**/vite.config.ts',
      '**/vitest.config.ts',
      '**/playwright.config.ts',
      'vitest.config.ts',
      'eslint.config.js',
      'test/**/global-*.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
)

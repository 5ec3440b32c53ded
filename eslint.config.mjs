// What is judged by the text alone, Lit's templates among it. Rules that need types are in .oxlintrc.json: the compiler that reads
// them there takes a tenth of the time.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

const BROWSER_ROOMS = ['widget/src/**/*.ts', 'server/dashboard/src/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/out/',
      '**/node_modules/',
      'data/',
      'test/bench/*.lua',
      'examples/demo/*.js',
      'examples/frameworks/',
      'examples/wordpress/',
      'widget/frameworks/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: BROWSER_ROOMS,
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: litA11y.configs.recommended.rules,
  },
  {
    // Tests tell their figures. The server writes to its log and its streams; the console lines of sdk and widget say why they are there.
    files: ['test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', fetch: 'readonly', setTimeout: 'readonly', URL: 'readonly' },
    },
  },
);

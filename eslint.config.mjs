// Lit's templates. All other rules are in .oxlintrc.json, which takes a hundredth of the time.
import parser from '@typescript-eslint/parser';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

export default [
  {
    files: ['widget/src/**/*.ts', 'server/dashboard/src/**/*.ts'],
    languageOptions: { parser },
    plugins: { ...lit['flat/recommended'].plugins, ...wc['flat/best-practice'].plugins, 'lit-a11y': litA11y },
    rules: {
      ...lit['flat/recommended'].rules,
      ...wc['flat/best-practice'].rules,
      ...litA11y.configs.recommended.rules,
    },
  },
];

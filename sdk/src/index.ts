export type * from './contract/index.js';
export { PATHS } from './contract/paths.js';
export { PAGE_WORDS, toPagePattern } from './page-pattern.js';

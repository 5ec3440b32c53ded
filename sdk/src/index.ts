export type * from './contract/index.js';
export { PATHS } from './contract/paths.js';

import { branchFile } from './branch-file.js';
import { inspectFile } from './inspect-file.js';
import { linkFile } from './link-file.js';
import { moreFile } from './more-file.js';
import { ownLanguages } from './own-languages.js';
import { sightFile } from './sight-file.js';
import { tabFile } from './tab-file.js';

// What a page of the npm package loads when it is needed: the package's own modules, which bundlers make files of. The scripts that a
// server serves have others in the place of this module: see rollup.config.mjs.

const own: Readonly<Record<string, () => Promise<unknown>>> = {
  [branchFile]: () => import('./branch/branch.js'),
  [inspectFile]: () => import('./inspect/inspect.js'),
  [linkFile]: () => import('./link/look.js'),
  [moreFile]: () => import('./more/more.js'),
  [sightFile]: () => import('./sight/file.js'),
  [tabFile]: () => import('./tab/float.js'),
};

/** Imports a file by the name that the build gives it. Undefined: in the script that loads files from its server. */
export const importOwn: ((file: string) => Promise<unknown>) | undefined = (file) => own[file]!();

/** Reads a language's data, or the list of them, by its file's name. Undefined: in the script that reads them from its server. */
export const readOwnLanguage: ((name: string) => Promise<unknown>) | undefined = async (name) =>
  (await ownLanguages[name]!()).default;

import { sightFile } from '../sight-file.js';
import * as sight from './file.js';

/** What the pinned script has inside, by the names of the files that the other one loads. */
export const inside: Readonly<Record<string, unknown>> = { [sightFile]: sight };

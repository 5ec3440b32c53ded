import type { Chapter } from './src/guide/chapter.js';

/** The guide's chapters, in order; throws where a line is none of the forms that the guide has. */
export function readGuide(folder?: string): Chapter[];

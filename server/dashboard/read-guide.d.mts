import type { Chapter } from './src/guide/chapter.js';

/** The guide's chapters, in order; throws where a line is none of the forms that the guide has. */
export function readGuide(folder?: string): Chapter[];

/** The chapters that only coordinators see, before the others. */
export function readCoordinatorGuide(): Chapter[];

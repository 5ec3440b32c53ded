import type { readEvents as Read } from '@askusnow/sdk/event-stream';
import { load } from './later.js';
import { sightFile } from './sight-file.js';
import type * as Sight from './sight/file.js';

/**
 * In the place of the SDK's reader of streams, in the script that a page loads first: where its file cannot be loaded, no event
 * comes, and the SDK asks at intervals.
 */
export const readEvents: typeof Read = (...given) => load<typeof Sight>(sightFile, (file) => file.readEvents(...given));

// The file that a page loads once it has been read for ten seconds. The SDK wants its reader of streams five seconds later.
export { diagnose } from './diagnose.js';
export { readEvents } from '@askusnow/sdk/event-stream';

import { BUSY_RETRY_SEC } from '@askusnow/sdk';
import type { Failure } from '../logic/failure.js';

/** Where nothing could be shown: after how long the page asks again by itself. Units: seconds. */
export const RETRY_SEC: Partial<Record<Failure, number>> = { busy: BUSY_RETRY_SEC, 'out-of-reach': 30 };

/** While something loads that usually comes at once. */
export const ONE_MOMENT = 'One moment…';

export const messages = {
  cancelling: 'Cancelling…',
  progress: 'Progress',
  notFound: 'This page does not exist, or you have no access',
  notFoundNote: 'The address may be mistyped, or the page is another library’s or the coordinator’s.',
  unreachable: 'The server cannot be reached',
  unreachableNote: `Check your connection. If the rest of the web works, the server may be down: clicks and views may then go uncounted. Trying again every ${RETRY_SEC['out-of-reach']} seconds.`,
  noScript: 'This page could not be loaded',
  noScriptNote: 'There may be a newer version of these pages. Try again to load it.',
  busy: 'The server is busy',
  busyNote: `Trying again in ${BUSY_RETRY_SEC} seconds.`,
  serverError: 'The server could not answer',
  serverErrorNote: 'Something is wrong on the server. What it has counted so far is kept.',
  // The change may be stored all the same, where only its answer was lost.
  changeUnreachable:
    'The server cannot be reached. Check your connection, and whether your change is there, before you try again.',
  changeServerError:
    'Something is wrong on the server. Wait a minute, and check whether your change is there, before you try again.',
  moreLike: (length: number) => ` (and ${length} more like this)`,
  selectedToCopy: 'Selected: press Ctrl+C or ⌘C to copy it.',
  keepIt: 'Keep it',
  parts: 'Parts of this page',
  partShown: (part: string): string => `Shown: ${part}.`,
  more: 'Details',
  moreAbout: (name: string) => `Details: ${name}`,
  backToStart: 'Go to Home',
  whatNumbersMean: 'What the numbers mean',
  definition: 'Definition',
  noDesk: 'No desk is set up for this library. Ask your coordinator.',
};

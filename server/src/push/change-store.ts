// In:    words on the channel that tells every node.
// Out:   the kinds of change that they mean to a signed-in page.
// Never: which library or queue: a page asks the doors, and those know who may see what.
import { CHANGE_KINDS, type ChangeKind } from '@askusnow/sdk/contract';
import { EVERYTHING, type Database } from '../db/database.ts';

/** By the word before the colon. Samples are not among them: one comes every 30 s, and seldom says anything new. */
const KINDS: Record<string, readonly ChangeKind[]> = {
  [EVERYTHING]: CHANGE_KINDS,
  cooperative: ['queue', 'schedule'],
  queue: ['queue'],
  shifts: ['schedule'],
  schedule: ['schedule'],
  corrections: ['schedule'],
  requests: ['requests'],
  notices: ['notices'],
};

/** Hears what kinds of thing have changed, on whichever node. Returns how to stop. */
export const onStoredChange = ({ changes }: Database, listener: (kinds: readonly ChangeKind[]) => void): (() => void) =>
  changes.subscribe((payload) => {
    const kinds = KINDS[payload.split(':', 1)[0] ?? ''];
    if (kinds !== undefined) listener(kinds);
  });
